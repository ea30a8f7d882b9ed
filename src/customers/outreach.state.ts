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

/** Those that have not ended, and those that ended in the seven days before an instant (UTC ISO 8601). */
const remembered = (outreach: List<Outreach>, now: string): List<Outreach> => {
  const since = new Date(Date.parse(now) - REMEMBERED_MS).toISOString();
  return outreach.filter(({ ended }) => !ended || ended.at > since);
};

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
