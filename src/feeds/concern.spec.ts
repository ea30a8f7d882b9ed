import fc from 'fast-check';
import { streamOf, type CaseFact, type Envelope } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { concern, departmentsConcerned, noConcern, type CaseEvent } from './concern.state.js';

const CASE = streamOf('case', '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d');
const TRANSFER = '0b9a7c52-1111-4c3d-8e4f-5a6b7c8d9e0f';
const DAY = 86_400_000;
const START = Date.parse('2026-03-02T09:00:00.000Z');

const opened = (department = 'service'): CaseFact => ({ type: 'CaseOpened', data: { department } });
const offered = (to: string): CaseFact =>
  ({ type: 'TransferOffered', data: { transferId: TRANSFER, from: 'service', to } }) as CaseFact;
const ended = (type: 'TransferAccepted' | 'TransferDeclined' | 'TransferRecalled', to: string): CaseFact =>
  ({ type, data: { transferId: TRANSFER, from: 'service', to } }) as CaseFact;
const observed = (to: string): CaseFact => ({ type: 'TransferObserved', data: { from: 'service', to } });
const noted: CaseFact = { type: 'WaitEnded', data: {} };
const CONSULT = '0b9a7c52-2222-4c3d-8e4f-5a6b7c8d9e0f';
const OTHER = '0b9a7c52-3333-4c3d-8e4f-5a6b7c8d9e0f';
const consulted = (to: string, consultId = CONSULT): CaseFact =>
  ({ type: 'ConsultRequested', data: { consultId, from: 'service', to } }) as CaseFact;
const consultEnded = (type: 'ConsultAnswered' | 'ConsultWithdrawn', consultId = CONSULT): CaseFact =>
  ({ type, data: { consultId } }) as CaseFact;
const expired = (to: string): CaseFact =>
  ({ type: 'TransferExpired', data: { transferId: TRANSFER, from: 'service', to } }) as CaseFact;
const escalated = (
  department: string,
  cause: 'OFFER_EXPIRED' | 'ABSENT_WITHOUT_STAND_IN' = 'OFFER_EXPIRED',
): CaseFact => ({
  type: 'EscalationRaised',
  data: { escalationId: OTHER, department, cause },
});
const led = (department: string): CaseFact => ({
  type: 'CaseLeadAssigned',
  data: { lead: 'rosa', department, reason: 'It bounces' },
});
const closed: CaseFact = { type: 'CaseClosed', data: {} };
const reopened: CaseFact = { type: 'CaseReopened', data: {} };

/** Facts of one case, each with how many milliseconds after the case's start it was recorded. */
const told = (facts: readonly CaseFact[], ats: readonly number[] = [], own: Partial<Envelope> = {}): CaseEvent[] =>
  recorded(CASE, facts, (index) => {
    const at = new Date(START + (ats[index] ?? index)).toISOString();
    return { occurredAt: at, recordedAt: at, ...own };
  });

const whom = (events: readonly CaseEvent[]): string[][] => {
  const state = fold(concern, events);
  return events.map((event) => [...departmentsConcerned(state, event)].sort());
};

