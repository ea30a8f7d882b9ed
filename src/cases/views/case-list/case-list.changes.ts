import { AlarmLevel, keyOfStream, type CaseFact, type Contact, type Urgency } from '@baton/contracts';
import { brokenSince, lastSpoken, makesGood, spokenTo } from '../../breach.js';
import type { CaseEvent } from '../../case.state.js';
import { heldFor } from '../../transfer-folds.state.js';
import { tierOf } from '../../risk-tier.js';
import type { EventOf } from '../case-trail/sentence.js';
import type { DuplicatePromise, ListedCase, ListedPromise } from './case-list.row.js';

/** Later than any deadline: the place of a case without one. */
export const NEVER = '9999-12-31T23:59:59.999Z';

const RANKS: Readonly<Record<Urgency, number>> = { CRITICAL: 0, HIGH: 1, NORMAL: 2, LOW: 3 };

/** The place of a level in the order of alarms: 0 is the highest. */
export const alarmRank = (level: AlarmLevel): number => AlarmLevel.values.length - 1 - AlarmLevel.values.indexOf(level);

type Changes = {
  readonly [T in Exclude<CaseFact['type'], 'CaseOpened'>]: (row: ListedCase, event: EventOf<T>) => Partial<ListedCase>;
};

/** The greatest tier there is (see `tierOf`). */
const GREATEST_TIER = 6;

const NO_OFFER = {
  transferId: undefined,
  offeredTo: undefined,
  offeredToAgent: undefined,
  offeredSkill: undefined,
  ask: undefined,
  expiresAt: undefined,
} as const;
const NOBODY = { holder: undefined, standsInFor: undefined } as const;
const nothing = (): Partial<ListedCase> => ({});

/** What each word changes about a listed case. A word the language gains makes this line fail to compile. */
const changes: Changes = {
  CaseClaimed: (_, { data }) => ({ holder: data.holder, standsInFor: data.standsInFor }),
  CaseReleased: () => NOBODY,
  WaitStarted: nothing,
  WaitEnded: nothing,
  WorkReported: nothing,
  CaseResolved: () => ({ status: 'RESOLVED', ...NOBODY }),
  CaseReopened: () => ({ status: 'OPEN' }),
  CaseClosed: () => ({ status: 'CLOSED', ...NOBODY }),
  ContactRecorded: (row, { data, occurredAt }) => ({
    ...spoken(row, data, occurredAt),
    breaches: row.breaches.filter(({ since }) => !makesGood(data, occurredAt, since)),
  }),
  ContactCorrected: nothing,
  CustomerRetold: nothing,
  NoteAdded: nothing,
  FactEstablished: nothing,
  QuestionRaised: nothing,
  QuestionAnswered: nothing,
  TransferOffered: (_, { data }) => ({
    transferId: data.transferId,
    offeredTo: data.to,
    offeredToAgent: data.toAgent,
    offeredSkill: data.skill,
    ask: data.brief.ask,
    expiresAt: data.expiresAt,
  }),
  TransferAccepted: (row, { data }) => ({
    ...NO_OFFER,
    ...passTo(row, data.to, row.offeredSkill),
    holder: data.holder,
    ...heldFor(row.standsInFor, data),
  }),
  TransferDeclined: () => NO_OFFER,
  TransferRecalled: () => NO_OFFER,
  TransferExpired: () => NO_OFFER,
  TransferObserved: (row, { data }) => ({ ...passTo(row, data.to), ...NOBODY }),
  AssignmentArbitrated: (row, { data }) => ({ ...NO_OFFER, ...passTo(row, data.to), ...NOBODY }),
  CustomerInformedOfTransfer: nothing,
  HandoffRated: nothing,
  ConsultRequested: nothing,
  ConsultAnswered: nothing,
  ConsultWithdrawn: nothing,
  ChainAlarmRaised: (row, { data: { level } }) =>
    alarmRank(level) < row.alarmRank ? { alarmLevel: level, alarmRank: alarmRank(level) } : {},
  EscalationRaised: nothing,
  CaseLeadAssigned: (_, { data }) => ({ lead: data.lead }),
  CaseLinked: nothing,
  CaseUnlinked: nothing,
  CasesMerged: (row, { data }) =>
    data.role === 'DUPLICATE' ? { status: 'MERGED', statusBefore: row.status, mergedInto: data.other, ...NOBODY } : {},
  CasesUnmerged: (row, { data }) =>
    data.role === 'DUPLICATE'
      ? {
          status: row.statusBefore ?? 'OPEN',
          statusBefore: undefined,
          mergedInto: undefined,
          holder: data.holder,
          standsInFor: data.standsInFor,
        }
      : {},
  CaseRated: nothing,
  BriefAmended: nothing,
  PromiseMade: (row, { data }) => open(row, data),
  PromiseKept: (row, { data }) => mended(row, data.promiseId),
  PromiseBroken: (row, { data, occurredAt }) => broken(row, data, occurredAt),
  PromiseRenegotiated: (row, { data }) =>
    row.promises.some((promise) => promise.promiseId === data.promiseId) ? open(row, data) : {},
  PromiseReleased: (row, { data }) => mended(row, data.promiseId),
  PromiseCancelled: (row, { data }) => ({ ...settle(row, data.promiseId), cancelled: data.promiseId }),
  PromiseAssumed: nothing,
  PromiseRetained: nothing,
  PromiseReminderDue: nothing,
  CallbackAttempted: nothing,
  StatementMade: nothing,
  StatementSuperseded: nothing,
  ProcedureDeviated: nothing,
};

