import type { CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { caseAggregate } from './case-folds.state.js';
import { noCase, openPromises, openTransfer, type CaseEvent, type CaseState } from './case.state.js';
import {
  accepted,
  answered,
  asked,
  claimed,
  closed,
  contacted,
  declined,
  established,
  kept,
  noted,
  offered,
  opened,
  passedOn,
  promised,
  reopened,
  resolved,
  told,
} from './testing/case.happenings.js';
import { at, caseId, given, id, record } from './testing/case.scenarios.js';

const observed = (from: string, to: string): CaseFact => ({ type: 'TransferObserved', data: { from, to } });

const newTime = { firstDue: at('17:00'), contactId: id('first call'), reason: 'The pump is late' };

describe('the case as its events tell it', () => {
  it('is nothing before the first event', () => {
    expect(given().state()).toBe(noCase);
    expect(noCase).toMatchObject({ status: undefined, revision: -1, accountable: '' });
  });

  it('begins with its opening: who, what, and the first contact', () => {
    const state = given(opened()).state();
    expect(state).toMatchObject({
      status: 'OPEN',
      caseId,
      revision: 0,
      openedAt: at('09:00'),
      lastEventAt: at('09:00'),
      accountable: 'front-office',
      holder: undefined,
      imported: false,
      opened: { customerId: id('Anna Kern'), kind: 'FAULT' },
    });
    expect(state.contacts.get(id('first call'))).toMatchObject({ at: at('08:50'), agent: 'ines', revision: 0 });
  });

  it('counts every event and knows when the last one happened', () => {
    const state = given(opened(), noted('a'), noted('b')).state();
    expect(state).toMatchObject({ revision: 2, openedAt: at('09:00'), lastEventAt: at('09:02') });
  });

  it('H1 goes through its life with one accountable department, also when it is closed', () => {
    const life = [opened(), claimed('ines'), resolved, closed, reopened];
    const states = life.map((_, index) => given(...life.slice(0, index + 1)).state());
    expect(states.map((state) => [state.status, state.holder, state.accountable])).toEqual([
      ['OPEN', undefined, 'front-office'],
      ['OPEN', 'ines', 'front-office'],
      ['RESOLVED', undefined, 'front-office'],
      ['CLOSED', undefined, 'front-office'],
      ['OPEN', undefined, 'front-office'],
    ]);
  });

  it('knows how it was resolved until it is reopened', () => {
    expect(given(opened(), resolved).state().resolution).toEqual({
      text: 'The pump was replaced',
      at: at('09:01'),
      revision: 1,
    });
    expect(given(opened(), resolved, reopened).state().resolution).toBeUndefined();
    const silent = given(opened(), { type: 'CaseResolved', data: {} }).state().resolution;
    expect(silent).toEqual({ at: at('09:01'), revision: 1 });
  });

  it('waits for somebody outside until the wait ends, or the case does', () => {
    const waiting: CaseFact = { type: 'WaitStarted', data: { on: 'VENDOR' } };
    expect(given(opened(), waiting).state()).toMatchObject({ waitingOn: 'VENDOR', waitingRevision: 1 });
    for (const end of [{ type: 'WaitEnded', data: {} } as const, resolved, closed]) {
      expect(given(opened(), waiting, end).state()).toMatchObject({ waitingOn: undefined, waitingRevision: undefined });
    }
  });

  it('H2 knows the one transfer that waits for its receiver', () => {
    expect(openTransfer(given(opened()).state())).toBeUndefined();
    expect(openTransfer(given(opened(), offered()).state())).toMatchObject({
      transferId: id('transfer'),
      status: 'OFFERED',
      offeredAt: at('09:01'),
      offeredBy: 'ines',
      revision: 1,
    });
    const ended = given(opened(), offered(), declined()).state();
    expect(openTransfer(ended)).toBeUndefined();
    expect(ended.transfers.get(id('transfer'))).toMatchObject({
      status: 'DECLINED',
      endRevision: 2,
      endedAt: at('09:02'),
    });
  });

  it('remembers the chain of departments with the event that made each accountable, none twice in a row', () => {
    const back = { from: 'repair', to: 'front-office' };
    const state = given(
      opened(),
      ...passedOn,
      offered({ ...back, transferId: id('back') }),
      accepted('otto', back, 'back'),
      offered({ from: 'front-office', to: 'front-office', transferId: id('shift') }),
      accepted('ines', { from: 'front-office', to: 'front-office' }, 'shift'),
    ).state();
    expect(state.chain.toArray()).toEqual(['front-office', 'repair', 'front-office']);
    expect(state.chainRevisions.toArray()).toEqual([0, 2, 4]);
    expect(state.holder).toBe('ines');
  });

  it('X5 follows an imported case though offers, briefs and acceptances are undocumented', () => {
    const [first, ...others] = recorded<CaseFact>(
      `case-${caseId}`,
      [
        { type: 'CaseOpened', data: { department: 'V5' } },
        observed('V5', 'V13'),
        observed('V13', 'V13'),
        observed('V13', 'V5'),
      ],
      { imported: true },
    );
    const state = fold(caseAggregate, [first, ...others] as CaseEvent[]);
    expect(state).toMatchObject({ imported: true, accountable: 'V5', holder: undefined });
    expect(state.chain.toArray()).toEqual(['V5', 'V13', 'V5']);
    expect(state.contacts.size).toBe(0);
  });

  it('X5 takes the case out of the hands of its holder when an import sees it pass on', () => {
    expect(given(opened(), claimed('ines'), observed('front-office', 'repair')).state().holder).toBeUndefined();
  });

  it('X5 keeps steps of other systems without taking anything from them', () => {
    const before = given(opened()).state();
    const after = given(opened(), { type: 'WorkReported', data: { step: 'Queued' } }).state();
    const { timeSplit, timedUntil, lastEventAt } = before;
    expect({ ...after, revision: 0, lastEventAt, timeSplit, timedUntil }).toEqual(before);
  });

  it('dates a contact by its beginning, and one that has none by its record', () => {
    const { contacts } = given(opened(), contacted('call back'), {
      type: 'ContactRecorded',
      data: { contactId: id('undated') },
    }).state();
    expect(contacts.get(id('call back'))?.at).toBe(at('11:00'));
    expect(contacts.get(id('undated'))?.at).toBe(at('09:02'));
  });

  it('gives the open promises, the next due first, those due together as they were agreed on', () => {
    const due = (name: string, when: string) => promised({ promiseId: id(name), callback: false, due: when });
    const state = given(
      opened(),
      due('c', at('18:00')),
      due('a', at('17:00')),
      due('b', at('17:00')),
      promised(),
      kept(),
    ).state();
    expect(openPromises(state).map((promise) => promise.promiseId)).toEqual([id('a'), id('b'), id('c')]);

    const later: CaseFact = {
      type: 'PromiseRenegotiated',
      data: { ...newTime, promiseId: id('a'), from: at('09:00'), due: at('18:00') },
    };
    const moved = given(opened(), due('a', at('17:00')), due('b', at('18:00')), later).state();
    expect(openPromises(moved).map((promise) => promise.promiseId)).toEqual([id('b'), id('a')]);
  });

  it.each<[string, CaseFact, string]>([
    ['kept', kept(), 'KEPT'],
    [
      'broken',
      { type: 'PromiseBroken', data: { promiseId: id('promise'), due: at('17:00'), cause: 'OVERDUE' } },
      'BROKEN',
    ],
    [
      'released',
      { type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } },
      'RELEASED',
    ],
    [
      'cancelled',
      { type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No', conditionFalse: true } },
      'CANCELLED',
    ],
  ])('knows that a promise was %s, and with which event', (_, fact, status) => {
    const promise = given(opened(), promised(), fact).state().promises.get(id('promise'));
    expect(promise).toMatchObject({ status, settledRevision: 2, revision: 1, madeAt: at('09:01') });
  });

  it('H8 leaves a promise that stays with its department, and knows that it stays', () => {
    const stays: CaseFact = {
      type: 'PromiseRetained',
      data: {
        promiseId: id('promise'),
        department: 'front-office',
        transferId: id('transfer'),
        reason: 'Ines knows her',
      },
    };
    const past = [opened(), promised(), offered(), accepted()];
    const before = given(...past)
      .state()
      .promises.get(id('promise'));
    expect(
      given(...past, stays)
        .state()
        .promises.get(id('promise')),
    ).toEqual({ ...before, stays: true });
  });

  it.each<[string, CaseFact]>([
    ['promise', kept('no promise')],
    ['transfer', declined({}, 'no transfer')],
    ['question', answered('no question', 'Yes')],
    ['contact', { type: 'ContactCorrected', data: { correctionId: id('c'), contactId: id('no call'), reason: 'No' } }],
  ])('X5 makes up no %s that an import speaks of without having brought it', (_, fact) => {
    const state = given(opened(), fact).state();
    const sizes = [state.promises.size, state.transfers.size, state.questions.size, state.contacts.size];
    expect(sizes).toEqual([0, 0, 0, 1]);
  });

  it('C8 keeps the first record of everything in the events, and the state of what holds now', () => {
    const past = [
      opened(),
      asked('Who pays?'),
      answered('Who pays?', 'We do'),
      established('price', '90'),
      told('price', '90'),
    ];
    const state = given(...past, established('price', '95'), told('price', '95')).state();
    expect(state.facts.get('price')).toMatchObject({ value: '95', revision: 5 });
    expect(state.statements.get('price')).toMatchObject({ value: '95', revision: 6 });
    expect(state.questions.get(id('Who pays?'))).toMatchObject({ text: 'Who pays?', answer: 'We do' });
  });

  it('changes no state it was handed', () => {
    const before = given(opened(), promised()).state();
    const [, , event] = record([opened(), promised(), kept()]);
    const after = caseAggregate.evolve(before, event as CaseEvent);
    expect(after).not.toBe(before);
    expect(before.promises.get(id('promise'))?.status).toBe('OPEN');
    expect(before.revision).toBe(1);
  });

  it.each(['CaseTeleported', 'constructor'])('gives no answer rather than a wrong one about the word %s', (type) => {
    const [event] = record([opened()]);
    const unknown = { ...event, type } as unknown as CaseEvent;
    expect(() => fold(caseAggregate, [unknown])).toThrow(`case-${caseId} holds ${type}`);
  });
});

describe('the fold of a long case', () => {
  const nth = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const kinds: Record<string, (n: number) => CaseFact> = {
    contacts: (n) => contacted('call', { contactId: nth(n) }),
    attempts: (n) => ({ type: 'NoteAdded', data: { noteId: nth(n), text: 'Restarted it', attempt: true } }),
    facts: (n) => ({ type: 'FactEstablished', data: { factId: nth(n), topic: `topic ${n}`, value: 'known' } }),
    questions: (n) => ({ type: 'QuestionRaised', data: { questionId: nth(n), text: 'Who pays?' } }),
    statements: (n) => told(`topic ${n}`, 'known', { statementId: nth(n) }),
    promises: (n) => promised({ promiseId: nth(n) }),
    transfers: (n) => offered({ transferId: nth(n) }),
    passings: (n) => observed(`D${n}`, `D${n + 1}`),
  };
  const [first] = record([opened()]) as [CaseEvent];
  const eventsOf = (next: (n: number) => CaseFact, from: number, to: number): CaseEvent[] =>
    Array.from({ length: to - from }, (_, n) => ({ ...first, ...next(from + n), revision: from + n }) as CaseEvent);

  it.each(Object.keys(kinds))('makes no more work of the ten-thousandth of its %s than of the thousandth', (kind) => {
    const next = kinds[kind] as (n: number) => CaseFact;
    const workAfter = (state: CaseState, length: number): number =>
      slotsMade(state, fold(caseAggregate, eventsOf(next, length, length + 1), state));
    const thousand = fold(caseAggregate, [first, ...eventsOf(next, 1, 1_000)]);
    const tenThousand = fold(caseAggregate, eventsOf(next, 1_000, 10_000), thousand);
    expect(tenThousand.revision).toBe(9_999);
    expect(workAfter(tenThousand, 10_000)).toBeLessThan(2 * workAfter(thousand, 1_000));
    expect(workAfter(tenThousand, 10_000)).toBeLessThan(500);
  });

  it('would see a fold that copies all it knows (the measure measures)', () => {
    const ten = { notes: Array.from({ length: 10 }, (_, n) => ({ n })) };
    const thousand = { notes: Array.from({ length: 1000 }, (_, n) => ({ n })) };
    const copying = <T extends { notes: object[] }>(state: T): T => ({ ...state, notes: [...state.notes, {}] });
    expect(slotsMade(ten, copying(ten))).toBe(12);
    expect(slotsMade(thousand, copying(thousand))).toBe(1002);
    expect(slotsMade(ten, { ...ten })).toBe(1);
  });
});

/** How many slots the objects have that are in the second value and not in the first: the work of making it from it. */
function slotsMade(before: object, after: object): number {
  const known = new Set<object>();
  const walk = (value: unknown): number => {
    if (typeof value !== 'object' || value === null || known.has(value)) return 0;
    known.add(value);
    const inside = Object.values(value) as unknown[];
    return inside.reduce<number>((sum, item) => sum + walk(item), inside.length);
  };
  walk(before);
  return walk(after);
}
