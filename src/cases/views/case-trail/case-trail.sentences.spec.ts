import { caseEvents, type CaseFact, type Contact, type HandoffBrief } from '@baton/contracts';
import { recorded, type Overrides } from '@baton/contracts/testing';
import fc from 'fast-check';
import type { CaseEvent } from '../../case.state.js';
import { quoted } from '../wording.js';
import { isLate, sentenceOf } from './case-trail.sentences.js';

const id = (n: number): string => `0190b7a4-3c1e-7c55-9c3a-${String(n).padStart(12, '0')}`;
const ines = { agent: 'ines', department: 'SHOP', role: 'AGENT' } as const;
const stream = `case-${id(1)}`;

const event = (fact: CaseFact, overrides: Overrides = {}): CaseEvent =>
  recorded(stream, [fact], { by: ines, ...overrides })[0] as CaseEvent;
const say = (fact: CaseFact, overrides: Overrides = {}): string => sentenceOf(event(fact, overrides));

const contact: Contact = {
  contactId: id(2),
  direction: 'INBOUND',
  channel: 'PHONE',
  participants: ['Mrs Weber'],
  startedAt: '2026-03-02T09:00:00.000Z',
  endedAt: '2026-03-02T09:06:10.000Z',
  disposition: 'FOLLOW_UP',
  matter: 'Where is my router?',
};
const brief: HandoffBrief = {
  urgency: 'HIGH',
  customerState: 'UPSET',
  factsVerified: [],
  triedSoFar: [],
  statements: [],
  openPromises: [],
  ask: 'find out why the router was sent twice',
  actions: [],
  reason: 'ROOT_CAUSE_ELSEWHERE',
  ifThen: [],
  doNotAskAgain: [],
};
const between = { transferId: id(3), from: 'SHOP', to: 'CALL-CENTRE' };
const promise = { promiseId: id(4) };

