import {
  LinkKind,
  Weekday,
  type CaseFact,
  type Given,
  type ReadBack,
  type StatementBasis,
  type TransferMode,
  type TransferReason,
} from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import { workingCalendar } from '@baton/working-calendar';
import { mergedInto, noCase, openConsults, openPromises, type CaseState } from '../case.state.js';
import type { ClosedDoor } from '../department-directory.js';
import type { DoorFacts } from '../guards.js';
import {
  AcceptTransfer,
  acceptTransfer,
  type AcceptTransferFacts,
} from '../commands/accept-transfer/accept-transfer.decision.js';
import { AddNote, addNote } from '../commands/add-note/add-note.decision.js';
import { AmendBrief, amendBrief } from '../commands/amend-brief/amend-brief.decision.js';
import { AnswerConsult, answerConsult } from '../commands/answer-consult/answer-consult.decision.js';
import { AnswerQuestion, answerQuestion } from '../commands/answer-question/answer-question.decision.js';
import {
  ArbitrateAssignment,
  arbitrateAssignment,
} from '../commands/arbitrate-assignment/arbitrate-assignment.decision.js';
import { AssignCaseLead, assignCaseLead } from '../commands/assign-case-lead/assign-case-lead.decision.js';
import { BreakPromise, breakPromise } from '../commands/break-promise/break-promise.decision.js';
import { CancelPromise, cancelPromise } from '../commands/cancel-promise/cancel-promise.decision.js';
import { ClaimCase, claimCase } from '../commands/claim-case/claim-case.decision.js';
import { CloseCase, closeCase } from '../commands/close-case/close-case.decision.js';
import { CorrectContact, correctContact } from '../commands/correct-contact/correct-contact.decision.js';
import { DeclineTransfer, declineTransfer } from '../commands/decline-transfer/decline-transfer.decision.js';
import { EscalateConsult, escalateConsult } from '../commands/escalate-consult/escalate-consult.decision.js';
import { EstablishFact, establishFact } from '../commands/establish-fact/establish-fact.decision.js';
import { ExpireTransfer, expireTransfer } from '../commands/expire-transfer/expire-transfer.decision.js';
import {
  InformCustomerOfTransfer,
  informCustomerOfTransfer,
} from '../commands/inform-customer-of-transfer/inform-customer-of-transfer.decision.js';
import { KeepPromise, keepPromise } from '../commands/keep-promise/keep-promise.decision.js';
import { LinkCases, linkCases } from '../commands/link-cases/link-cases.decision.js';
import { MakePromise, makePromise } from '../commands/make-promise/make-promise.decision.js';
import { MakeStatement, makeStatement } from '../commands/make-statement/make-statement.decision.js';
import type { Burden } from '../commands/merge-cases/burden.js';
import {
  MergeCases,
  mergeAsDuplicate,
  mergeAsSurvivor,
  type MergeFacts,
} from '../commands/merge-cases/merge-cases.decision.js';
import { OfferTransfer, offerTransfer } from '../commands/offer-transfer/offer-transfer.decision.js';
import { OpenCase, openCase } from '../commands/open-case/open-case.decision.js';
import { RaiseQuestion, raiseQuestion } from '../commands/raise-question/raise-question.decision.js';
import { RaiseWaitingAlarm, raiseWaitingAlarm } from '../commands/raise-waiting-alarm/raise-waiting-alarm.decision.js';
import { RateCase, rateCase } from '../commands/rate-case/rate-case.decision.js';
import { RateHandoff, rateHandoff } from '../commands/rate-handoff/rate-handoff.decision.js';
import { RecallTransfer, recallTransfer } from '../commands/recall-transfer/recall-transfer.decision.js';
import {
  RecordCallbackAttempt,
  recordCallbackAttempt,
} from '../commands/record-callback-attempt/record-callback-attempt.decision.js';
import { RecordContact, recordContact } from '../commands/record-contact/record-contact.decision.js';
import { RecordDeviation, recordDeviation } from '../commands/record-deviation/record-deviation.decision.js';
import { RecordRetell, recordRetell } from '../commands/record-retell/record-retell.decision.js';
import { ReleaseCase, releaseCase } from '../commands/release-case/release-case.decision.js';
import { ReleasePromise, releasePromise } from '../commands/release-promise/release-promise.decision.js';
import { RemindOfPromise, remindOfPromise } from '../commands/remind-of-promise/remind-of-promise.decision.js';
import {
  RenegotiatePromise,
  renegotiatePromise,
} from '../commands/renegotiate-promise/renegotiate-promise.decision.js';
import { ReopenCase, reopenCase } from '../commands/reopen-case/reopen-case.decision.js';
import { RequestConsult, requestConsult } from '../commands/request-consult/request-consult.decision.js';
import { ResolveCase, resolveCase } from '../commands/resolve-case/resolve-case.decision.js';
import {
  SupersedeStatement,
  supersedeStatement,
} from '../commands/supersede-statement/supersede-statement.decision.js';
import { UnlinkCases, unlinkCases } from '../commands/unlink-cases/unlink-cases.decision.js';
import { UnmergeCases, unmergeCases } from '../commands/unmerge-cases/unmerge-cases.decision.js';
import { WithdrawConsult, withdrawConsult } from '../commands/withdraw-consult/withdraw-consult.decision.js';
import type { DuplicatesFacts, SurvivorFacts } from '../owed-promises.js';
import { blockingLinks, duplicatesOf, waitingLinks, type Circle } from '../related.guards.js';
import type { Receiver } from '../receiver.guards.js';
import { readBack } from './case.happenings.js';
import type { PromiseHours } from '../promise-hours.js';
import { always, at, caseId, id, shortDays } from './case.scenarios.js';

