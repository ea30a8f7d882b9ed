import { List } from 'immutable';
import type { AttemptOutcome, Channel, CustomerFact, Recorded } from '@baton/contracts';

/** An intended contact to the customer, and how it ended (C4). */
export interface Outreach {
  readonly outreachId: string;
  /** The case it is about. */
  readonly caseId: string;
  readonly channel: Channel;
  readonly purpose: string;
  readonly agent: string;
  readonly department: string;
  readonly reservedAt: string;
  /** Until when at the latest nobody else contacts the customer about the case. */
  readonly until: string;
  readonly ended?: OutreachEnd;
}

export interface OutreachEnd {
  readonly how: 'COMPLETED' | 'RELEASED' | 'EXPIRED';
  readonly at: string;
  readonly outcome?: AttemptOutcome;
  readonly contactId?: string;
}

type EventOf<T extends CustomerFact['type']> = Extract<Recorded<CustomerFact>, { type: T }>;
interface WithOutreach {
  readonly outreach: List<Outreach>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** So long an outreach is remembered after it ended, milliseconds: the longest time in which the guard counts. */
export const REMEMBERED_MS = 7 * DAY_MS;

/**
 * So many are remembered at most of those that ended, the newest: many more than the guard counts. Of those given back a
 * few, so that giving one back twice is no error; nobody can make a stream of them dear.
 */
export const REMEMBERED_AT_MOST: Readonly<Record<OutreachEnd['how'], number>> = {
  COMPLETED: 100,
  EXPIRED: 100,
  RELEASED: 10,
};

/**
 * Those that have not ended, and of those that ended in the seven days before an instant (UTC ISO 8601) the newest:
 * `REMEMBERED_AT_MOST`. In the order in which they were reserved.
 */
export function remembered(outreach: List<Outreach>, now: string): List<Outreach> {
  const since = new Date(Date.parse(now) - REMEMBERED_MS).toISOString();
  const left = { ...REMEMBERED_AT_MOST };
  return outreach
    .reverse()
    .filter(({ ended }) => !ended || (ended.at > since && left[ended.how]-- > 0))
    .reverse();
}

const ending = (state: WithOutreach, outreachId: string, ended: OutreachEnd): WithOutreach => ({
  outreach: state.outreach.map((each) => (each.outreachId === outreachId ? { ...each, ended } : each)),
});

/** What the words about outreach do to a customer: the reservations, oldest first, as far back as the guard looks. */
export const outreachFolds = {
  OutreachReserved: (state: WithOutreach, { data, by, recordedAt }: EventOf<'OutreachReserved'>): WithOutreach => {
    const { outreachId, caseId, channel, purpose, until } = data;
    const { agent, department } = by;
    const reserved = { outreachId, caseId, channel, purpose, agent, department, reservedAt: recordedAt, until };
    return { outreach: remembered(state.outreach, recordedAt).push(reserved) };
  },
  OutreachCompleted: (state: WithOutreach, { data, recordedAt: at }: EventOf<'OutreachCompleted'>): WithOutreach => {
    const { outreachId, ...how } = data;
    return ending(state, outreachId, { how: 'COMPLETED', at, ...how });
  },
  OutreachReleased: (state: WithOutreach, { data, recordedAt: at }: EventOf<'OutreachReleased'>): WithOutreach =>
    ending(state, data.outreachId, { how: 'RELEASED', at }),
  OutreachExpired: (state: WithOutreach, { data, recordedAt: at }: EventOf<'OutreachExpired'>): WithOutreach =>
    ending(state, data.outreachId, { how: 'EXPIRED', at }),
};
