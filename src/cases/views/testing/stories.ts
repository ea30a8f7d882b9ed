import type {
  By,
  CaseFact,
  ConsultRequested,
  Contact,
  HandoffBrief,
  PromiseMade,
  TransferOffered,
} from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import fc from 'fast-check';
import { caseAggregate } from '../../case-folds.state.js';
import type { CaseEvent, CaseState } from '../../case.state.js';

/** A UUID that a spec can tell from others by its number. */
export const uuid = (n: number): string => `0190b7a4-3c1e-7c55-9c3a-${String(n).padStart(12, '0')}`;

export const CASE = uuid(1);
export const CUSTOMER = uuid(2);

export const ines: By = { agent: 'ines', department: 'SHOP', role: 'AGENT' };
export const ben: By = { agent: 'ben', department: 'CALL-CENTRE', role: 'AGENT' };

/** The events of one case: the n-th happens n minutes after 2 March 2026, 09:00 UTC. */
export const eventsOf = (facts: readonly CaseFact[], caseId = CASE): CaseEvent[] =>
  recorded(`case-${caseId}`, facts, { by: ines }) as CaseEvent[];

export const stateOf = (facts: readonly CaseFact[], caseId = CASE): CaseState =>
  fold(caseAggregate, eventsOf(facts, caseId));

export const aContact = (n: number, more: Partial<Contact> = {}): Contact => ({
  contactId: uuid(n),
  direction: 'INBOUND',
  channel: 'PHONE',
  participants: ['Mrs Weber'],
  startedAt: '2026-03-02T08:50:00.000Z',
  endedAt: '2026-03-02T08:56:00.000Z',
  disposition: 'FOLLOW_UP',
  matter: 'Two routers came, I ordered one.',
  ...more,
});

const aBrief = (ask: string): HandoffBrief => ({
  urgency: 'HIGH',
  customerState: 'UPSET',
  factsVerified: [],
  triedSoFar: [],
  statements: [],
  openPromises: [],
  ask,
  actions: [],
  reason: 'ROOT_CAUSE_ELSEWHERE',
  ifThen: [],
  doNotAskAgain: [],
});

export const anOffer = (n: number, from: string, to: string, ask = 'find out why two came'): TransferOffered => ({
  transferId: uuid(n),
  from,
  to,
  mode: 'ASYNC',
  reason: 'ROOT_CAUSE_ELSEWHERE',
  brief: aBrief(ask),
  riskTier: 2,
  completeness: 0.75,
});

export const aPromise = (n: number, due: string, more: Partial<PromiseMade> = {}): PromiseMade => ({
  promiseId: uuid(n),
  department: 'SHOP',
  beneficiary: 'Mrs Weber',
  action: 'call back with the date of collection',
  callback: true,
  from: '2026-03-03T08:00:00.000Z',
  due,
  zone: 'Europe/Berlin',
  channel: 'PHONE',
  evidence: 'the call is on record',
  contactId: uuid(10),
  ...more,
});

/** The shop asks another department something. */
export const aConsult = (n: number, to: string, due: string): ConsultRequested => ({
  consultId: uuid(n),
  from: 'SHOP',
  to,
  channel: 'PHONE',
  question: 'Was it sent twice?',
  due,
});

export const opened: CaseFact = {
  type: 'CaseOpened',
  data: {
    customerId: CUSTOMER,
    department: 'SHOP',
    matter: 'Two routers came, I ordered one.',
    kind: 'FAULT',
    urgency: 'HIGH',
    customerState: 'UPSET',
    product: 'router',
    segment: 'HOME',
    contact: aContact(10),
  },
};

/** The router that came twice: from the shop to the call centre, with facts, a promise, a statement, a question. */
export const routerStory: readonly CaseFact[] = [
  opened, // 0
  { type: 'CaseClaimed', data: { holder: 'ines' } }, // 1
  { type: 'FactEstablished', data: { factId: uuid(20), topic: 'serial number', value: 'AX-7', verifiedBy: 'photo' } }, // 2
  { type: 'FactEstablished', data: { factId: uuid(21), topic: 'order date', value: 'last week' } }, // 3
  { type: 'NoteAdded', data: { noteId: uuid(22), text: 'Looked for a second order', attempt: true } }, // 4
  {
    type: 'StatementMade',
    data: { statementId: uuid(23), topic: 'invoice', value: 'You pay for one', basis: 'EVENT', basisRevision: 2 },
  }, // 5
  { type: 'PromiseMade', data: aPromise(24, '2026-03-03T16:00:00.000Z') }, // 6
  { type: 'QuestionRaised', data: { questionId: uuid(25), text: 'Who ordered twice?', department: 'LOGISTICS' } }, // 7
  { type: 'TransferOffered', data: anOffer(26, 'SHOP', 'CALL-CENTRE') }, // 8
  { type: 'TransferAccepted', data: { transferId: uuid(26), from: 'SHOP', to: 'CALL-CENTRE', holder: 'ben' } }, // 9
  {
    type: 'PromiseAssumed',
    data: { promiseId: uuid(24), from: 'SHOP', to: 'CALL-CENTRE', transferId: uuid(26) },
  }, // 10
];