export type Decision = Decide<CaseState, CaseFact>;

/** What a move is made of: the case as it stands, who asks, and numbers that choose among what there is. */
export interface Occasion {
  readonly state: CaseState;
  readonly given: Given;
  /** One of the list, by the next of the move's numbers. */
  pick<T>(list: readonly T[]): T;
  /** An instant so many seconds from now: one of these. */
  around(...seconds: number[]): string;
}

type Move = (occasion: Occasion) => {
  readonly command: DescribedClass;
  readonly body: object;
  readonly decide: Decision;
};

const move =
  <C extends object, Facts = undefined>(
    command: DescribedClass<C>,
    decision: (command: C, given: Given, facts: Facts) => Decision,
    bodyOf: (occasion: Occasion) => C,
    factsOf: (occasion: Occasion) => Facts = () => undefined as Facts,
  ): Move =>
  (occasion) => {
    const body = bodyOf(occasion);
    return { command, body, decide: decision(body, occasion.given, factsOf(occasion)) };
  };

const DEPARTMENTS = ['front-office', 'repair', 'sales'];
const TOPICS = ['date of repair', 'Date of  repair', 'price'];

/** Mostly the first, seldom one of the others. */
const mostly = <T>({ pick }: Occasion, usual: T, ...others: T[]): T =>
  pick([...Array<T>(others.length * 5).fill(usual), ...others]);
const optional = <K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
/** By the hours of day of a department, of a customer, or of neither. */
const hoursOf = (occasion: Occasion): PromiseHours => ({
  department: mostly(occasion, undefined, shortDays),
  customer: mostly(occasion, {}, { quietFrom: '20:00', quietUntil: '08:00', zone: 'Europe/Vienna' }),
});
const known = (occasion: Occasion) => ({ departmentKnown: mostly(occasion, true, false) });

const receiver = ({ pick }: Occasion): Receiver => {
  const skills = pick([[], ['pumps'], ['gas']]);
  const ready: Receiver = { open: true, agents: 2, atWork: 2, free: 1, skills, backlogs: [] };
  const accepted = [7, 6, 5, 4, 3].map((hours) => at(`0${8 - hours}:00`));
  const backlog = { limitOf: 'DEPARTMENT', of: 'repair', limit: 3, cases: 3, waiting: 0 } as const;
  return pick<Receiver>([
    ready,
    { ...ready, open: false, opensAt: at('08:00', 9) },
    { ...ready, free: 0 },
    { ...ready, agents: 0, staying: 0 },
    { ...ready, backlogs: [{ ...backlog, accepted }] },
    { ...ready, backlogs: [{ ...backlog, waiting: 4, accepted: [] }] },
  ]);
};

