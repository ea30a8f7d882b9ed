import fc from 'fast-check';
import { alarmsBetween, TRANSFERS_BEFORE_ARBITRATION } from '@baton/chain-alarms';
import { caseEvents, checkEvent, RefusalCode } from '@baton/contracts';
import { fold } from '@baton/decider';
import { check } from '@baton/fields';
import { caseAggregate } from './case-folds.state.js';
import { ON_THE_LINE_MINUTES } from './commands/accept-transfer/accept-transfer.decision.js';
import { openConsults, openPromises, untoldPassings, type CaseEvent, type CaseState } from './case.state.js';
import { isLapsed } from './guards.js';
import { spelling } from './spelling.js';
import { intents, live, type Step } from './testing/case.histories.js';
import { moves } from './testing/case.moves.js';
import { people } from './testing/case.scenarios.js';

const plain = (state: CaseState): unknown => JSON.parse(JSON.stringify(state));

/** One history in twenty passes a promise on with the case: rules about that look at so many. */
const OFTEN = 150;

/** What anybody might have done to a case, in any order: each rule is looked at after each step. */
const always = (name: string, holds: (steps: Step[]) => void, numRuns = 40) =>
  it(name, () => {
    fc.assert(
      fc.property(intents, (history) => holds(live(history))),
      { numRuns },
    );
  });

/** Every event of a history with the state before and after it. */
const eventsOf = (steps: Step[]): { event: CaseEvent; before: CaseState; after: CaseState; step: Step }[] =>
  steps.flatMap((step) =>
    step.events.map((event, index) => ({
      event,
      before: step.states[index - 1] ?? step.before,
      after: step.states[index] as CaseState,
      step,
    })),
  );

/** The events with which another department can become accountable. */
const MOVING = ['CaseOpened', 'TransferAccepted', 'AssignmentArbitrated'];