describe('an event concerns', () => {
  it('H1 the department that is accountable for the case, from its first event on', () => {
    expect(whom(told([opened(), noted]))).toEqual([['service'], ['service']]);
  });

  it('the department that has an open offer of it, from the offer on', () => {
    expect(whom(told([opened(), offered('sales'), noted]))).toEqual([
      ['service'],
      ['sales', 'service'],
      ['sales', 'service'],
    ]);
  });

  it.each(['TransferDeclined', 'TransferRecalled'] as const)(
    'the department that had the offer up to and with the %s, and not after it',
    (type) => {
      expect(whom(told([opened(), offered('sales'), ended(type, 'sales'), noted])).slice(2)).toEqual([
        ['sales', 'service'],
        ['service'],
      ]);
    },
  );

  it('H12 the sender for 30 days after the acceptance, to the millisecond', () => {
    const facts = [opened(), offered('sales'), ended('TransferAccepted', 'sales'), noted, noted];
    const events = told(facts, [0, 0, DAY, 31 * DAY, 31 * DAY + 1]);
    expect(whom(events).slice(2)).toEqual([['sales', 'service'], ['sales', 'service'], ['sales']]);
  });

  it('H12 the department of a closed case for 30 days, and again once the case is reopened', () => {
    const events = told(
      [opened(), closed, noted, noted, reopened, noted],
      [0, 0, 30 * DAY, 31 * DAY, 90 * DAY, 91 * DAY],
    );
    expect(whom(events)).toEqual([['service'], ['service'], ['service'], [], ['service'], ['service']]);
  });

  it.each(['ConsultAnswered', 'ConsultWithdrawn'] as const)(
    'H12 the department that is consulted, from the question until 30 days after the %s',
    (type) => {
      const events = told(
        [opened(), consulted('sales'), noted, consultEnded(type), noted, noted],
        [0, 0, 90 * DAY, 91 * DAY, 121 * DAY, 121 * DAY + 1],
      );
      expect(whom(events)).toEqual([
        ['service'],
        ['sales', 'service'],
        ['sales', 'service'],
        ['sales', 'service'],
        ['sales', 'service'],
        ['service'],
      ]);
    },
  );

  it('each of the departments that are consulted at the same time, until its own consult ends', () => {
    const facts = [opened(), consulted('sales'), consulted('billing', OTHER), consultEnded('ConsultAnswered'), noted];
    const [, , , , last] = whom(told(facts, [0, 0, 0, 0, 31 * DAY]));
    expect(last).toEqual(['billing', 'service']);
  });

  it('H4 the receiver whose supervisor an expired offer is brought before, although the offer ended one event earlier', () => {
    const facts = [opened(), offered('sales'), expired('sales'), escalated('sales'), noted, noted];
    const events = told(facts, [0, 0, DAY, DAY, 31 * DAY, 31 * DAY + 1]);
    expect(whom(events).slice(2)).toEqual([
      ['sales', 'service'],
      ['sales', 'service'],
      ['sales', 'service'],
      ['service'],
    ]);
  });

  it('H11 the department whose supervisor is asked for a stand-in, although the case has long been elsewhere', () => {
    const facts = [opened(), observed('sales'), noted, escalated('service', 'ABSENT_WITHOUT_STAND_IN')];
    expect(whom(told(facts, [0, 0, 90 * DAY, 90 * DAY])).slice(2)).toEqual([['sales'], ['sales', 'service']]);
  });

  it('H10 the department of the case lead, from the event that names the lead until 30 days after the close', () => {
    const facts = [opened(), led('sales'), noted, closed, noted, noted, reopened, noted];
    const ats = [0, 0, 90 * DAY, 91 * DAY, 121 * DAY, 121 * DAY + 1, 200 * DAY, 300 * DAY];
    const both = ['sales', 'service'];
    expect(whom(told(facts, ats))).toEqual([['service'], both, both, both, both, [], both, both]);
  });

  it('H10 the department of a lead whom another takes over from for 30 days more', () => {
    const facts = [opened(), led('sales'), led('billing'), noted, noted];
    const [, , change, soon, later] = whom(told(facts, [0, 0, DAY, 31 * DAY, 31 * DAY + 1]));
    expect([change, soon, later]).toEqual([
      ['billing', 'sales', 'service'],
      ['billing', 'sales', 'service'],
      ['billing', 'service'],
    ]);
  });

  it('the department to which an import saw the case pass', () => {
    expect(whom(told([opened(), observed('sales'), noted], [0, 0, 31 * DAY])).slice(1)).toEqual([
      ['sales', 'service'],
      ['sales'],
    ]);
  });

  it('nobody for longer because somebody says that it happened earlier: the time is that of the service', () => {
    const early = '2026-03-02T09:00:00.000Z';
    const events = told([opened(), observed('sales'), noted], [0, 0, 31 * DAY], { occurredAt: early });
    expect(whom(events)[2]).toEqual(['sales']);
  });

  it('X5 of an import those whom it concerned when it happened, not when it was imported', () => {
    const recordedAt = '2026-12-24T12:00:00.000Z';
    const events = told([opened(), observed('sales'), noted], [0, 0, 31 * DAY], { imported: true, recordedAt });
    expect(whom(events)[2]).toEqual(['sales']);
  });

  it('a department that stays accountable as before when the case changes hands within it', () => {
    const events = told([opened(), offered('service'), ended('TransferAccepted', 'service'), noted]);
    expect(whom(events)).toEqual([['service'], ['service'], ['service'], ['service']]);
    expect(fold(concern, events).spans.filter(({ as }) => as === 'ACCOUNTABLE')).toHaveLength(1);
  });

  it('those of the newer offer alone where an offer takes the place of another', () => {
    expect(whom(told([opened(), offered('sales'), offered('billing'), noted])).slice(2)).toEqual([
      ['billing', 'sales', 'service'],
      ['billing', 'service'],
    ]);
  });

  it('nobody that can be told from a state that has not come so far', () => {
    const [first] = told([opened()]);
    expect(() => departmentsConcerned(noConcern, first!)).toThrow('a state at revision -1');
  });
});