/** One sample of every word and what the trail says of it; a new word makes this table fail to compile. */
const table: {
  readonly [T in CaseFact['type']]: readonly [data: Extract<CaseFact, { type: T }>['data'], sentence: string];
} = {
  CaseOpened: [
    { department: 'SHOP', matter: 'My router came twice.', product: 'router', contact },
    'ines (SHOP) opened the case about router: “My router came twice”. The customer called, for 6 minutes, with Mrs Weber. Something remains to be done.',
  ],
  CaseClaimed: [{ holder: 'ines' }, 'ines (SHOP) took the case to work on it.'],
  CaseReleased: [{ reason: 'end of shift' }, 'ines (SHOP) put the case back: “end of shift”.'],
  WaitStarted: [{ on: 'VENDOR' }, 'The case waits for a vendor.'],
  WaitEnded: [{}, 'The waiting is over; ines (SHOP) went on with the case.'],
  WorkReported: [
    { step: 'Accepted / In Progress', agent: 'Elin' },
    'Elin (SHOP) reported work: “Accepted / In Progress”.',
  ],
  CaseResolved: [{ resolution: 'One router returned.' }, 'ines (SHOP) resolved the case: “One router returned”.'],
  CaseReopened: [{ reason: 'it came a third time' }, 'ines (SHOP) took the case up again: “it came a third time”.'],
  CaseClosed: [{}, 'ines (SHOP) closed the case.'],
  ContactRecorded: [
    { contactId: id(5), direction: 'OUTBOUND', channel: 'EMAIL', disposition: 'ANSWERED' },
    'ines (SHOP) recorded a contact. We wrote the customer an e-mail. The question was answered.',
  ],
  ContactCorrected: [
    { contactId: id(5), correctionId: id(6), reason: 'it was the husband', direction: 'INBOUND', channel: 'VISIT' },
    'ines (SHOP) corrected the record of a contact because “it was the husband”. The customer came in person.',
  ],
  CustomerRetold: [
    { retellId: id(7), topic: 'serial number', factId: id(8) },
    'The customer had to tell ines (SHOP) again what was known: serial number.',
  ],
  NoteAdded: [{ noteId: id(9), text: 'restarted it', attempt: true }, 'ines (SHOP) tried: “restarted it”.'],
  FactEstablished: [
    {
      factId: id(8),
      topic: 'serial number',
      value: 'AX-7',
      verifiedBy: 'photo',
      freshUntil: '2026-04-01T00:00:00.000Z',
    },
    'ines (SHOP) established a fact, serial number: “AX-7”, verified by “photo”, good until 1 April 2026, 00:00 UTC.',
  ],
  QuestionRaised: [
    { questionId: id(10), text: 'Who ordered it?', department: 'LOGISTICS' },
    'ines (SHOP) has a question for LOGISTICS: “Who ordered it?”.',
  ],
  QuestionAnswered: [{ questionId: id(10), answer: 'The son.' }, 'ines (SHOP) answered an open question: “The son”.'],
  TransferOffered: [
    {
      ...between,
      toAgent: 'ben',
      mode: 'CONSULT',
      reason: 'ROOT_CAUSE_ELSEWHERE',
      brief,
      riskTier: 2,
      completeness: 0.75,
    },
    'ines (SHOP) offered the case to CALL-CENTRE (for ben) because the cause lies there: “find out why the router was sent twice”. The receiver was spoken to first. Risk tier 2, brief 75 % complete.',
  ],
  TransferAccepted: [
    {
      ...between,
      holder: 'ben',
      readBack: { ask: 'find the second order', firstAction: 'call the depot', by: '2026-03-03T12:00:00.000Z' },
      comparison: { rules: 'read-back@1', mentioned: 0.5, notMentioned: ['router', 'twice'] },
    },
    'ines (SHOP) accepted the case from SHOP: CALL-CENTRE is accountable now, and ben holds it. Understood: “find the second order”; first “call the depot”, by 3 March 2026, 12:00 UTC. Not mentioned of the ask: “router”, “twice”.',
  ],
  TransferDeclined: [
    { ...between, reason: 'not ours', suggestedDepartment: 'LOGISTICS' },
    'ines (SHOP) declined the case from SHOP: “not ours”. It stays with SHOP; LOGISTICS should have it.',
  ],
  TransferRecalled: [
    { ...between, reason: 'solved it' },
    'ines (SHOP) took back the offer to CALL-CENTRE: “solved it”.',
  ],
  TransferObserved: [{ from: 'G96', to: 'G97' }, 'The case passed from G96 to G97 without a documented handoff.'],
  TransferExpired: [
    { ...between, expiresAt: '2026-03-03T16:00:00.000Z' },
    'Nobody in CALL-CENTRE answered the offer by 3 March 2026, 16:00 UTC: it expired, and the case stays with SHOP.',
  ],
  AssignmentArbitrated: [
    { arbitrationId: id(20), from: 'SHOP', to: 'CALL-CENTRE', reason: 'The order is theirs.' },
    'ines (SHOP) decided that CALL-CENTRE is accountable from now on, not SHOP: “The order is theirs”.',
  ],
  CustomerInformedOfTransfer: [
    {
      transferId: id(3),
      informedBy: 'CONTACT',
      contactId: id(5),
      text: 'they call',
      nextBy: '2026-03-03T16:00:00.000Z',
    },
    'ines (SHOP) told the customer who has the case now: “they call”. The customer hears next by 3 March 2026, 16:00 UTC.',
  ],
  HandoffRated: [
    { ...between, score: 2, lacking: ['FACTS', 'TRIED'], comment: 'no serial number' },
    'ines (SHOP) rated the handoff from SHOP 2 of 5: “no serial number”. Lacking: verified facts, what was tried.',
  ],
  ConsultRequested: [
    {
      consultId: id(21),
      from: 'SHOP',
      to: 'LOGISTICS',
      toAgent: 'lea',
      channel: 'CHAT',
      question: 'Was it sent twice?',
      due: '2026-03-03T16:00:00.000Z',
    },
    'ines (SHOP) asked LOGISTICS (lea) in the chat: “Was it sent twice?”. An answer is needed by 3 March 2026, 16:00 UTC.',
  ],
  ConsultAnswered: [
    { consultId: id(21), department: 'LOGISTICS', answer: 'It was.' },
    'ines (SHOP) answered for LOGISTICS: “It was”.',
  ],
  ConsultWithdrawn: [{ consultId: id(21), reason: 'found it' }, 'ines (SHOP) no longer asks: “found it”.'],
  ChainAlarmRaised: [
    {
      alarmId: id(22),
      level: 'WARNING',
      cause: 'RETURN',
      rules: 'r@1',
      transfers: 2,
      returns: 1,
      declines: 0,
      departments: 2,
    },
    'Warning: the case came back to a department that had it before. So far 2 departments, 2 transfers, 1 return, 0 declines.',
  ],
  EscalationRaised: [
    { escalationId: id(23), department: 'CALL-CENTRE', cause: 'OFFER_EXPIRED' },
    'The case was brought before the supervisor of CALL-CENTRE, because nobody answered an offer in time.',
  ],
  CaseLeadAssigned: [
    { lead: 'sara', department: 'SHOP', reason: 'it bounces' },
    'sara (SHOP) sees the case through to its end; ines (SHOP) decided so: “it bounces”.',
  ],
  CaseLinked: [
    { linkId: id(24), other: id(30), kind: 'PARENT', reason: 'the invoice' },
    `ines (SHOP) linked the case: it cannot be resolved while case ${id(30)} is open: “the invoice”.`,
  ],
  CaseUnlinked: [
    { linkId: id(24), other: id(30), reason: 'another invoice' },
    `ines (SHOP) took back the link to case ${id(30)}: “another invoice”.`,
  ],
  CasesMerged: [
    { mergeId: id(25), other: id(30), role: 'SURVIVOR', reason: 'the same router' },
    `ines (SHOP) found case ${id(30)} to be the same matter: “the same router”. Work goes on here.`,
  ],
  CasesUnmerged: [
    { mergeId: id(25), other: id(30), role: 'SURVIVOR', reason: 'another router' },
    `ines (SHOP) found case ${id(30)} to be another matter after all: “another router”.`,
  ],
  CaseRated: [
    { ratingId: id(26), contactId: id(5), score: 4, comment: 'quick' },
    'The customer rated a contact 4 of 5: “quick”.',
  ],
  BriefAmended: [
    { amendmentId: id(11), transferId: id(3), correction: 'it was Tuesday' },
    'ines (SHOP) corrected the brief of a transfer: “it was Tuesday”.',
  ],
  PromiseMade: [
    {
      ...promise,
      department: 'SHOP',
      beneficiary: 'Mrs Weber',
      action: 'call back with the date',
      callback: true,
      from: '2026-03-03T09:00:00.000Z',
      due: '2026-03-03T16:00:00.000Z',
      zone: 'Europe/Berlin',
      channel: 'PHONE',
      evidence: 'the call is recorded',
      contactId: id(2),
    },
    'ines (SHOP) promised Mrs Weber: “call back with the date”, by telephone, from 3 March 2026, 10:00 (Europe/Berlin) to 3 March 2026, 17:00 (Europe/Berlin) at the latest. SHOP owes it; kept means “the call is recorded”.',
  ],
  PromiseKept: [
    { ...promise, keptAt: '2026-03-03T15:00:00.000Z', contactId: id(5) },
    'ines (SHOP) recorded a promise as kept on 3 March 2026, 15:00 UTC; the evidence is a contact with the customer.',
  ],
  PromiseBroken: [
    { ...promise, due: '2026-03-03T16:00:00.000Z', cause: 'OVERDUE' },
    'A promise due 3 March 2026, 16:00 UTC was broken: it was not kept in time.',
  ],
  PromiseRenegotiated: [
    {
      ...promise,
      from: '2026-03-04T09:00:00.000Z',
      due: '2026-03-04T16:00:00.000Z',
      firstDue: '2026-03-03T16:00:00.000Z',
      contactId: id(5),
      reason: 'depot closed',
    },
    'ines (SHOP) agreed on a new time for a promise with the customer, 4 March 2026, 16:00 UTC at the latest, because “depot closed”. It was first promised for 3 March 2026, 16:00 UTC.',
  ],
  PromiseReleased: [
    { ...promise, contactId: id(5) },
    'The customer told ines (SHOP) that a promise need not be kept any longer.',
  ],
  PromiseCancelled: [
    { ...promise, reason: 'no stock', conditionFalse: false },
    'ines (SHOP) withdrew a promise: “no stock”. That is a breach.',
  ],
  PromiseAssumed: [
    { ...promise, from: 'SHOP', to: 'CALL-CENTRE', transferId: id(3) },
    'CALL-CENTRE now owes a promise that SHOP owed before.',
  ],
  PromiseRetained: [
    { ...promise, department: 'SHOP', transferId: id(3), reason: 'we have the part' },
    'SHOP still owes a promise though the case moved on: “we have the part”.',
  ],
  CallbackAttempted: [
    {
      ...promise,
      ...{ attemptId: id(13), outcome: 'NO_ANSWER', counts: true, exhausted: false, rule: 'callback-attempts@1' },
      ...{ nextFrom: '2026-03-06T16:00:00.000Z', nextUntil: '2026-03-06T17:00:00.000Z' },
    },
    'ines (SHOP) tried to call back, but nobody answered. The next is best made from 6 March 2026, 16:00 UTC to 6 March 2026, 17:00 UTC.',
  ],
  PromiseReminderDue: [
    {
      ...promise,
      ...{ reminder: 'HALFWAY', due: '2026-03-06T17:00:00.000Z', department: 'SHOP' },
      ...{ agent: 'otto', insteadOf: 'ines', nextAt: '2026-03-06T16:00:00.000Z' },
    },
    'Half of the working time until a promise is due on 6 March 2026, 17:00 UTC has passed: otto was reminded, as ines is away.',
  ],
  StatementMade: [
    {
      statementId: id(12),
      topic: 'delivery',
      value: 'It comes on Friday',
      basis: 'DOCUMENT',
      basisDocument: 'order 7',
      validUntil: '2026-03-06T17:00:00.000Z',
    },
    'ines (SHOP) told the customer about delivery: “It comes on Friday”, resting on the document “order 7”, valid until 6 March 2026, 17:00 UTC.',
  ],
  StatementSuperseded: [
    { statementId: id(12), by: id(13), reason: 'the truck broke down' },
    'ines (SHOP) recorded that what the customer was told before no longer holds, because “the truck broke down”.',
  ],
  ProcedureDeviated: [
    { deviationId: id(14), procedure: 'returns', deviation: 'sent a label at once', reason: 'third delivery' },
    'ines (SHOP) left the procedure returns: “sent a label at once”, because “third delivery”.',
  ],
};