describe('whatever happens to a case', () => {
  always('what passes the door is what is decided on, and what is decided is of the published language', (steps) => {
    for (const { command, body, events } of steps) {
      expect(check(command, body)).toEqual([]);
      expect(events.flatMap((event) => checkEvent(event.stream, event))).toEqual([]);
    }
  });

  always('X1 who asks twice changes nothing', (steps) => {
    for (const { decide, after, refusal } of steps) if (!refusal) expect(decide(after)).toEqual([]);
  });

  always('a refused command changes nothing, names a code of the closed list, and says what to do', (steps) => {
    for (const { refusal, before, decide } of steps) {
      if (!refusal) continue;
      const state = plain(before);
      expect(() => decide(before)).toThrow(refusal.message);
      expect(plain(before)).toEqual(state);
      expect(RefusalCode.values).toContain(refusal.code);
      expect(refusal.message).toMatch(/^.{20,}\.$/s);
    }
  });

  always('a decision changes nothing by itself: only what it writes does', (steps) => {
    for (const { before, decide, events } of steps) {
      if (events.length === 0) continue;
      const state = plain(before);
      expect(decide(before)).toEqual(events.map(({ type, data }) => ({ type, data })));
      expect(plain(before)).toEqual(state);
    }
  });

  always(
    'H1 exactly one department is accountable, and only an acceptance or an arbitration changes which',
    (steps) => {
      for (const { event, before, after } of eventsOf(steps)) {
        expect(after.accountable).not.toBe('');
        if (after.accountable !== before.accountable) expect(MOVING).toContain(event.type);
        if (event.type === 'TransferAccepted' || event.type === 'AssignmentArbitrated') {
          expect(after.accountable).toBe(event.data.to);
          expect(before.accountable).toBe(event.data.from);
        }
      }
    },
  );

  always(
    'H1 no promise is ever without a department, and one passes to another only with the case',
    (steps) => {
      const known = Object.values(people).map(({ department }) => department);
      for (const { event, before, after } of eventsOf(steps)) {
        expect(known).toContain(after.accountable);
        for (const [promiseId, { department }] of after.promises) {
          expect(known).toContain(department);
          const owed = before.promises.get(promiseId)?.department;
          if (owed === undefined || owed === department) continue;
          expect(event.type).toBe('PromiseAssumed');
          expect(department).toBe(after.accountable);
        }
      }
    },
    OFTEN,
  );

  always('H2 at most one transfer is open', (steps) => {
    for (const { after } of eventsOf(steps)) {
      const open = after.transfers.valueSeq().filter((transfer) => transfer.status === 'OFFERED');
      expect(open.map((transfer) => transfer.transferId).toArray()).toEqual(
        after.openTransferId === undefined ? [] : [after.openTransferId],
      );
    }
  });

  always(
    'H10 an alarm is raised with what raises it, says what the chain adds up to, and supervisors are told',
    (steps) => {
      for (const { events, before, after } of steps) {
        const alarms = events.flatMap((event) => (event.type === 'ChainAlarmRaised' ? [event.data] : []));
        const caught = alarms.filter(({ cause }) => cause !== 'WAITED_AN_OPENING_DAY');
        expect(caught.map(({ level, cause }) => ({ level, cause }))).toEqual(alarmsBetween(before.tally, after.tally));
        expect(new Set(alarms.map(({ cause }) => cause)).size).toBe(alarms.length);
        for (const alarm of alarms) {
          const { transfers, returns, declines, departments } = after.tally;
          expect(alarm).toMatchObject({ transfers, returns, declines, departments: departments.size });
        }
        const escalated = events.filter(
          (event) => event.type === 'EscalationRaised' && event.data.cause === 'CHAIN_ALARM',
        );
        expect(escalated).toHaveLength(alarms.some(({ level }) => level !== 'NOTICE') ? 1 : 0);
      }
    },
  );

  always('H10 after five transfers only an arbitration, or the end of a shift, moves the case', (steps) => {
    for (const { event, before } of eventsOf(steps)) {
      if (event.type !== 'TransferAccepted') continue;
      const { reason, from, to, shiftOnRecord = from === to } = before.transfers.get(event.data.transferId) ?? {};
      if (reason !== 'ABSENCE_OR_SHIFT' || !shiftOnRecord)
        expect(before.tally.transfers).toBeLessThan(TRANSFERS_BEFORE_ARBITRATION);
    }
  });

  always('H4 an offer expires when its time has come and not before, and is escalated with it', (steps) => {
    for (const { event, before, step } of eventsOf(steps)) {
      if (event.type !== 'TransferExpired') continue;
      expect(before.transfers.get(event.data.transferId)?.expiresAt).toBe(event.data.expiresAt);
      expect(step.given.now >= event.data.expiresAt).toBe(true);
      expect(step.events.map(({ type }) => type)).toEqual(['TransferExpired', 'EscalationRaised']);
    }
  });

  always('H6 nobody accepts from tier 2 on without a read-back', (steps) => {
    for (const { event, before } of eventsOf(steps)) {
      if (event.type !== 'TransferAccepted' || event.data.readBack) continue;
      expect(before.transfers.get(event.data.transferId)?.riskTier).toBe(1);
      expect(openPromises(before)).toEqual([]);
    }
  });

  always(
    'H6 the brief that is accepted says every promise that was open then, however late it was made',
    (steps) => {
      for (const { event, before, after } of eventsOf(steps)) {
        if (event.type !== 'TransferAccepted') continue;
        const { openPromises: lines = [], ask } = after.transfers.get(event.data.transferId)?.brief ?? {};
        const said = lines.map(({ revision }) => revision);
        expect(said).toEqual(expect.arrayContaining(openPromises(before).map(({ revision }) => revision)));
        expect(ask).toBe(before.transfers.get(event.data.transferId)?.brief.ask);
      }
    },
    OFTEN,
  );

  always(
    'H8 once the case has passed on, every open promise is owed by the receiver, or named with the reason it stays',
    (steps) => {
      for (const { events, after } of steps) {
        const accepted = events.find(
          (event) => event.type === 'TransferAccepted' || event.type === 'AssignmentArbitrated',
        );
        if (!accepted) continue;
        const staying = events.flatMap((event) => (event.type === 'PromiseRetained' ? [event.data.promiseId] : []));
        const elsewhere = openPromises(after).filter(
          ({ department, stays }) =>
            department !== accepted.data.to && !(stays === true && department !== accepted.data.from),
        );
        expect(staying).toEqual(expect.arrayContaining(elsewhere.map((promise) => promise.promiseId)));
      }
    },
    OFTEN,
  );

  always(
    'H8 what stays with a department goes on staying until that one passes the case on itself',
    (steps) => {
      for (const { event, before } of eventsOf(steps)) {
        if (event.type !== 'PromiseAssumed' || before.promises.get(event.data.promiseId)?.stays !== true) continue;
        expect(before.passages.last()?.from).toBe(event.data.from);
      }
    },
    OFTEN,
  );

  always('H6 nobody accepts or rates what he offered himself', (steps) => {
    for (const { event, before, step } of eventsOf(steps)) {
      if (event.type !== 'TransferAccepted' && event.type !== 'HandoffRated') continue;
      expect(before.transfers.get(event.data.transferId)?.offeredBy).not.toBe(step.given.by.agent);
    }
  });

  always('H9 a customer on the line knows who has the case; one who is told is told after it passed on', (steps) => {
    for (const { events, after } of steps) {
      const accepted = events.find((event) => event.type === 'TransferAccepted');
      const transfer = accepted && after.transfers.get(accepted.data.transferId);
      if (transfer && transfer.mode !== 'ASYNC') {
        const waited = Date.parse(transfer.endedAt ?? '') - Date.parse(transfer.offeredAt);
        const hungUp = waited > ON_THE_LINE_MINUTES * 60_000 && transfer.from !== transfer.to;
        expect(untoldPassings(after).some(({ transferId }) => transferId === transfer.transferId)).toBe(hungUp);
      }
      for (const event of events) {
        if (event.type !== 'CustomerInformedOfTransfer' || event.data.contactId === undefined) continue;
        const { transferId } = event.data;
        const at = after.transfers.get(transferId)?.endedAt ?? after.arbitrations.get(transferId)?.at;
        const told = after.contacts.get(event.data.contactId)?.endedAt ?? '';
        expect(told >= (at ?? '~')).toBe(true);
        expect(event.data.nextBy !== undefined && event.data.nextBy > told).toBe(true);
        expect(untoldPassings(after)).toEqual([]);
      }
    }
  });

  always(
    'a case that is not open is held by nobody, on offer to nobody, owes and asks nothing unless merged',
    (steps) => {
      for (const { after } of eventsOf(steps)) {
        if (after.status === 'OPEN') continue;
        expect([after.holder, after.openTransferId]).toEqual([undefined, undefined]);
        if (after.status === 'MERGED') continue;
        expect(openPromises(after)).toEqual([]); // P6
        expect(openConsults(after)).toEqual([]);
      }
    },
  );

  always('P3 a promise is kept after it was made and no later than due', (steps) => {
    for (const { event, before } of eventsOf(steps)) {
      if (event.type !== 'PromiseKept') continue;
      const promise = before.promises.get(event.data.promiseId);
      expect(event.data.keptAt <= (promise?.due ?? '')).toBe(true);
      expect(event.data.keptAt >= (promise?.madeAt ?? '~')).toBe(true);
      expect(event.data.keptAt <= event.occurredAt).toBe(true);
    }
  });

  always('P4 the first due time stays, and no new time is agreed on after due', (steps) => {
    for (const { event, before, after } of eventsOf(steps)) {
      for (const [promiseId, promise] of before.promises) {
        expect(after.promises.get(promiseId)?.firstDue).toBe(promise.firstDue);
      }
      if (event.type === 'PromiseRenegotiated') {
        expect(event.occurredAt < (before.promises.get(event.data.promiseId)?.due ?? '')).toBe(true);
      }
    }
  });

  always('P5 what is settled stays settled; what is cancelled is broken unless its condition is false', (steps) => {
    for (const { events, before, after } of steps) {
      for (const [promiseId, promise] of before.promises) {
        if (promise.status !== 'OPEN' && !isLapsed(promise)) expect(after.promises.get(promiseId)).toEqual(promise);
      }
      for (const event of events) {
        if (event.type !== 'PromiseCancelled') continue;
        const status = after.promises.get(event.data.promiseId)?.status;
        expect(status).toBe(events.length === 1 ? 'CANCELLED' : 'BROKEN');
        if (!event.data.conditionFalse) expect(status).toBe('BROKEN');
      }
    }
  });

  always('P7 nothing said or done after due mends a breach', (steps) => {
    for (const { event, after, step } of eventsOf(steps)) {
      if (event.type !== 'PromiseReleased' && event.type !== 'PromiseCancelled') continue;
      const { due = '' } = step.before.promises.get(event.data.promiseId) ?? {};
      const contact = event.type === 'PromiseReleased' ? after.contacts.get(event.data.contactId) : undefined;
      if ((contact?.endedAt ?? event.occurredAt) > due) {
        expect(step.after.promises.get(event.data.promiseId)?.status).toBe('BROKEN');
      }
    }
  });

  always(
    'P7 time breaks a promise once, at its due time and not before, and evidence of before mends that',
    (steps) => {
      const lapses = new Set<string>();
      for (const { event, before, step } of eventsOf(steps)) {
        if (event.type === 'PromiseBroken' && step.name === 'BreakPromise') {
          const { promiseId, due } = event.data;
          expect(before.promises.get(promiseId)).toMatchObject({ status: 'OPEN', due });
          expect(step.given.now >= due).toBe(true);
          expect(lapses.has(promiseId)).toBe(false);
          lapses.add(promiseId);
        }
        if (event.type === 'PromiseKept' || event.type === 'PromiseReleased') {
          expect(event.data.mendsBreach === true).toBe(lapses.has(event.data.promiseId));
        }
      }
    },
  );

  always('P8 nobody has two open call backs', (steps) => {
    for (const { after } of eventsOf(steps)) {
      const callbacks = openPromises(after).filter((promise) => promise.callback);
      const people = callbacks.map((promise) => spelling(promise.beneficiary));
      expect(new Set(people).size).toBe(people.length);
    }
  });

  always('a consult leaves accountability where it is, asks another department, and is answered by it', (steps) => {
    for (const { event, before, after } of eventsOf(steps)) {
      if (event.type === 'ConsultRequested') expect(event.data.to).not.toBe(before.accountable);
      if (event.type === 'ConsultAnswered') {
        expect(event.data.department).toBe(before.consults.get(event.data.consultId)?.to);
        expect(after.grounds.has(event.revision)).toBe(true); // C5
      }
    }
  });

  always('C5 there is one current statement on each topic: the last', (steps) => {
    const last = new Map<string, string>();
    for (const { event, after } of eventsOf(steps)) {
      if (event.type === 'StatementMade') last.set(spelling(event.data.topic), event.data.statementId);
      expect(after.statements.map((told) => told.statementId).toObject()).toEqual(Object.fromEntries(last));
    }
  });

  always('C5 the customer is never told otherwise without the word that the first no longer holds', (steps) => {
    for (const { events, before, given } of steps) {
      const made = events.find((event) => event.type === 'StatementMade');
      const told = made && before.statements.get(spelling(made.data.topic));
      if (!told || told.value === made.data.value || (told.validUntil ?? '~') < given.now) continue;
      expect(events.map((event) => event.type)).toContain('StatementSuperseded');
    }
  });

  always('C8 nothing that was recorded is lost: contacts, facts, promises and transfers only gain', (steps) => {
    for (const { before, after } of eventsOf(steps)) {
      for (const kept of [
        'contacts',
        'promises',
        'transfers',
        'consults',
        'questions',
        'facts',
        'statements',
      ] as const) {
        expect(after[kept].keySeq().toSet().isSuperset(before[kept].keySeq())).toBe(true);
      }
    }
  });

  always('no contact is known that ends before it begins or lacks what a finished one must have', (steps) => {
    for (const { startedAt, endedAt, participants, matter } of steps.at(-1)?.after.contacts.values() ?? []) {
      expect((startedAt ?? '~') <= (endedAt ?? '')).toBe(true);
      expect(participants?.length).toBeGreaterThan(0);
      expect(matter).toBeDefined();
    }
  });

  always('the chain names each department as it became accountable, never one twice in a row', (steps) => {
    const expected: string[] = [];
    for (const { event, after } of eventsOf(steps)) {
      if (event.type === 'CaseOpened') expected.push(event.data.department);
      const passed = event.type === 'TransferAccepted' || event.type === 'AssignmentArbitrated';
      if (passed && event.data.to !== expected.at(-1)) expected.push(event.data.to);
      expect(after.chain.toArray()).toEqual(expected);
      expect(after.chain.last()).toBe(after.accountable);
      expect(after.chainRevisions.size).toBe(after.chain.size);
    }
  });

  it('tells the same story in whatever portions it is read', () => {
    fc.assert(
      fc.property(intents, fc.nat(), (history, cut) => {
        const events = live(history).flatMap((step) => step.events);
        const here = cut % (events.length + 1);
        const atOnce = fold(caseAggregate, events);
        const inPortions = fold(caseAggregate, events.slice(here), fold(caseAggregate, events.slice(0, here)));
        expect(plain(inPortions)).toEqual(plain(atOnce));
      }),
      { numRuns: 40 },
    );
  });

  it('is covered: the histories of these tests reach every event a command writes and every refusal of a case', () => {
    const onlyImported = ['WaitStarted', 'WaitEnded', 'WorkReported', 'TransferObserved'];
    const codes = RefusalCode.values.slice(RefusalCode.values.indexOf('CASE_EXISTS'));
    const ofCases = codes.slice(0, codes.indexOf('CUSTOMER_UNKNOWN'));
    const written = Object.keys(caseEvents).filter((type) => !onlyImported.includes(type));
    const wanted = [...written, ...ofCases, ...Object.keys(moves)];
    const reached = new Set<string>();
    for (const history of fc.sample(intents, { seed: 42, numRuns: 1500 })) {
      for (const { name, events, refusal } of live(history)) {
        for (const { type } of events) reached.add(type);
        if (events.length > 0) reached.add(name);
        if (refusal) reached.add(refusal.code);
      }
      if (wanted.every((one) => reached.has(one))) break;
    }
    expect(wanted.filter((one) => !reached.has(one))).toEqual([]);
    expect(onlyImported.filter((type) => reached.has(type))).toEqual([]);
  });
});