/** An imported case of so many undocumented transfers, as a log tells it: no customer, no matter, no contact. */
export const importedStory = (transfers: number): CaseFact[] => [
  { type: 'CaseOpened', data: { department: 'G0', product: 'PROD424', reference: '1-627973205' } },
  ...Array.from({ length: transfers }, (_, n): CaseFact[] => [
    { type: 'TransferObserved', data: { from: `G${n % 5}`, to: `G${(n + 1) % 5}` } },
    { type: 'CaseClaimed', data: { holder: 'Elin' } },
  ]).flat(),
  { type: 'WaitStarted', data: { on: 'USER' } },
];

/** Any history of one case: every word but imports' own, about a few things that come up again and again. */
export const histories: fc.Arbitrary<CaseFact[]> = fc
  .array(anyFact(), { maxLength: 40, size: 'max' })
  .map((facts): CaseFact[] => [opened, ...facts]);

function anyFact(): fc.Arbitrary<CaseFact> {
  const few = fc.integer({ min: 30, max: 33 });
  const topic = fc.constantFrom('serial number', 'Serial  Number', 'order date', 'address');
  const text = fc.constantFrom('yes', 'no', 'on Friday', 'not at all.');
  const department = fc.constantFrom('SHOP', 'CALL-CENTRE', 'LOGISTICS');
  const due = fc.constantFrom('2026-03-03T16:00:00.000Z', '2026-03-02T09:05:00.000Z', '2026-03-09T16:00:00.000Z');
  const fact = <T extends CaseFact['type']>(type: T, data: object): CaseFact => ({ type, data }) as CaseFact;
  return fc.oneof(
    fc.tuple(few, text).map(([n, matter]) => fact('ContactRecorded', aContact(n, { matter }))),
    fc
      .tuple(few, text)
      .map(([n, reason]) =>
        fact('ContactCorrected', { contactId: uuid(n), correctionId: uuid(n), reason, channel: 'EMAIL' }),
      ),
    fc
      .tuple(few, topic, text, fc.boolean())
      .map(([n, about, value, verified]) =>
        fact('FactEstablished', { factId: uuid(n), topic: about, value, ...(verified ? { verifiedBy: 'photo' } : {}) }),
      ),
    fc.tuple(few, text).map(([n, note]) => fact('NoteAdded', { noteId: uuid(n), text: note, attempt: n % 2 === 0 })),
    fc.tuple(few, text).map(([n, question]) => fact('QuestionRaised', { questionId: uuid(n), text: question })),
    fc.tuple(few, text).map(([n, answer]) => fact('QuestionAnswered', { questionId: uuid(n), answer })),
    fc
      .tuple(few, topic, text)
      .map(([n, about, value]) =>
        fact('StatementMade', { statementId: uuid(n), topic: about, value, basis: 'UNVERIFIED' }),
      ),
    fc.tuple(few, due).map(([n, by]) => fact('PromiseMade', aPromise(n, by))),
    fc.tuple(few, due).map(([n, by]) =>
      fact('PromiseRenegotiated', {
        promiseId: uuid(n),
        from: by,
        due: by,
        firstDue: by,
        contactId: uuid(30),
        reason: 'no stock',
      }),
    ),
    few.map((n) => fact('PromiseKept', { promiseId: uuid(n), keptAt: '2026-03-02T09:04:00.000Z' })),
    few.map((n) => fact('PromiseBroken', { promiseId: uuid(n), due: '2026-03-03T16:00:00.000Z', cause: 'OVERDUE' })),
    few.map((n) => fact('PromiseCancelled', { promiseId: uuid(n), reason: 'no stock', conditionFalse: true })),
    few.map((n) => fact('PromiseReleased', { promiseId: uuid(n), contactId: uuid(30) })),
    fc.tuple(few, department, department).map(([n, from, to]) => fact('TransferOffered', anOffer(n, from, to))),
    fc
      .tuple(few, department, department)
      .map(([n, from, to]) => fact('TransferAccepted', { transferId: uuid(n), from, to, holder: 'ben' })),
    fc
      .tuple(few, department, department)
      .map(([n, from, to]) => fact('TransferDeclined', { transferId: uuid(n), from, to, reason: 'not ours' })),
    fc.tuple(department, department).map(([from, to]) => fact('TransferObserved', { from, to })),
    fc.tuple(few, department, due).map(([n, to, by]) => fact('ConsultRequested', aConsult(n, to, by))),
    fc
      .tuple(few, department, text)
      .map(([n, from, answer]) => fact('ConsultAnswered', { consultId: uuid(n), department: from, answer })),
    fc.tuple(few, text).map(([n, reason]) => fact('ConsultWithdrawn', { consultId: uuid(n), reason })),
    fc.constantFrom('ines', 'ben').map((holder) => fact('CaseClaimed', { holder })),
    fc.constantFrom(
      fact('CaseReleased', {}),
      fact('WaitStarted', { on: 'VENDOR' }),
      fact('WaitEnded', {}),
      fact('CaseResolved', { resolution: 'one returned' }),
      fact('CaseReopened', {}),
      fact('CaseClosed', {}),
    ),
    few.map((n) => fact('CustomerRetold', { retellId: uuid(n), topic: 'serial number', factId: uuid(20) })),
  );
}
