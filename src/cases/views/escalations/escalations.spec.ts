import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { AgentFact, AlarmCause, AlarmLevel, CaseFact, EscalationRaised } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import type { StoredEvent } from '@baton/event-store';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import { ArrayLog, rowsOf, WatchedQueries } from '@baton/projections/testing';
import type { AtLeast } from '../../../platform/graphql/at-least.js';
import { intents, live } from '../../testing/case.histories.js';
import { anOffer, CASE, CUSTOMER, eventsOf, opened, uuid } from '../testing/stories.js';
import { escalationList } from './escalations.projection.js';
import { Escalations, EscalationsHandler } from './escalations.query.js';
import type { EscalationFilter, ListedEscalation } from './escalations.row.js';

const ABSENCE = uuid(70);
const transferId = uuid(26);
const between = { transferId, from: 'SHOP', to: 'DEPOT' };
const escalated = (data: Partial<EscalationRaised> & Pick<EscalationRaised, 'cause'>, n = 60): CaseFact => ({
  type: 'EscalationRaised',
  data: { escalationId: uuid(n), department: 'DEPOT', ...data },
});
const alarmed = (level: AlarmLevel, cause: AlarmCause): CaseFact => ({
  type: 'ChainAlarmRaised',
  data: {
    ...{ alarmId: uuid(61), level, cause, transferId, rules: 'chain-alarms@2' },
    ...{ transfers: 1, returns: 1, declines: 0, departments: 2 },
  },
});
const offered: CaseFact = { type: 'TransferOffered', data: anOffer(26, 'SHOP', 'DEPOT') };
const lapse: CaseFact[] = [
  offered,
  { type: 'TransferExpired', data: { ...between, expiresAt: '2026-03-02T09:02:00.000Z' } },
  escalated({ cause: 'OFFER_EXPIRED', transferId }),
];
const waiting: CaseFact[] = [
  offered,
  alarmed('WARNING', 'WAITED_AN_OPENING_DAY'),
  escalated({ cause: 'CHAIN_ALARM', transferId }, 63),
];
const returned: CaseFact[] = [
  alarmed('WARNING', 'RETURN'),
  escalated({ cause: 'CHAIN_ALARM', department: 'SHOP', transferId }),
];
const absent: CaseFact[] = [
  escalated({ cause: 'ABSENT_WITHOUT_STAND_IN', department: 'SHOP', absenceId: ABSENCE, reason: 'ines is away' }),
];
/** A promise of somebody who is away, in a case that another department is accountable for. */
const owed: CaseFact[] = [escalated({ cause: 'ABSENT_WITHOUT_STAND_IN', absenceId: ABSENCE })];
/** Work was reopened for which a resolved case of that department had waited. */
const blocking: CaseFact[] = [escalated({ cause: 'BLOCKING_WORK_REOPENED', waiting: uuid(80) })];

const again = { transferId: uuid(27), from: 'SHOP', to: 'REPAIR' };
const offeredAgain: CaseFact = { type: 'TransferOffered', data: anOffer(27, 'SHOP', 'REPAIR') };
const happen = {
  claimed: { type: 'CaseClaimed', data: { holder: 'ben' } },
  released: { type: 'CaseReleased', data: {} },
  resolved: { type: 'CaseResolved', data: {} },
  closed: { type: 'CaseClosed', data: {} },
  offered: offeredAgain,
  accepted: { type: 'TransferAccepted', data: { ...again, holder: 'dora' } },
  'handed over': { type: 'TransferAccepted', data: { ...again, to: 'SHOP', holder: 'ben' } },
  declined: { type: 'TransferDeclined', data: { ...again, reason: 'not ours' } },
  'declined there': { type: 'TransferDeclined', data: { ...between, reason: 'not ours' } },
  recalled: { type: 'TransferRecalled', data: { ...again, reason: 'solved' } },
  expired: { type: 'TransferExpired', data: { ...again, expiresAt: '2026-03-02T09:02:00.000Z' } },
  arbitrated: {
    type: 'AssignmentArbitrated',
    data: { arbitrationId: uuid(40), from: 'SHOP', to: 'REPAIR', reason: 'It has to stop' },
  },
  led: { type: 'CaseLeadAssigned', data: { lead: 'dora', department: 'SHOP', reason: 'One for all' } },
} satisfies Record<string, CaseFact>;
type Happening = keyof typeof happen;