/** The row of a case that was just opened. */
export const listed = ({ stream, revision, occurredAt, imported, data }: EventOf<'CaseOpened'>): ListedCase =>
  ranked({
    caseId: keyOfStream({ stream }),
    status: 'OPEN',
    imported: imported === true,
    department: data.department,
    customerId: data.customerId,
    reference: data.reference,
    matter: data.matter,
    kind: data.kind,
    urgency: data.urgency,
    customerState: data.customerState,
    product: data.product,
    segment: data.segment,
    legalDeadline: data.legalDeadline,
    openedAt: occurredAt,
    lastEventAt: occurredAt,
    revision,
    openPromises: 0,
    urgencyRank: RANKS[data.urgency ?? 'NORMAL'],
    passedOn: false,
    alarmRank: AlarmLevel.values.length,
    promises: [],
    breaches: [],
    ...(data.contact ? spoken({}, data.contact, occurredAt) : {}),
  });

/** The row after one more event. */
export function changed(row: ListedCase, event: CaseEvent): ListedCase {
  const change = changes[event.type as keyof Changes] as (row: ListedCase, event: CaseEvent) => Partial<ListedCase>;
  return ranked({ ...row, ...change(row, event), lastEventAt: event.occurredAt, revision: event.revision });
}

type Ranks = 'riskTier' | 'tierRank' | 'deadlineRank';

/** A row with its places in the orders, which follow from all else. */
function ranked(row: Omit<ListedCase, Ranks>): ListedCase {
  const tier = tierOf({ ...row, promises: row.openPromises + stillToMakeGood(row) });
  return {
    ...row,
    riskTier: tier,
    tierRank: GREATEST_TIER - tier,
    deadlineRank: earliest([row.nextDue, row.legalDeadline, row.expiresAt]) ?? NEVER,
  };
}

const earliest = (instants: readonly (string | undefined)[]): string | undefined =>
  instants.reduce((first, at) => (first === undefined || (at !== undefined && at < first) ? at : first), undefined);

/** Within a department it goes on needing the skill for which it came, unless another is named. */
const passTo = (row: ListedCase, department: string, skill?: string): Partial<ListedCase> => ({
  department,
  skill: skill ?? (department === row.department ? row.skill : undefined),
  passedOn: row.passedOn || department !== row.department,
});

/** How many broken promises are still to be made good: those of duplicates by what is said in the case itself, too (see `toMakeGood`). */
const stillToMakeGood = ({ breaches, breachesOfDuplicates = [], spokenAt = '' }: Spoken & Breaches): number =>
  breaches.length + breachesOfDuplicates.filter(({ since }) => spokenAt < since).length;

type Spoken = Pick<ListedCase, 'spokenAt'>;
type Breaches = Pick<ListedCase, 'breaches' | 'breachesOfDuplicates'>;

const spoken = ({ spokenAt }: Spoken, contact: Contact, occurredAt: string): Spoken => ({
  spokenAt: lastSpoken(spokenAt, spokenTo(contact, occurredAt)),
});

/** What a duplicate owes the customer: its open promises, and those to be made good. */
export type Owed = Pick<ListedCase, 'promises' | 'breaches'>;

/**
 * The row of the case in which work goes on once a duplicate has said what it owes now.
 * @param owed by the duplicate; nothing where it is no longer one
 */
export function owing(row: ListedCase, caseId: string, owed: Owed): ListedCase {
  const ofDuplicates = said(row.ofDuplicates, caseId, owed.promises);
  const breachesOfDuplicates = said(row.breachesOfDuplicates, caseId, owed.breaches);
  return ranked({ ...row, ofDuplicates, breachesOfDuplicates, ...withPromises(row.promises, ofDuplicates) });
}

/** What all duplicates said, with what one of them says now instead of what it said before; undefined where nothing is left. */
function said<T extends object>(
  before: readonly (T & OfDuplicate)[] = [],
  caseId: string,
  now: readonly T[],
): (T & OfDuplicate)[] | undefined {
  const all = [...before.filter((one) => one.caseId !== caseId), ...now.map((one) => ({ ...one, caseId }))];
  return all.length === 0 ? undefined : all;
}

type OfDuplicate = Pick<DuplicatePromise, 'caseId'>;

const open = (row: ListedCase, { promiseId, due }: ListedPromise): Partial<ListedCase> =>
  withPromises([...others(row, promiseId), { promiseId, due }], row.ofDuplicates);

const settle = (row: ListedCase, promiseId: string): Partial<ListedCase> =>
  withPromises(others(row, promiseId), row.ofDuplicates);

/** Kept or given up: nothing is left to be made good. */
const mended = (row: ListedCase, promiseId: string): Partial<ListedCase> => ({
  ...settle(row, promiseId),
  breaches: row.breaches.filter((breach) => breach.promiseId !== promiseId),
});

/** P7: whoever gave a promise up was spoken to; of one that is broken while open, or was cancelled, they are to hear. */
function broken(
  row: ListedCase,
  { promiseId, due, cause }: EventOf<'PromiseBroken'>['data'],
  occurredAt: string,
): Partial<ListedCase> {
  const toTell = row.cancelled === promiseId || row.promises.some((promise) => promise.promiseId === promiseId);
  const breach = { promiseId, since: brokenSince(cause, due, occurredAt) };
  return { ...mended(row, promiseId), ...(toTell ? { breaches: [...row.breaches, breach] } : {}) };
}

const others = (row: ListedCase, promiseId: string): ListedPromise[] =>
  row.promises.filter((promise) => promise.promiseId !== promiseId);

const withPromises = (
  promises: ListedPromise[],
  ofDuplicates: readonly DuplicatePromise[] = [],
): Pick<ListedCase, 'promises' | 'openPromises' | 'nextDue'> => ({
  promises,
  openPromises: promises.length + ofDuplicates.length,
  nextDue: earliest([...promises, ...ofDuplicates].map(({ due }) => due)),
});
