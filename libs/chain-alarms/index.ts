import { Set } from 'immutable';
import type { AlarmCause, AlarmLevel, CaseFact, TransferOffered } from '@baton/contracts';

/** The version of the rule that stands in this file: recorded with every alarm it raises (X4). */
export const CHAIN_ALARMS = 'chain-alarms@2';

/** Accepted transfers after which only an arbitration moves a case (H10). */
export const TRANSFERS_BEFORE_ARBITRATION = 5;

/**
 * What the chain of a case adds up to, as far as alarms go (H10). The end of a shift and an absence (see `counts`), and a
 * transfer within a department, add nothing, nor do their declines.
 */
export interface ChainTally {
  /** The different departments: the one in which the case was opened, and each it passed to. */
  readonly departments: Set<string>;
  /** Transfers that were accepted, or that an import observed (ADR 5); arbitrations are none. */
  readonly transfers: number;
  /** Times the case passed, be it by arbitration, to a department of `departments`. */
  readonly returns: number;
  readonly declines: number;
  /** Transfers that were accepted with the customer on the line, since the last contact was recorded. */
  readonly liveTransfers: number;
  /** The offer that is open. */
  readonly offer?: { readonly transferId: string; readonly counts: boolean };
  /** The transfer that was accepted last, where it counts: with the word that the customer heard it live, it was a live one. */
  readonly accepted?: string;
}

export const noChain: ChainTally = { departments: Set(), transfers: 0, returns: 0, declines: 0, liveTransfers: 0 };

/** What of an offer says whether it counts. */
export type Counting = Pick<TransferOffered, 'from' | 'to' | 'reason' | 'shiftOnRecord'>;

/**
 * Whether a transfer counts: the end of a shift, or an absence, is nobody's bounce. Between departments the reason alone does
 * not make it one, as whoever wants to be rid of a case can name it: it must have been on record with the sender.
 */
export const counts = ({ from, to, reason, shiftOnRecord }: Counting): boolean =>
  reason !== 'ABSENCE_OR_SHIFT' || (from !== to && shiftOnRecord !== true);

/** The tally after one more fact of the case. */
export function tallied(tally: ChainTally, fact: CaseFact): ChainTally {
  switch (fact.type) {
    case 'CaseOpened':
      return { ...tally, departments: Set.of(fact.data.department) };
    case 'ContactRecorded':
      return tally.liveTransfers === 0 ? tally : { ...tally, liveTransfers: 0 };
    case 'TransferOffered':
      return { ...tally, offer: { transferId: fact.data.transferId, counts: counts(fact.data) } };
    case 'TransferAccepted':
      return accepted(answered(tally), tally.offer, fact.data);
    case 'CustomerInformedOfTransfer':
      return fact.data.informedBy === 'LIVE' && fact.data.transferId === tally.accepted ? live(tally) : tally;
    case 'TransferObserved':
      return transferred(tally, fact.data);
    case 'AssignmentArbitrated':
      return passed(answered(tally), fact.data);
    case 'TransferDeclined':
      return { ...answered(tally), declines: tally.declines + (tally.offer?.counts === false ? 0 : 1) };
    case 'TransferRecalled':
    case 'TransferExpired':
      return answered(tally);
    default:
      return tally;
  }
}

interface Parties {
  readonly from: string;
  readonly to: string;
}

function answered({ offer: _answered, ...tally }: ChainTally): ChainTally {
  return tally;
}

function accepted(tally: ChainTally, offer: ChainTally['offer'], parties: Parties): ChainTally {
  if (offer?.counts === false) return tally;
  const passing = transferred(tally, parties);
  return offer && parties.from !== parties.to ? { ...passing, accepted: offer.transferId } : passing;
}

const live = ({ accepted: _told, ...tally }: ChainTally): ChainTally => ({
  ...tally,
  liveTransfers: tally.liveTransfers + 1,
});

const transferred = (tally: ChainTally, parties: Parties): ChainTally =>
  parties.from === parties.to ? tally : { ...passed(tally, parties), transfers: tally.transfers + 1 };

function passed(tally: ChainTally, { from, to }: Parties): ChainTally {
  if (from === to) return tally;
  if (tally.departments.has(to)) return { ...tally, returns: tally.returns + 1 };
  return { ...tally, departments: tally.departments.add(to) };
}

/** An alarm: how far it goes, and what raised it. */
export interface ChainAlarm {
  readonly level: AlarmLevel;
  readonly cause: AlarmCause;
}

type Measure = (tally: ChainTally) => number;
const departments: Measure = (tally) => tally.departments.size;
const returns: Measure = (tally) => tally.returns;

type Raised = (before: ChainTally, after: ChainTally) => boolean;
/** When the measure comes to so many, and not again. */
const reaching =
  (many: number, measure: Measure): Raised =>
  (before, after) =>
    measure(before) < many && measure(after) >= many;
/** Whenever the measure grows, from so many on. */
const growingFrom =
  (many: number, measure: Measure): Raised =>
  (before, after) =>
    measure(after) > measure(before) && measure(after) >= many;

/** What raises an alarm, and how far it goes; the lowest level first. That an offer waits, only time raises. */
const RULES: readonly (ChainAlarm & { readonly raised?: Raised })[] = [
  { cause: 'SECOND_TRANSFER_IN_CONTACT', level: 'NOTICE', raised: reaching(2, (tally) => tally.liveTransfers) },
  { cause: 'SECOND_DECLINE', level: 'NOTICE', raised: reaching(2, (tally) => tally.declines) },
  { cause: 'RETURN', level: 'WARNING', raised: reaching(1, returns) },
  { cause: 'THIRD_DEPARTMENT', level: 'WARNING', raised: reaching(3, departments) },
  { cause: 'WAITED_AN_OPENING_DAY', level: 'WARNING' },
  { cause: 'SECOND_RETURN', level: 'ALARM', raised: growingFrom(2, returns) },
  { cause: 'FOURTH_DEPARTMENT', level: 'ALARM', raised: growingFrom(4, departments) },
  {
    cause: 'FIVE_TRANSFERS',
    level: 'ARBITRATION',
    raised: reaching(TRANSFERS_BEFORE_ARBITRATION, (tally) => tally.transfers),
  },
];

/** Every alarm there is, the lowest level first. */
export const chainAlarms: readonly ChainAlarm[] = RULES.map(({ level, cause }) => ({ level, cause }));

/** The alarms that a fact raises, from the tally before and after it; the lowest level first, each once. */
export const alarmsBetween = (before: ChainTally, after: ChainTally): ChainAlarm[] =>
  RULES.filter(({ raised }) => raised?.(before, after)).map(({ level, cause }) => ({ level, cause }));

/** Whether only an arbitration moves the case from now on (H10). */
export const arbitrationNeeded = ({ transfers }: ChainTally): boolean => transfers >= TRANSFERS_BEFORE_ARBITRATION;
