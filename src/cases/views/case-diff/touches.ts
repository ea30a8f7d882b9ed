import type { CaseFact } from '@baton/contracts';
import type { CaseEvent } from '../../case.state.js';
import { spelling } from '../../spelling.js';
import type { EventOf } from '../case-trail/sentence.js';

type Touches = { readonly [T in CaseFact['type']]: (event: EventOf<T>) => readonly string[] };

const contact = ({ data }: EventOf<'ContactRecorded' | 'ContactCorrected'>): string[] => [`contact ${data.contactId}`];
const promise = ({
  data,
}: EventOf<
  | 'PromiseMade'
  | 'PromiseKept'
  | 'PromiseBroken'
  | 'PromiseRenegotiated'
  | 'PromiseReleased'
  | 'PromiseCancelled'
  | 'PromiseAssumed'
  | 'CallbackAttempted'
>): string[] => [`promise ${data.promiseId}`];
const transfer = ({
  data,
}: EventOf<'TransferOffered' | 'TransferRecalled' | 'CustomerInformedOfTransfer' | 'HandoffRated'>): string[] => [
  `transfer ${data.transferId}`,
];
const question = ({ data }: EventOf<'QuestionRaised' | 'QuestionAnswered'>): string[] => [
  `question ${data.questionId}`,
];
const consult = ({ data }: EventOf<'ConsultRequested' | 'ConsultAnswered' | 'ConsultWithdrawn'>): string[] => [
  `consult ${data.consultId}`,
];
const link = ({ data }: EventOf<'CaseLinked' | 'CaseUnlinked'>): string[] => [`link ${data.linkId}`];
const merge = ({ data }: EventOf<'CasesMerged' | 'CasesUnmerged'>): string[] => [
  'status',
  'holder',
  `merge ${data.mergeId}`,
];
const nothing = (): string[] => [];

/** Which aspects each word may change. A word the language gains makes this line fail to compile until it is said here. */
const touches: Touches = {
  CaseOpened: ({ data }) => [
    'status',
    'accountable',
    'chain',
    ...(data.contact ? [`contact ${data.contact.contactId}`] : []),
  ],
  CaseClaimed: () => ['holder'],
  CaseReleased: () => ['holder'],
  WaitStarted: () => ['waiting'],
  WaitEnded: () => ['waiting'],
  WorkReported: nothing,
  CaseResolved: () => ['status', 'resolution', 'holder', 'waiting'],
  CaseReopened: () => ['status', 'resolution'],
  CaseClosed: () => ['status', 'holder', 'waiting'],
  ContactRecorded: contact,
  ContactCorrected: contact,
  CustomerRetold: () => ['retells'],
  NoteAdded: ({ data, revision }) => (data.attempt ? [`attempt ${revision}`] : []),
  FactEstablished: ({ data }) => [`fact ${spelling(data.topic)}`],
  QuestionRaised: question,
  QuestionAnswered: question,
  TransferOffered: transfer,
  TransferAccepted: ({ data }) => ['accountable', 'chain', 'holder', `transfer ${data.transferId}`],
  TransferDeclined: ({ data, revision }) => [`transfer ${data.transferId}`, `attempt ${revision}`],
  TransferRecalled: transfer,
  TransferObserved: () => ['accountable', 'chain', 'holder'],
  TransferExpired: ({ data, revision }) => [`transfer ${data.transferId}`, `attempt ${revision}`],
  CustomerInformedOfTransfer: transfer,
  HandoffRated: transfer,
  AssignmentArbitrated: ({ data }) => [
    'accountable',
    'chain',
    'holder',
    ...(data.transferId === undefined ? [] : [`transfer ${data.transferId}`]),
  ],
  BriefAmended: nothing,
  ConsultRequested: consult,
  ConsultAnswered: consult,
  ConsultWithdrawn: consult,
  ChainAlarmRaised: () => ['alarm'],
  EscalationRaised: nothing,
  CaseLeadAssigned: () => ['lead'],
  CaseLinked: link,
  CaseUnlinked: link,
  CasesMerged: merge,
  CasesUnmerged: merge,
  CaseRated: () => ['rating'],
  PromiseMade: promise,
  PromiseKept: promise,
  PromiseBroken: promise,
  PromiseRenegotiated: promise,
  PromiseReleased: promise,
  PromiseCancelled: promise,
  PromiseAssumed: promise,
  PromiseRetained: nothing,
  PromiseReminderDue: nothing,
  CallbackAttempted: promise,
  StatementMade: ({ data }) => [`statement ${spelling(data.topic)}`],
  StatementSuperseded: nothing,
  ProcedureDeviated: ({ revision }) => [`attempt ${revision}`],
};

/** The keys of the aspects (see `aspectsOf`) that an event may change. */
export const touchedBy = (event: CaseEvent): readonly string[] =>
  (touches[event.type] as ((event: CaseEvent) => readonly string[]) | undefined)?.(event) ?? [];