describe('the trail tells every event as a sentence', () => {
  it.each(Object.entries(table))('%s', (type, [data, sentence]) => {
    expect(say({ type, data } as CaseFact)).toBe(sentence);
  });

  it('P7 says of what was recorded late that it mends the breach', () => {
    const mendsBreach = true;
    const keptAt = '2026-03-03T15:00:00.000Z';
    expect(say({ type: 'PromiseKept', data: { ...promise, keptAt, delivery: 'Parcel 77', mendsBreach } })).toBe(
      'ines (SHOP) recorded a promise as kept on 3 March 2026, 15:00 UTC; the evidence is “Parcel 77”. That was before it was due, so it no longer counts as broken.',
    );
    expect(say({ type: 'PromiseReleased', data: { ...promise, contactId: id(5), mendsBreach } })).toBe(
      'The customer told ines (SHOP) that a promise need not be kept any longer. That was before it was due, so it no longer counts as broken.',
    );
  });

  it('has a sentence for every word that a case stream knows', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(caseEvents).sort());
  });

  it('says who gave the answer that somebody else took down', () => {
    const data = { consultId: id(21), department: 'LOGISTICS', answeredBy: 'lea', answer: 'It was.' };
    expect(say({ type: 'ConsultAnswered', data })).toBe(
      'lea (LOGISTICS) answered: “It was”. ines (SHOP) took it down.',
    );
  });

  it('says what is not documented instead of inventing it', () => {
    const imported = { imported: true } as const;
    expect(say({ type: 'CaseOpened', data: { department: 'V13', reference: '1-627' } }, imported)).toBe(
      'ines (SHOP) opened the case 1-627 for V13; the matter is not documented. No contact is documented (imported).',
    );
    expect(say({ type: 'CaseResolved', data: {} }, imported)).toBe(
      'ines (SHOP) resolved the case; how is not documented (imported).',
    );
    expect(say({ type: 'CaseReopened', data: {} }, imported)).toMatch('why is not documented');
    expect(say({ type: 'PromiseKept', data: { ...promise, keptAt: '2026-03-03T15:00:00.000Z' } })).toMatch(
      'no evidence',
    );
    expect(say({ type: 'TransferDeclined', data: { ...between, reason: 'no' } })).toMatch(
      'who should have it is not known',
    );
    const reached = (data: Partial<Contact>): string =>
      say({ type: 'ContactRecorded', data: { contactId: id(5), ...data } }, imported);
    expect(reached({})).toBe('ines (SHOP) had contact with the customer; how is not documented (imported).');
    expect(reached({ channel: 'PHONE' })).toMatch('Contact with the customer by telephone (imported).');
    expect(reached({ direction: 'OUTBOUND' })).toMatch('We reached the customer (imported).');
  });

  it('C2 says that a record came more than a day late, but not of an import', () => {
    const late = { occurredAt: '2026-03-02T09:00:00.000Z', recordedAt: '2026-03-05T10:00:00.000Z' };
    expect(say({ type: 'CaseClosed', data: {} }, late)).toBe('ines (SHOP) closed the case (recorded 3 days later).');
    expect(isLate(event({ type: 'CaseClosed', data: {} }, late))).toBe(true);
    expect(say({ type: 'CaseClosed', data: {} }, { ...late, imported: true })).toBe(
      'ines (SHOP) closed the case (imported).',
    );
    expect(isLate(event({ type: 'CaseClosed', data: {} }, { ...late, imported: true }))).toBe(false);
    const soon = { occurredAt: '2026-03-02T09:00:00.000Z', recordedAt: '2026-03-03T09:00:00.000Z' };
    expect(say({ type: 'CaseClosed', data: {} }, soon)).toBe('ines (SHOP) closed the case.');
  });

  it('says how long a contact took only where both sides were there', () => {
    const letter: Contact = { ...contact, channel: 'LETTER' };
    expect(say({ type: 'ContactRecorded', data: letter })).toMatch('The customer wrote a letter, with Mrs Weber.');
    expect(say({ type: 'ContactRecorded', data: contact })).toMatch(
      'The customer called, for 6 minutes, with Mrs Weber.',
    );
  });

  it('names the agent in whose name something was done', () => {
    const by = { ...ines, onBehalfOf: 'ben' };
    expect(say({ type: 'CaseClosed', data: { automatic: true, reason: 'a week' } }, { by })).toBe(
      'The case was closed by a rule: “a week”.',
    );
    expect(say({ type: 'CaseClaimed', data: { holder: 'ben', standsInFor: 'ines' } }, { by })).toBe(
      'ben has the case from now on, who stands in for ines.',
    );
    expect(say({ type: 'CaseClaimed', data: { holder: 'ben' } }, { by })).toBe(
      'ines (SHOP) for ben gave the case to ben to work on it.',
    );
  });

  it('shows a due time in UTC where its zone is none', () => {
    const [made] = table.PromiseMade;
    expect(say({ type: 'PromiseMade', data: { ...made, zone: 'Nowhere/Land' } })).toMatch('to 3 March 2026, 16:00 UTC');
  });

  it('keeps the names that people write on the line of the sentence', () => {
    const name = 'Mrs\n#9  CaseClosed\u001b[2J\u0085Weber';
    const [made] = table.PromiseMade;
    expect(say({ type: 'PromiseMade', data: { ...made, beneficiary: name } })).toMatch(/^\P{Cc}+$/u);
    expect(say({ type: 'ContactRecorded', data: { ...contact, participants: [name] } })).toMatch(/^\P{Cc}+$/u);
  });

  it('quotes whatever people write on one line of bounded length, never breaking a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (text) => {
        const shown = quoted(text);
        expect(shown).toMatch(/^“.*”$/u);
        expect(shown).not.toMatch(/[\r\n\t]/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(282);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
    expect(quoted('x'.repeat(500))).toBe(`“${'x'.repeat(279)}…”`);
    expect(quoted('x'.repeat(500), 10)).toBe(`“${'x'.repeat(9)}…”`);
    expect(quoted('x'.repeat(500), Infinity)).toBe(`“${'x'.repeat(500)}”`);
    expect(quoted('wait ...')).toBe('“wait ...”');
  });
});