const list = async (events: readonly StoredEvent[]): Promise<ListedEscalation[]> =>
  (await rowsOf(escalationList, events)).rows;
const after = (...facts: CaseFact[]) => list(eventsOf([opened, ...facts]));

describe('the escalations to a supervisor', () => {
  it('H4 say what lapsed, who is asked, since when, whose case it is', async () => {
    expect(await after(...lapse)).toEqual([
      {
        escalationId: uuid(60),
        caseId: CASE,
        customerId: CUSTOMER,
        department: 'DEPOT',
        accountable: 'SHOP',
        cause: 'OFFER_EXPIRED',
        transferId,
        raisedAt: '2026-03-02T09:03:00.000Z',
        times: 1,
        state: 'UNANSWERED',
        listed: 1,
      },
    ]);
  });

  it('H10 say how far the chain has gone wrong, and why; H11 who is away', async () => {
    expect(await after(...returned)).toMatchObject([{ cause: 'CHAIN_ALARM', level: 'WARNING', alarm: 'RETURN' }]);
    expect(await after(...absent)).toMatchObject([{ absenceId: ABSENCE, reason: 'ines is away' }]);
    const [lapsed] = await after(alarmed('NOTICE', 'SECOND_DECLINE'), ...lapse);
    expect(lapsed).not.toHaveProperty('level');
  });

  it.each<[string, CaseFact[], Happening[]]>([
    ['an offer that nobody answered', lapse, ['claimed', 'accepted', 'handed over', 'declined there', 'arbitrated']],
    ['an offer that waits', waiting, ['accepted', 'declined there', 'recalled', 'expired', 'arbitrated']],
    ['a case that bounces', returned, ['accepted', 'arbitrated', 'led']],
    ['a case whose holder is away', absent, ['claimed', 'released', 'accepted', 'handed over', 'arbitrated']],
    ['a promise of somebody away', owed, []],
    ['work that was reopened', blocking, []],
  ])('end with what answers %s, or with the case, and with nothing else', async (_, facts, ends) => {
    const settled = [...ends, 'resolved', 'closed'];
    // Any answer to the offer that waits is one to it, whichever it is called here.
    if (facts === waiting) settled.push('handed over', 'declined');
    for (const [name, fact] of Object.entries(happen)) {
      const left = (await after(...facts, fact)).map(({ cause }) => cause);
      expect([name, left.length]).toEqual([name, settled.includes(name) ? 0 : 1]);
    }
  });

  it.each<[string, CaseFact[], Happening[], ListedEscalation['state']]>([
    ['is offered to somebody else', lapse, ['offered'], 'UNDER_WAY'],
    ['is offered, and declined', lapse, ['offered', 'declined'], 'UNANSWERED'],
    ['is offered, and that is taken back', lapse, ['offered', 'recalled'], 'UNANSWERED'],
    ['is claimed, which does not say where it belongs', returned, ['claimed'], 'UNDER_WAY'],
    ['is claimed, and put back', returned, ['claimed', 'released'], 'UNANSWERED'],
    ['goes to a colleague', returned, ['handed over'], 'UNDER_WAY'],
    ['is claimed by the sender while the offer still waits', waiting, ['claimed'], 'UNANSWERED'],
    ['is offered, which gives nobody away a stand-in for the promise', owed, ['offered'], 'UNANSWERED'],
  ])('say whether something has come of it: the case %s', async (_, facts, steps, state) => {
    expect(await after(...facts, ...steps.map((step) => happen[step]))).toMatchObject([{ state }]);
  });

  it('H4 are one where the same is raised again, with the first instant, and once more unanswered', async () => {
    const second = escalated({ cause: 'OFFER_EXPIRED', transferId: uuid(27) }, 62);
    const rows = await after(...lapse, offeredAgain, happen.expired, second);
    expect(rows).toMatchObject([
      {
        ...{ escalationId: uuid(60), times: 2, raisedAt: '2026-03-02T09:03:00.000Z' },
        ...{ transferId: uuid(27), state: 'UNANSWERED' },
      },
    ]);
    const elsewhere = escalated({ cause: 'OFFER_EXPIRED', department: 'REPAIR', transferId: uuid(27) }, 62);
    expect(await after(...lapse, elsewhere)).toHaveLength(2);
    expect(await after(...lapse, ...waiting.slice(1))).toHaveLength(2);
    expect(await after(...lapse, happen.claimed, second)).toMatchObject([{ escalationId: uuid(62), times: 1 }]);
  });

  it('H10 begin anew with the alarm that an acceptance raises, and say who has the case now', async () => {
    const elsewhere = [happen.accepted, alarmed('ALARM', 'SECOND_RETURN')];
    const rows = await after(...returned, ...elsewhere, escalated({ cause: 'CHAIN_ALARM', department: 'REPAIR' }, 62));
    expect(rows).toMatchObject([
      { escalationId: uuid(62), department: 'REPAIR', accountable: 'REPAIR', level: 'ALARM', times: 1 },
    ]);
    expect(await after(...owed, happen.accepted)).toMatchObject([{ department: 'DEPOT', accountable: 'REPAIR' }]);
  });

  it.each<AgentFact>([
    { type: 'AbsenceStarted', data: { absenceId: ABSENCE } },
    { type: 'AbsenceEnded', data: { absenceId: ABSENCE } },
    { type: 'AbsenceCancelled', data: { absenceId: ABSENCE, reason: 'He is here' } },
  ])('H11 end in every case with the absence: $type', async (fact) => {
    const cases = [1, 2, 3].map((n) =>
      eventsOf([opened, escalated({ cause: 'ABSENT_WITHOUT_STAND_IN', absenceId: ABSENCE }, 60 + n)], uuid(n)),
    );
    const other = eventsOf([opened, escalated({ cause: 'ABSENT_WITHOUT_STAND_IN', absenceId: uuid(71) }, 69)], uuid(9));
    const settledAlone = eventsOf([...[opened, ...absent], happen.resolved], uuid(8));
    const events = [...cases.flat(), ...other, ...settledAlone, ...recorded('agent-ines', [fact])];
    const { rows, cases: known, absences, absent: left } = await rowsOf(escalationList, events);
    expect(rows.map(({ caseId }) => caseId)).toEqual([uuid(9)]);
    expect(known.filter(({ open }) => open !== undefined)).toHaveLength(1);
    expect([absences.length, left.length]).toEqual([1, 1]);
  });

  it('X3 end where the link is taken away by which a resolved case had waited, be it that of a duplicate', async () => {
    const says = (n: number, ...facts: CaseFact[]) => eventsOf(facts, uuid(n));
    const link = (n: number): CaseFact => ({
      type: 'CaseLinked',
      data: { linkId: uuid(n), other: uuid(80), kind: 'CHILD' },
    });
    const unlink = (n: number): CaseFact => ({
      type: 'CaseUnlinked',
      data: { linkId: uuid(n), other: uuid(80), reason: 'Another machine' },
    });
    const merge = (role: 'DUPLICATE' | 'SURVIVOR', other: number): CaseFact => ({
      type: 'CasesMerged',
      data: { mergeId: uuid(50), other: uuid(other), role, reason: 'The same machine' },
    });
    const unmerge = (role: 'DUPLICATE' | 'SURVIVOR', other: number): CaseFact => ({
      type: 'CasesUnmerged',
      data: { mergeId: uuid(50), other: uuid(other), role, reason: 'Two machines' },
    });
    const open = says(80, opened);
    expect(await list([...open, ...says(1, opened, link(90), ...blocking)])).toHaveLength(1);
    expect(await list([...open, ...says(1, opened, link(90), ...blocking, unlink(90))])).toEqual([]);
    expect(await list([...open, ...says(1, opened, link(90), link(91), ...blocking, unlink(90))])).toHaveLength(1);
    const mergedWith = (...facts: CaseFact[]) => [
      ...open,
      ...says(3, opened, link(90), merge('DUPLICATE', 1)),
      ...says(1, opened, merge('SURVIVOR', 3), ...blocking, ...facts),
    ];
    const later = (from: number, ...facts: CaseFact[]) => says(3, opened, link(90), ...facts).slice(from);
    expect(await list([...mergedWith(), ...later(2, unlink(90))])).toEqual([]);
    expect(await list([...mergedWith(unmerge('SURVIVOR', 3)), ...later(2, unmerge('DUPLICATE', 1))])).toEqual([]);
    expect(await list(mergedWith())).toHaveLength(1);
  });

  it('X3 end where the link is that of a duplicate of the case that had waited, and it is one no longer', async () => {
    const mergeId = uuid(50);
    const link: CaseFact = { type: 'CaseLinked', data: { linkId: uuid(90), other: uuid(81), kind: 'CHILD' } };
    const merge: CaseFact = {
      type: 'CasesMerged',
      data: { mergeId, other: uuid(80), role: 'DUPLICATE', reason: 'The same machine' },
    };
    const unmerge: CaseFact = {
      type: 'CasesUnmerged',
      data: { mergeId, other: uuid(80), role: 'DUPLICATE', reason: 'Two machines' },
    };
    const duplicate = eventsOf([opened, merge, unmerge], uuid(81));
    const raised = [
      ...eventsOf([opened], uuid(80)),
      ...duplicate.slice(0, 2),
      ...eventsOf([opened, link, ...blocking]),
    ];
    expect(await list(raised)).toHaveLength(1);
    expect(await list([...raised, ...duplicate.slice(2)])).toEqual([]);
  });

  it('X3 end where the case that had waited for reopened work is reopened, too, and with no other', async () => {
    const reopen: CaseFact = { type: 'CaseReopened', data: {} };
    const work = [1, 2].map((n) =>
      eventsOf([opened, escalated({ cause: 'BLOCKING_WORK_REOPENED', waiting: uuid(80) }, 60 + n)], uuid(n)),
    );
    const another = eventsOf([opened, escalated({ cause: 'BLOCKING_WORK_REOPENED', waiting: uuid(81) }, 65)], uuid(3));
    const settled = eventsOf([opened, ...blocking, happen.resolved], uuid(4));
    const parent = eventsOf([opened, happen.resolved, reopen], uuid(80));
    const {
      rows,
      cases: known,
      waiting: left,
    } = await rowsOf(escalationList, [...[...work, another, settled].flat(), ...parent]);
    expect(rows).toMatchObject([{ caseId: uuid(3), waiting: uuid(81) }]);
    expect(known.filter(({ open }) => open !== undefined)).toHaveLength(1);
    expect(left).toEqual([{ waiting: uuid(81), escalations: [uuid(65)] }]);
  });

  describe('of a consult that was not answered in time', () => {
    const consultId = uuid(90);
    const overdue = escalated({ cause: 'CONSULT_OVERDUE', department: 'REPAIR', consultId });
    const answered = (id = consultId): CaseFact => ({
      type: 'ConsultAnswered',
      data: { consultId: id, department: 'REPAIR', answer: 'Yes' },
    });

    it('wait for its answer or withdrawal, whatever else happens to the case', async () => {
      const open = [{ cause: 'CONSULT_OVERDUE', consultId, department: 'REPAIR', state: 'UNANSWERED' }];
      expect(await after(overdue, offeredAgain, happen.accepted)).toMatchObject(open);
      expect(await after(overdue, answered(uuid(91)))).toMatchObject(open);
      expect(await after(overdue, answered())).toEqual([]);
      const withdrawn: CaseFact = { type: 'ConsultWithdrawn', data: { consultId, reason: 'Found it' } };
      expect(await after(overdue, withdrawn)).toEqual([]);
    });

    it('are one for each consult', async () => {
      const other = escalated({ cause: 'CONSULT_OVERDUE', department: 'REPAIR', consultId: uuid(91) }, 64);
      expect(await after(overdue, other)).toHaveLength(2);
    });
  });

  describe('P7 of a broken promise', () => {
    const promiseId = uuid(80);
    const broken = [
      escalated({ cause: 'PROMISE_BROKEN', department: 'SHOP', promiseId }),
      escalated({ cause: 'PROMISE_BROKEN', department: 'SHOP', promiseId: uuid(81) }, 64),
    ];
    const call = (own: object = {}): CaseFact => ({
      type: 'ContactRecorded',
      data: { contactId: uuid(82), direction: 'OUTBOUND', channel: 'PHONE', ...own },
    });
    const promises = (rows: readonly ListedEscalation[]) => rows.map((row) => row.promiseId);

    it('are one for each promise', async () => {
      expect(promises(await after(...broken))).toEqual([promiseId, uuid(81)]);
    });

    it('are settled by whoever speaks to the customer afterwards', async () => {
      expect(await after(...broken, call())).toEqual([]);
    });

    it('are not settled by a contact that reached nobody, or was before, nor by who has the case', async () => {
      const nobody = [
        call({ abandoned: true }),
        call({ disposition: 'NO_RESULT' }),
        call({ endedAt: '2020-01-01T00:00:00.000Z' }),
      ];
      for (const one of [...nobody, happen.claimed, offeredAgain, happen.accepted, happen.arbitrated, happen.led]) {
        expect(await after(...broken, one)).toHaveLength(2);
      }
    });

    it('X3 are listed also while work goes on in another case, and settled by who speaks to the customer there', async () => {
      const merge = (role: 'SURVIVOR' | 'DUPLICATE', other: string): CaseFact => ({
        type: 'CasesMerged',
        data: { mergeId: uuid(83), other, role, reason: 'One machine' },
      });
      const survivor = eventsOf([opened, merge('SURVIVOR', uuid(1)), call()], uuid(2));
      const duplicate = eventsOf([opened, ...broken, merge('DUPLICATE', uuid(2))], uuid(1));
      const spoken = survivor.at(-1) as StoredEvent;
      const before = [...survivor.slice(0, -1), ...duplicate];
      expect((await list(before)).map(({ listed }) => listed)).toEqual([1, 1]);
      expect(await list([...before, spoken])).toEqual([]);
    });

    it('are settled by whoever spoke to the customer since it was due, however late the breach was written', async () => {
      const due = '2020-01-01T10:00:00.000Z';
      const breach: CaseFact = { type: 'PromiseBroken', data: { promiseId, due, cause: 'OVERDUE' } };
      const late = [breach, broken[0] as CaseFact];
      expect(await after(...late, call({ endedAt: '2020-01-01T09:59:59.999Z' }))).toHaveLength(1);
      expect(await after(...late, call({ endedAt: due }))).toEqual([]);
    });

    it('are those that the next step of the case names, whatever happened', async () => {
      await fc.assert(
        fc.asyncProperty(intents, async (history) => {
          const steps = live(history);
          const rows = await list(steps.flatMap((step) => step.events));
          const listed = rows.flatMap(({ cause, promiseId: id }) => (cause === 'PROMISE_BROKEN' ? [id] : []));
          expect(new Set(listed)).toEqual(
            new Set(steps.findLast(({ after: state }) => state)?.after?.breaches.keys() ?? []),
          );
        }),
        { numRuns: 60 },
      );
    });

    it('are asked of the supervisor of whoever has the case now', async () => {
      const rows = await after(...broken, offeredAgain, happen.accepted);
      expect(rows.map(({ department }) => department)).toEqual(['REPAIR', 'REPAIR']);
    });

    it('are settled by evidence of the promise itself, and not with the matter', async () => {
      const kept: CaseFact = {
        type: 'PromiseKept',
        data: { promiseId, keptAt: '2026-03-02T09:00:00.000Z', mendsBreach: true },
      };
      expect(promises(await after(...broken, kept))).toEqual([uuid(81)]);
      expect(await after(...broken, happen.resolved, happen.closed)).toHaveLength(2);
    });
  });

  it('X3 are not listed while work goes on in another case, unless somebody is owed a stand-in', async () => {
    const merging = (type: 'CasesMerged' | 'CasesUnmerged'): CaseFact =>
      ({ type, data: { mergeId: uuid(50), other: uuid(51), role: 'DUPLICATE', reason: 'The same' } }) as CaseFact;
    const listed = async (...facts: CaseFact[]) => (await after(...facts)).map((row) => row.listed);
    expect(await listed(...lapse, merging('CasesMerged'))).toEqual([0]);
    expect(await listed(...lapse, merging('CasesMerged'), merging('CasesUnmerged'))).toEqual([1]);
    expect(await listed(...absent, merging('CasesMerged'))).toEqual([1]);
  });

  it('are all that were raised since anything could have settled them, whatever happened, each once', async () => {
    const settling = ['CaseClaimed', 'CaseReleased', 'CaseLeadAssigned', 'CaseResolved', 'CaseClosed', 'CasesMerged'];
    const mayEnd = (type: string) =>
      /^Transfer|^Assignment|^Contact|^Promise|^Consult/.test(type) || settling.includes(type);
    await fc.assert(
      fc.asyncProperty(intents, async (history) => {
        const events = live(history).flatMap((step) => step.events);
        const rows = await list(events);
        const since = events.slice(events.findLastIndex(({ type }) => mayEnd(type)) + 1);
        const raised = since.flatMap((event) => (event.type === 'EscalationRaised' ? [event.data] : []));
        for (const { department, cause, waiting, promiseId, consultId } of raised) {
          const same = (row: ListedEscalation) =>
            row.department === department &&
            row.cause === cause &&
            row.waiting === waiting &&
            row.promiseId === promiseId &&
            row.consultId === consultId;
          expect(rows.filter(same)).toHaveLength(1);
        }
        const ended = events.findLastIndex(({ type }) => type === 'CaseResolved' || type === 'AssignmentArbitrated');
        const own = ['BLOCKING_WORK_REOPENED', 'PROMISE_BROKEN', 'CONSULT_OVERDUE'];
        const byCase = rows.filter(({ cause }) => !own.includes(cause));
        for (const { raisedAt } of byCase) expect(raisedAt >= (events[ended]?.occurredAt ?? '')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('pages of escalations', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-escalations-'));
  const views = new SqliteViews(join(folder, 'views.sqlite'));
  const watched = new WatchedQueries(views.queries);
  const reached = { reached: () => Promise.resolve() } as unknown as AtLeast;
  const handler = new EscalationsHandler(watched.queries, reached);
  const events = [0, 1, 2, 3, 4].flatMap((n) =>
    eventsOf(
      [
        opened,
        escalated({ cause: n % 2 ? 'CHAIN_ALARM' : 'OFFER_EXPIRED' }, 500 + n),
        ...(n === 4 ? [offeredAgain] : []),
        ...(n === 3 ? [happen.resolved] : []),
      ],
      uuid(400 + n),
    ),
  );
  const read = (filter: EscalationFilter, limit = 10, place?: readonly (string | number)[]) =>
    handler.execute(new Escalations('DEPOT', filter, { limit, after: place }, undefined));

  beforeAll(async () => {
    const log = new ArrayLog(events.map((event, index) => ({ ...event, position: String(index + 1) })));
    await new ProjectionRunner({ store: log, views, projections: [escalationList] }).catchUp();
  });
  afterAll(async () => {
    await views.close();
    rmSync(folder, { recursive: true });
  });

  it('come without a gap, what waits longest first, counted without those that were settled', async () => {
    const first = await read({}, 2);
    expect([first.edges.length, first.totalCount, first.pageInfo.hasNextPage]).toEqual([2, 4, true]);
    const last = first.edges[1]?.node;
    const place = [last?.raisedAt, last?.caseId, last?.escalationId] as string[];
    const rest = await read({}, 2, place);
    const found = [...first.edges, ...rest.edges].map(({ node }) => node.escalationId);
    expect(found).toEqual([500, 501, 502, 504].map(uuid));
    expect((await read({ state: 'UNDER_WAY' })).edges.map(({ node }) => node.escalationId)).toEqual([uuid(504)]);
    expect((await read({ cause: 'CHAIN_ALARM' })).totalCount).toBe(1);
  });

  it.each<EscalationFilter>([
    {},
    { cause: 'OFFER_EXPIRED' },
    { state: 'UNANSWERED' },
    { cause: 'OFFER_EXPIRED', state: 'UNANSWERED' },
  ])('are read along an index, without sorting: %p', async (filter) => {
    watched.forget();
    await read(filter, 2, ['2026-03-02T09:00:00.000Z', uuid(400), uuid(500)]);
    const plans = await watched.plans();
    expect(plans.length).toBeGreaterThan(0);
    for (const steps of plans) {
      expect(steps).not.toMatch(/TEMP B-TREE/);
      expect(steps).toMatch(/^SEARCH .* USING (COVERING )?INDEX/);
    }
  });
});
