import {
  checkEvent,
  derivedId,
  streamOf,
  type By,
  type CaseFact,
  type CaseOpened,
  type Contact,
  type FactEstablished,
  type Given,
  type HandoffBrief,
  type NoteAdded,
  type PromiseMade,
  type ReadBack,
  type Role,
  type StatementMade,
  type TransferOffered,
} from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { caseAggregate, type CaseEvent } from '../case.state.js';

/** An id by its name in a spec: the same name, the same UUID. */
export const id = (name: string): string => derivedId('6f9619ff-8b86-4d01-b42d-00cf4fc964ff', name);

/** The case of every scenario. */
export const caseId = id('case');

/** An instant of the scenarios' day, 2 March 2026 UTC, or of another day of that month: `at('12:00')`, `at('12:00', 3)`. */
export const at = (time: string, day = 2): string =>
  `2026-03-${String(day).padStart(2, '0')}T${time}${time.length === 5 ? ':00' : ''}.000Z`;

const person = (agent: string, department: string, role: Role): By => ({ agent, department, role });

/** Who works where. */
export const people = {
  ines: person('ines', 'front-office', 'AGENT'),
  otto: person('otto', 'front-office', 'AGENT'),
  lena: person('lena', 'front-office', 'SUPERVISOR'),
  tom: person('tom', 'repair', 'AGENT'),
  rosa: person('rosa', 'repair', 'SUPERVISOR'),
  sara: person('sara', 'sales', 'AGENT'),
  ada: person('ada', 'head-office', 'ADMIN'),
} as const;
export type Person = keyof typeof people;

/** What a decision is given: who asks, when (noon unless told), and with which command (`this command` unless told). */
export const by = (who: Person, now = at('12:00'), command = 'this command'): Given => ({
  by: people[who],
  now,
  commandId: id(command),
});

/** The id of what a command makes: `made('promise')` of this command, `made('promise', 'another')` of another. */
export const made = (what: string, command = 'this command'): string => derivedId(id(command), what);

/** Events of the case: 09:00 and a minute more for each. What the published language does not know is no event. */
export function record(facts: readonly CaseFact[]): CaseEvent[] {
  const stream = streamOf('case', caseId);
  for (const fact of facts) {
    const problems = checkEvent(stream, fact);
    if (problems.length > 0) throw new Error(`${fact.type} is not as it must be: ${JSON.stringify(problems)}`);
  }
  return recorded(stream, facts);
}

/** `given(…what happened).when(decision).then(…what happens)` or `.refused(code)`, on a case. */
export const { given } = scenarios(caseAggregate, record);

/** An object without one of its fields. */
export function without<T extends object, K extends keyof T>(whole: T, field: K): Omit<T, K> {
  const { [field]: _left, ...rest } = whole;
  return rest;
}

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

// What happened ------------------------------------------------------------------------------------------------

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

export const brief: HandoffBrief = {
  urgency: 'NORMAL',
  customerState: 'CALM',
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

/** The case passed to repair: offered and accepted by Tom. */
export const passedOn: readonly CaseFact[] = [offered(), accepted()];

export const readBack: ReadBack = { ask: 'Replace the pump', firstAction: 'Order the pump', by: at('16:00', 3) };
