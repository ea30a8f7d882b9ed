import type {
  AlarmCause,
  AlarmLevel,
  CaseFact,
  CaseOpened,
  ConsultAnswered,
  ConsultRequested,
  Contact,
  CustomerInformedOfTransfer,
  FactEstablished,
  HandoffBrief,
  LinkKind,
  MergeRole,
  NoteAdded,
  PromiseMade,
  ReadBack,
  StatementMade,
  TransferOffered,
} from '@baton/contracts';
import { at, id, made, type Person } from './case.scenarios.js';

/** A finished call of the customer, 08:50 to 08:58. */
export const call = (name: string, details: Partial<Contact> = {}): Contact => ({
  contactId: id(name),
  direction: 'INBOUND',
  channel: 'PHONE',
  participants: ['Anna Kern', 'Ines'],
  startedAt: at('08:50'),
  endedAt: at('08:58'),
  disposition: 'FOLLOW_UP',
  matter: 'The washing machine stands still again',
  ...details,
});

/** Ines of the front office opened the case after the first call: revision 0, 09:00. */
export const opened = (details: Partial<CaseOpened> = {}): CaseFact => ({
  type: 'CaseOpened',
  data: {
    customerId: id('Anna Kern'),
    department: 'front-office',
    matter: 'The washing machine stands still again',
    kind: 'FAULT',
    urgency: 'NORMAL',
    customerState: 'CALM',
    contact: call('first call'),
    ...details,
  },
});

/** The customer was called back, 11:00 to 11:10, unless told otherwise. */
export const contacted = (name: string, details: Partial<Contact> = {}): CaseFact => ({
  type: 'ContactRecorded',
  data: call(name, { direction: 'OUTBOUND', startedAt: at('11:00'), endedAt: at('11:10'), ...details }),
});

export const claimed = (holder: Person): CaseFact => ({ type: 'CaseClaimed', data: { holder } });
export const released: CaseFact = { type: 'CaseReleased', data: {} };
export const resolved: CaseFact = { type: 'CaseResolved', data: { resolution: 'The pump was replaced' } };
export const reopened: CaseFact = { type: 'CaseReopened', data: { reason: 'It stands still again' } };
export const closed: CaseFact = { type: 'CaseClosed', data: {} };

export const noted = (text: string, details: Partial<NoteAdded> = {}): CaseFact => ({
  type: 'NoteAdded',
  data: { noteId: id(text), text, ...details },
});

export const established = (topic: string, value: string, details: Partial<FactEstablished> = {}): CaseFact => ({
  type: 'FactEstablished',
  data: { factId: id(`${topic} is ${value}`), topic, value, ...details },
});

export const asked = (text: string): CaseFact => ({ type: 'QuestionRaised', data: { questionId: id(text), text } });
export const answered = (text: string, answer: string): CaseFact => ({
  type: 'QuestionAnswered',
  data: { questionId: id(text), answer },
});

/** The customer was told something; its id is `id(value)`. */
export const told = (topic: string, value: string, details: Partial<StatementMade> = {}): CaseFact => ({
  type: 'StatementMade',
  data: { statementId: id(value), topic, value, basis: 'UNVERIFIED', ...details },
});

/** The front office promised to call Anna Kern today by 17:00; its id is `id('promise')`. */
export const promised = (details: Partial<PromiseMade> = {}): CaseFact => ({
  type: 'PromiseMade',
  data: {
    promiseId: id('promise'),
    department: 'front-office',
    beneficiary: 'Anna Kern',
    action: 'The front office calls with the date of the repair',
    callback: true,
    from: at('09:00'),
    due: at('17:00'),
    zone: 'Europe/Vienna',
    channel: 'PHONE',
    evidence: 'The call is recorded as a contact of this case',
    contactId: id('first call'),
    ...details,
  },
});

export const kept = (promise = 'promise'): CaseFact => ({
  type: 'PromiseKept',
  data: { promiseId: id(promise), delivery: 'Receipt 12', keptAt: at('11:00') },
});

/** Time has broken what the front office promised by 17:00. */
export const lapsed = (due = at('17:00'), promise = 'promise'): CaseFact => ({
  type: 'PromiseBroken',
  data: { promiseId: id(promise), due, cause: 'OVERDUE' },
});

/** The supervisor of whoever owed the promise is asked to see that it is made good. */
export const breachEscalated = (department = 'front-office', promise = 'promise'): CaseFact => ({
  type: 'EscalationRaised',
  data: {
    ...{ escalationId: made(`breach of ${id(promise)}`), department },
    ...{ cause: 'PROMISE_BROKEN', promiseId: id(promise) },
  },
});

export const brief: HandoffBrief = {
  urgency: 'NORMAL',
  customerState: 'CALM',
  matter: 'The washing machine stands still again',
  factsVerified: [],
  triedSoFar: [],
  statements: [],
  openPromises: [],
  ask: 'replace the pump',
  actions: [],
  reason: 'SKILL_NEEDED',
  ifThen: [],
  doNotAskAgain: [],
};