/** Ten minutes a day, about eleven in the morning in UTC: what waits then has soon waited for an opening day. */
const aroundMidnight = workingCalendar({
  version: 'repair@2',
  zone: 'Pacific/Auckland',
  weekly: Weekday.values.flatMap((day) => [
    { day, from: '00:00', until: '00:05' },
    { day, from: '23:55', until: '24:00' },
  ]),
  holidays: [],
  exceptions: [],
});

/** A read-back of what is done a day from now, or was a moment ago. */
const aheadOf = (occasion: Occasion): ReadBack => ({
  ...readBack,
  by: new Date(Date.parse(occasion.given.now) + mostly(occasion, 86_400_000, -1)).toISOString(),
});

const suggestion = { rules: 'suggest-departments@4', rank: 1, position: '41', seal: 'as it was given' };
const suggestedTo = ({ pick }: Occasion): (() => boolean) => (pick([true, false]) ? () => true : () => false);

const door = (occasion: Occasion): DoorFacts => ({
  door: mostly<ClosedDoor | undefined>(
    occasion,
    undefined,
    { why: 'AWAY', until: at('12:00', 9), standIn: 'rosa' },
    { why: 'LEAVING' },
    { why: 'GONE' },
    { why: 'ELSEWHERE', department: 'sales' },
    { why: 'UNREGISTERED', department: 'repair' },
  ),
});

/** What is known of the case into which this one was merged: mostly its own department answers for that one, too. */
const survivor = (occasion: Occasion): SurvivorFacts => {
  const into = mergedInto(occasion.state);
  if (into === undefined) return {};
  const { accountable } = occasion.state;
  return { survivor: { caseId: into, accountable: mostly(occasion, accountable, 'sales', 'repair') } };
};

/** What is known of the cases merged into this one: some have promised something. */
const duplicates = (occasion: Occasion): DuplicatesFacts => ({
  duplicates: duplicatesOf(occasion.state).map((caseId) => {
    const promise = [...occasion.state.promises.values()][0];
    const promises =
      promise && occasion.pick([true, false]) ? noCase.promises.set(id('of a duplicate'), promise) : noCase.promises;
    return { ...noCase, caseId, promises };
  }),
});

const contactDetails = (occasion: Occasion) => ({
  ...optional('direction', occasion.pick(['INBOUND', 'OUTBOUND', 'OUTBOUND'] as const)),
  channel: occasion.pick(['PHONE', 'EMAIL'] as const),
  participants: mostly(occasion, ['Anna Kern'], []),
  startedAt: occasion.around(-900, -600),
  endedAt: mostly(occasion, occasion.around(-60, 0), occasion.around(60), occasion.around(-1000)),
  ...optional('disposition', occasion.pick(['FOLLOW_UP', 'FOLLOW_UP', 'ANSWERED', 'NO_RESULT', undefined] as const)),
  matter: 'The washing machine stands still',
  ...optional('abandoned', mostly(occasion, undefined, true)),
});
const contactIn = (occasion: Occasion) => {
  const ids = occasion.state.contacts.valueSeq().sortBy((contact) => -contact.revision);
  const [last = id('no contact'), ...others] = ids.map((contact) => contact.contactId);
  return occasion.pick([last, last, last, ...others, id('no contact')]);
};
const promiseIn = (occasion: Occasion) => {
  const open = openPromises(occasion.state).map((promise) => promise.promiseId);
  return occasion.pick([...open, ...open, ...open, ...occasion.state.promises.keySeq(), id('no promise')]);
};
const transferIn = (occasion: Occasion) =>
  occasion.pick([undefined, undefined, undefined, ...occasion.state.transfers.keySeq()]);

const consultIn = (occasion: Occasion) => {
  const open = openConsults(occasion.state).map((consult) => consult.consultId);
  return occasion.pick([...open, ...open, ...open, ...occasion.state.consults.keySeq(), id('no consult')]);
};

const statement = (occasion: Occasion) => ({
  topic: occasion.pick(TOPICS),
  value: occasion.pick(['On Tuesday', 'On Thursday', '90 euros']),
  basis: occasion.pick<StatementBasis>(['EVENT', 'DOCUMENT', 'UNVERIFIED']),
  ...optional('basisRevision', occasion.pick([undefined, 0, occasion.state.revision, occasion.state.revision + 1])),
  ...optional('basisDocument', occasion.pick([undefined, 'Plan of repair'])),
  ...optional('basisAsOf', occasion.pick([undefined, occasion.around(-7200, 0, 1)])),
  ...optional('validUntil', occasion.pick([undefined, undefined, occasion.around(-1, 0, 3600)])),
});