describe('whom an event concerns', () => {
  const department = fc.constantFrom('service', 'sales', 'billing');
  const consult = fc.constantFrom(CONSULT, OTHER);
  const fact = fc.oneof(
    department.map(offered),
    department.map((to) => ended('TransferAccepted', to)),
    department.map((to) => ended('TransferDeclined', to)),
    department.map(observed),
    fc.tuple(department, consult).map(([to, id]) => consulted(to, id)),
    consult.map((id) => consultEnded('ConsultAnswered', id)),
    department.map((to) => escalated(to)),
    department.map(led),
    fc.constantFrom(noted, closed, reopened),
  );
  const history = fc.array(fc.tuple(fact, fc.integer({ min: 0, max: 20 })), { maxLength: 25 }).map((steps) => {
    let day = 0;
    const ats = [0, ...steps.map(([, days]) => (day += days) * DAY)];
    return told([opened(), ...steps.map(([step]) => step)], ats);
  });

  it('is the same asked live as asked at any later moment', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = noConcern;
        const live = events.map((event) => {
          state = concern.evolve(state, event);
          return [...departmentsConcerned(state, event)].sort();
        });
        expect(whom(events)).toEqual(live);
      }),
    );
  });

  it('is what the definition says, read out word for word', () => {
    fc.assert(
      fc.property(history, (events) => expect(whom(events)).toEqual(events.map((_, at) => readOut(events, at)))),
    );
  });
});

/** The definition in its plainest form: who is accountable, offered the case and consulted before each event and after it, and asked by it. */
function readOut(events: readonly CaseEvent[], at: number): string[] {
  const moments = [{ accountable: undefined, last: '', offer: undefined, asked: [] } as Moment];
  for (const event of events.slice(0, at + 1)) moments.push(next(moments.at(-1)!, event));
  const now = Date.parse(events[at]!.recordedAt);
  const concerned = new Set<string | undefined>();
  for (const { accountable, offer, asked, leads } of moments.slice(-2)) {
    for (const department of [accountable, offer, leads, ...asked.map(([, to]) => to)]) concerned.add(department);
  }
  // Accountable just before an event means: until that event.
  for (const [index, event] of events.slice(0, at + 1).entries()) {
    if (now - Date.parse(event.recordedAt) > 30 * DAY) continue;
    const { accountable, asked, leads } = moments[index]!;
    if (event.type === 'EscalationRaised') concerned.add(event.data.department);
    for (const department of [accountable, leads, ...asked.map(([, to]) => to)]) concerned.add(department);
  }
  concerned.delete(undefined);
  return [...concerned].sort() as string[];
}

interface Moment {
  readonly accountable: string | undefined;
  readonly last: string;
  readonly offer: string | undefined;
  /** The department of the case lead, and of the last one there was. */
  readonly leads?: string | undefined;
  readonly led?: string | undefined;
  /** The open consults, each with the department that was asked. */
  readonly asked: readonly (readonly [string, string])[];
}

function next(before: Moment, event: CaseEvent): Moment {
  const to = 'to' in event.data ? (event.data.to as string) : '';
  if (event.type === 'CaseOpened')
    return { ...before, accountable: event.data.department, last: event.data.department };
  if (event.type === 'TransferOffered') return { ...before, offer: to };
  if (event.type === 'TransferAccepted') return { ...before, accountable: to, last: to, offer: undefined };
  if (event.type === 'TransferObserved') return { ...before, accountable: to, last: to };
  if (event.type === 'TransferDeclined') return { ...before, offer: undefined };
  if (event.type === 'ConsultRequested') return { ...before, asked: [...before.asked, [event.data.consultId, to]] };
  if (event.type === 'ConsultAnswered') {
    return { ...before, asked: before.asked.filter(([consultId]) => consultId !== event.data.consultId) };
  }
  if (event.type === 'CaseLeadAssigned') return { ...before, leads: event.data.department, led: event.data.department };
  if (event.type === 'CaseClosed') return { ...before, accountable: undefined, leads: undefined };
  if (event.type === 'CaseReopened') return { ...before, accountable: before.last, leads: before.led };
  return before;
}