/** The case was offered to repair, at risk tier 1; its id is `id('transfer')`. */
export const offered = (details: Partial<TransferOffered> = {}): CaseFact => ({
  type: 'TransferOffered',
  data: {
    transferId: id('transfer'),
    from: 'front-office',
    to: 'repair',
    mode: 'ASYNC',
    reason: 'SKILL_NEEDED',
    brief,
    riskTier: 1,
    completeness: 0.25,
    ...details,
  },
});

interface Parties {
  readonly from?: string;
  readonly to?: string;
}
const between = (transfer: string, { from = 'front-office', to = 'repair' }: Parties) => ({
  transferId: id(transfer),
  from,
  to,
});

export const accepted = (holder: Person = 'tom', parties: Parties = {}, transfer = 'transfer'): CaseFact => ({
  type: 'TransferAccepted',
  data: { ...between(transfer, parties), holder },
});
export const declined = (parties: Parties = {}, transfer = 'transfer'): CaseFact => ({
  type: 'TransferDeclined',
  data: { ...between(transfer, parties), reason: 'Not our product' },
});
export const recalled = (parties: Parties = {}, transfer = 'transfer'): CaseFact => ({
  type: 'TransferRecalled',
  data: { ...between(transfer, parties), reason: 'Solved meanwhile' },
});

export const expired = (expiresAt: string, parties: Parties = {}, transfer = 'transfer'): CaseFact => ({
  type: 'TransferExpired',
  data: { ...between(transfer, parties), expiresAt },
});

/** The case belongs together with another one; the link's id is `id(other)`, too. */
export const linked = (other: string, kind: LinkKind): CaseFact => ({
  type: 'CaseLinked',
  data: { linkId: id(other), other: id(other), kind },
});
export const unlinked = (other: string, reason = 'Two machines'): CaseFact => ({
  type: 'CaseUnlinked',
  data: { linkId: id(other), other: id(other), reason },
});

/** The case was offered, for a reason, and accepted: the transfer's id is `id('from to')` unless told. */
export const passed = (
  from: string,
  to: string,
  details: Partial<TransferOffered> = {},
  transfer = `${from} ${to}`,
): readonly CaseFact[] => [
  offered({ transferId: id(transfer), from, to, ...details }),
  accepted('tom', { from, to }, transfer),
];

/** The chain raised an alarm; its counts say nothing. */
export const alarm = (level: AlarmLevel, cause: AlarmCause, transferId?: string): CaseFact => ({
  type: 'ChainAlarmRaised',
  data: {
    ...{ alarmId: id(`alarm ${cause}`), level, cause, rules: 'chain-alarms@2' },
    ...(transferId === undefined ? {} : { transferId }),
    ...{ transfers: 0, returns: 0, declines: 0, departments: 0 },
  },
});

/** The customer knows that repair has the case. */
export const informed = (
  details: Omit<CustomerInformedOfTransfer, 'transferId'> & Partial<CustomerInformedOfTransfer>,
): CaseFact => ({ type: 'CustomerInformedOfTransfer', data: { transferId: id('transfer'), ...details } });

/** The case is one matter with another one; the merge's id is `id(other)`, too. */
export const merged = (other: string, role: MergeRole): CaseFact => ({
  type: 'CasesMerged',
  data: { mergeId: id(other), other: id(other), role, reason: 'The same machine' },
});
export const unmerged = (other: string, role: MergeRole, holder?: Person): CaseFact => ({
  type: 'CasesUnmerged',
  data: { mergeId: id(other), other: id(other), role, reason: 'Two machines', ...(holder ? { holder } : {}) },
});

/** The case passed to repair: offered and accepted by Tom. */
export const passedOn: readonly CaseFact[] = [offered(), accepted()];

export const readBack: ReadBack = { ask: 'Replace the pump', firstAction: 'Order the pump', by: at('16:00', 3) };

/** The front office asked sales a question, due tomorrow noon; its id is `id('consult')`. */
export const consulted = (details: Partial<ConsultRequested> = {}): CaseFact => ({
  type: 'ConsultRequested',
  data: {
    consultId: id('consult'),
    from: 'front-office',
    to: 'sales',
    channel: 'CHAT',
    question: 'Is the machine under warranty?',
    due: at('12:00', 3),
    ...details,
  },
});
export const consultAnswered = (details: Partial<ConsultAnswered> = {}): CaseFact => ({
  type: 'ConsultAnswered',
  data: { consultId: id('consult'), department: 'sales', answer: 'It is, until May', ...details },
});
export const consultWithdrawn = (reason = 'Found the bill'): CaseFact => ({
  type: 'ConsultWithdrawn',
  data: { consultId: id('consult'), reason },
});