/** Every command on a case, as somebody might issue it: mostly sensible, sometimes not. */
export const moves = {
  OpenCase: move(
    OpenCase,
    openCase,
    (occasion) => ({
      caseId,
      customerId: id('Anna Kern'),
      ...optional('department', mostly(occasion, undefined, ...DEPARTMENTS)),
      matter: 'The washing machine stands still',
      kind: occasion.pick(['FAULT', 'QUESTION', 'COMPLAINT'] as const),
      customerState: occasion.pick(['CALM', 'CALM', 'VULNERABLE'] as const),
      ...optional('urgency', occasion.pick([undefined, 'CRITICAL'] as const)),
      ...optional('legalDeadline', occasion.pick([undefined, undefined, at('12:00', 9)])),
      contact: {
        ...contactDetails(occasion),
        direction: 'INBOUND' as const,
        participants: ['Anna Kern'],
        startedAt: occasion.around(-900),
        endedAt: occasion.around(-60),
        disposition: 'FOLLOW_UP' as const,
      },
    }),
    () => ({ departmentKnown: true, customerKnown: true }),
  ),
  RecordContact: move(RecordContact, recordContact, (occasion) => ({
    caseId,
    contact: {
      ...contactDetails(occasion),
      ...optional('contactId', occasion.pick([undefined, undefined, undefined, contactIn(occasion)])),
    },
  })),
  CorrectContact: move(CorrectContact, correctContact, (occasion) => ({
    caseId,
    contactId: contactIn(occasion),
    ...occasion.pick<Partial<CorrectContact>>([
      {},
      { channel: 'LETTER' },
      { endedAt: occasion.around(-60, 60) },
      { startedAt: occasion.around(-60, -9000) },
      { abandoned: false },
      { participants: [] },
      { disposition: 'NO_RESULT' },
    ]),
    reason: 'Mistyped',
  })),
  AddNote: move(AddNote, addNote, ({ pick }) => ({
    caseId,
    text: 'Restarted the machine',
    ...optional('attempt', pick([undefined, true])),
  })),
  EstablishFact: move(EstablishFact, establishFact, ({ pick, around }) => ({
    caseId,
    topic: pick(TOPICS),
    value: pick(['Ring 1', 'Ring 2']),
    ...optional('verifiedBy', pick([undefined, 'Passport', 'Invoice'])),
    ...optional('freshUntil', pick([undefined, around(-1, 0, 3600)])),
  })),
  RaiseQuestion: move(
    RaiseQuestion,
    raiseQuestion,
    ({ pick }) => ({
      caseId,
      text: pick(['Is there a pump?', 'Who pays?']),
      ...optional('department', pick([undefined, 'repair'])),
    }),
    known,
  ),
  AnswerQuestion: move(AnswerQuestion, answerQuestion, ({ state, pick }) => ({
    caseId,
    questionId: pick([...state.questions.keySeq(), id('no question')]),
    answer: pick(['Yes', 'No']),
  })),
  RecordRetell: move(RecordRetell, recordRetell, (occasion) => ({
    caseId,
    topic: occasion.pick(TOPICS),
    ...optional('contactId', occasion.pick([undefined, contactIn(occasion)])),
  })),
  RecordDeviation: move(RecordDeviation, recordDeviation, () => ({
    caseId,
    procedure: 'loan devices',
    deviation: 'Lent the display model',
    reason: 'She cannot wait',
  })),
  ClaimCase: move(ClaimCase, claimCase, () => ({ caseId }), door),
  ReleaseCase: move(ReleaseCase, releaseCase, () => ({ caseId })),
  OfferTransfer: move(
    OfferTransfer,
    offerTransfer,
    (occasion) => ({
      caseId,
      to: occasion.pick(DEPARTMENTS),
      ...optional('mode', mostly(occasion, undefined, 'CONFERENCE' as const)),
      reason: mostly<TransferReason>(occasion, 'SKILL_NEEDED', 'ABSENCE_OR_SHIFT'),
      ask: 'replace the pump',
      ...optional('ifThen', mostly(occasion, ['If there is no pump, lend a machine'], [], undefined)),
      ...optional('noneVerified', mostly(occasion, true, undefined)),
      ...optional('mode', mostly<TransferMode | undefined>(occasion, undefined, 'BLIND', 'CONSULT')),
      ...mostly<Partial<OfferTransfer>>(occasion, {}, { skill: 'pumps' }, { suggestion }),
    }),
    (occasion) => ({
      unknown: mostly<string[]>(occasion, [], ['repair']),
      calendar: occasion.pick([always, aroundMidnight]),
      receiver: receiver(occasion),
      sender: mostly<ClosedDoor | undefined>(occasion, undefined, { why: 'AWAY', until: at('12:00', 9) }),
      suggestedTo: suggestedTo(occasion),
      ...duplicates(occasion),
    }),
  ),
  AcceptTransfer: move(
    AcceptTransfer,
    acceptTransfer,
    (occasion) => ({
      caseId,
      ...optional('transferId', transferIn(occasion)),
      ...optional('readBack', occasion.pick([undefined, aheadOf(occasion), aheadOf(occasion)])),
      ...optional(
        'staying',
        occasion.pick([undefined, undefined, [{ promiseId: promiseIn(occasion), reason: 'Ines knows her' }]]),
      ),
    }),
    (occasion): AcceptTransferFacts => ({ ...door(occasion), ...duplicates(occasion) }),
  ),
  DeclineTransfer: move(
    DeclineTransfer,
    declineTransfer,
    (occasion) => ({
      caseId,
      ...optional('transferId', transferIn(occasion)),
      reason: 'Not our product',
      ...optional('suggestedDepartment', occasion.pick([undefined, ...DEPARTMENTS])),
      ...optional('suggestionUnknown', occasion.pick([undefined, true])),
    }),
    known,
  ),
  RecallTransfer: move(RecallTransfer, recallTransfer, (occasion) => ({
    caseId,
    ...optional('transferId', transferIn(occasion)),
    reason: 'Solved meanwhile',
  })),
  ExpireTransfer: move(ExpireTransfer, expireTransfer, (occasion) => ({
    caseId,
    transferId: transferIn(occasion) ?? occasion.state.openTransferId ?? id('no transfer'),
  })),
  AmendBrief: move(AmendBrief, amendBrief, ({ state, pick }) => ({
    caseId,
    transferId: pick([...state.transfers.keySeq(), id('no transfer')]),
    correction: 'It is the other machine',
  })),
  RaiseWaitingAlarm: move(RaiseWaitingAlarm, raiseWaitingAlarm, (occasion) => ({
    caseId,
    transferId: occasion.pick([...occasion.state.transfers.keySeq(), id('no transfer')]),
  })),
  ArbitrateAssignment: move(
    ArbitrateAssignment,
    arbitrateAssignment,
    (occasion) => ({ caseId, to: occasion.pick(DEPARTMENTS), reason: 'Repair has the parts' }),
    known,
  ),
  AssignCaseLead: move(
    AssignCaseLead,
    assignCaseLead,
    ({ pick }) => ({ caseId, lead: pick(['otto', 'tom']), reason: 'He knows the customer' }),
    (occasion) => ({ leadWorksIn: mostly(occasion, 'repair', undefined) }),
  ),
  InformCustomerOfTransfer: move(InformCustomerOfTransfer, informCustomerOfTransfer, (occasion) => ({
    caseId,
    ...mostly<Partial<InformCustomerOfTransfer>>(
      occasion,
      { contactId: contactIn(occasion) },
      { waiver: 'UNREACHABLE' },
      {},
    ),
    ...optional('nextBy', occasion.pick([occasion.around(3600), occasion.around(3600), undefined])),
  })),
  RateHandoff: move(RateHandoff, rateHandoff, (occasion) => ({
    caseId,
    ...optional('transferId', transferIn(occasion)),
    score: occasion.pick([2, 5]),
  })),
  RateCase: move(RateCase, rateCase, (occasion) => ({
    caseId,
    contactId: contactIn(occasion),
    score: occasion.pick([1, 4]),
  })),
  RequestConsult: move(
    RequestConsult,
    requestConsult,
    (occasion) => ({
      caseId,
      to: occasion.pick(DEPARTMENTS),
      channel: occasion.pick(['CHAT', 'PHONE'] as const),
      question: occasion.pick(['Is it under warranty?', 'is it under  warranty?', 'Is there a pump?']),
      due: mostly(occasion, occasion.around(3600, 86_400), occasion.around(0, -60)),
    }),
    known,
  ),
  AnswerConsult: move(
    AnswerConsult,
    answerConsult,
    (occasion) => ({
      caseId,
      consultId: consultIn(occasion),
      answer: occasion.pick(['Yes', 'No']),
      ...optional('answeredBy', occasion.pick([undefined, undefined, 'sara'])),
    }),
    () => ({ answeredByWorksIn: 'sales' }),
  ),
  WithdrawConsult: move(WithdrawConsult, withdrawConsult, (occasion) => ({
    caseId,
    consultId: consultIn(occasion),
    reason: 'Found the bill',
  })),
  EscalateConsult: move(EscalateConsult, escalateConsult, (occasion) => ({ caseId, consultId: consultIn(occasion) })),
  MakePromise: move(
    MakePromise,
    makePromise,
    (occasion) => ({
      caseId,
      ...optional('department', mostly(occasion, undefined, 'sales')),
      ...optional('beneficiary', mostly(occasion, occasion.pick(['Anna Kern', 'anna  kern', 'Karl Kern']), undefined)),
      action: mostly(occasion, 'Repair calls with the date', 'Someone will call'),
      callback: occasion.pick([true, false]),
      due: occasion.around(0, 3600, 7200, 86_400, 86_400, 86_400),
      ...optional('from', mostly(occasion, undefined, occasion.around(600, 9000))),
      zone: mostly(occasion, 'Europe/Vienna', 'Europe/Wien'),
      channel: 'PHONE' as const,
      evidence: 'The call is recorded',
      ...optional('condition', occasion.pick([undefined, 'The pump comes today'])),
      contactId: contactIn(occasion),
    }),
    (occasion) => ({ ...known(occasion), ...hoursOf(occasion) }),
  ),
  KeepPromise: move(
    KeepPromise,
    keepPromise,
    (occasion) => ({
      caseId,
      promiseId: promiseIn(occasion),
      ...optional('contactId', occasion.pick([undefined, contactIn(occasion), contactIn(occasion)])),
      ...optional('delivery', occasion.pick([undefined, 'Parcel 77'])),
      ...optional('keptAt', occasion.pick([undefined, occasion.around(-3600, 0, 60)])),
    }),
    survivor,
  ),
  RenegotiatePromise: move(
    RenegotiatePromise,
    renegotiatePromise,
    (occasion) => ({
      caseId,
      promiseId: promiseIn(occasion),
      due: occasion.around(0, 3600, 7200, 90_000, 90_000, 400_000_000),
      ...optional('from', mostly(occasion, undefined, occasion.around(0, 7200))),
      contactId: contactIn(occasion),
      reason: 'The pump is late',
    }),
    (occasion) => ({ ...hoursOf(occasion), ...survivor(occasion) }),
  ),
  ReleasePromise: move(ReleasePromise, releasePromise, (occasion) => ({
    caseId,
    promiseId: promiseIn(occasion),
    contactId: contactIn(occasion),
  })),
  CancelPromise: move(
    CancelPromise,
    cancelPromise,
    (occasion) => ({
      caseId,
      promiseId: promiseIn(occasion),
      reason: 'There is no pump',
      ...optional('conditionFalse', occasion.pick([undefined, true])),
    }),
    survivor,
  ),
  BreakPromise: move(BreakPromise, breakPromise, (occasion) => ({ caseId, promiseId: promiseIn(occasion) })),
  RecordCallbackAttempt: move(
    RecordCallbackAttempt,
    recordCallbackAttempt,
    (occasion) => ({
      caseId,
      promiseId: promiseIn(occasion),
      outcome: occasion.pick(['NO_ANSWER', 'BUSY', 'VOICEMAIL', 'NOT_DELIVERABLE', 'REACHED'] as const),
    }),
    (occasion) => ({ ...hoursOf(occasion), ...survivor(occasion) }),
  ),
  RemindOfPromise: move(
    RemindOfPromise,
    remindOfPromise,
    (occasion) => ({ caseId, promiseId: promiseIn(occasion) }),
    survivor,
  ),
  MakeStatement: move(MakeStatement, makeStatement, (occasion) => ({ caseId, ...statement(occasion) })),
  SupersedeStatement: move(SupersedeStatement, supersedeStatement, (occasion) => ({
    caseId,
    ...statement(occasion),
    statementId: occasion.pick([
      ...occasion.state.statements.valueSeq().map((told) => told.statementId),
      id('no statement'),
    ]),
    reason: 'The technician is ill',
  })),
  ResolveCase: move(
    ResolveCase,
    resolveCase,
    (occasion) => ({
      caseId,
      resolution: occasion.pick(['The pump was replaced', 'It was not plugged in']),
      ...optional('contactId', occasion.pick([undefined, contactIn(occasion)])),
    }),
    (occasion) => ({
      duplicates: duplicatesOf(occasion.state).filter(() => mostly(occasion, true, false)),
      promises: [],
      unread: mostly(occasion, 0, 1),
      blocking: blockingLinks(occasion.state).map(({ other }) => ({
        caseId: other,
        settled: mostly(occasion, true, false),
        accountable: 'sales',
      })),
    }),
  ),
  LinkCases: move(
    LinkCases,
    linkCases,
    (occasion) => ({
      caseId,
      other: mostly(occasion, id(occasion.pick(['case of sales', 'case of repair'])), caseId),
      kind: occasion.pick(LinkKind.values),
      ...optional('reason', occasion.pick([undefined, 'The same machine'])),
    }),
    (occasion) => ({ circle: mostly<Circle>(occasion, 'NONE', 'CLOSED', 'TOO_LONG') }),
  ),
  MergeCases: move(
    MergeCases,
    (command: MergeCases, given, facts: MergeFacts) =>
      command.caseId === caseId ? mergeAsDuplicate(command, given, facts) : mergeAsSurvivor(command, given),
    (occasion) => {
      const other = mostly(occasion, id(occasion.pick(['case of sales', 'case of repair'])), caseId);
      const [duplicate, into] = occasion.pick([
        [caseId, other],
        [other, caseId],
      ] as const);
      return { caseId: duplicate, into, reason: 'The same machine' };
    },
    (occasion) => ({
      customerOfSurvivor: occasion.pick([id('Anna Kern'), undefined, id('Karl Kern')]),
      survivor: occasion.pick<Burden>([
        { alarmLevel: 'ARBITRATION', led: true, tier: 5 },
        { alarmLevel: undefined, led: false, tier: 5 },
        { alarmLevel: undefined, led: false, tier: 1 },
      ]),
      circle: mostly<Circle>(occasion, 'NONE', 'CLOSED', 'TOO_LONG'),
    }),
  ),
  UnmergeCases: move(
    UnmergeCases,
    unmergeCases,
    (occasion) => ({
      caseId,
      mergeId: mostly(occasion, occasion.state.merges.keySeq().first() ?? id('no merge'), id('no merge')),
      reason: 'They are two machines',
    }),
    (occasion) => ({ otherAccountable: occasion.pick(DEPARTMENTS), again: occasion.pick([undefined, {}]) }),
  ),
  UnlinkCases: move(
    UnlinkCases,
    unlinkCases,
    (occasion) => ({
      caseId,
      linkId: occasion.pick([...occasion.state.links.keySeq(), id('no link')]),
      reason: 'They are two machines',
    }),
    (occasion) => ({ answering: [occasion.pick(DEPARTMENTS)] }),
  ),
  ReopenCase: move(
    ReopenCase,
    reopenCase,
    () => ({ caseId, reason: 'It stands still again' }),
    ({ state, pick }) => ({
      resolvedWaiting: waitingLinks(state)
        .filter(() => pick([true, false]))
        .map(({ other }) => ({ caseId: other, accountable: 'sales' })),
    }),
  ),
  CloseCase: move(CloseCase, closeCase, () => ({ caseId })),
} satisfies Record<string, Move>;
export type MoveName = keyof typeof moves;
