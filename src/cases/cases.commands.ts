import { streamOf } from '@baton/contracts';
import type { RegisteredCommand } from '../platform/commands/command-slice.js';
import { decisionSlice } from '../platform/commands/decision-slice.js';
import { processSlice } from '../platform/commands/process-slice.js';
import { caseAggregate } from './case-folds.state.js';
import { byPolicy, inHoursOfPromise, namingDepartment, onCase, takingWork, withSurvivor } from './command-kinds.js';
import { AcceptHandover } from './commands/accept-handover/accept-handover.decision.js';
import { AcceptHandoverProcess } from './commands/accept-handover/accept-handover.process.js';
import { AcceptTransfer, acceptTransfer } from './commands/accept-transfer/accept-transfer.decision.js';
import { AddNote, addNote } from './commands/add-note/add-note.decision.js';
import { AmendBrief, amendBrief } from './commands/amend-brief/amend-brief.decision.js';
import { AnswerConsult, answerConsult } from './commands/answer-consult/answer-consult.decision.js';
import { AnswerQuestion, answerQuestion } from './commands/answer-question/answer-question.decision.js';
import {
  ArbitrateAssignment,
  arbitrateAssignment,
} from './commands/arbitrate-assignment/arbitrate-assignment.decision.js';
import { AssignCaseLead, assignCaseLead } from './commands/assign-case-lead/assign-case-lead.decision.js';
import { BreakPromise, breakPromise } from './commands/break-promise/break-promise.decision.js';
import { CancelPromise, cancelPromise } from './commands/cancel-promise/cancel-promise.decision.js';
import { ClaimCase, claimCase } from './commands/claim-case/claim-case.decision.js';
import { CloseCase, closeCase } from './commands/close-case/close-case.decision.js';
import { CorrectContact, correctContact } from './commands/correct-contact/correct-contact.decision.js';
import { DeclineTransfer, declineTransfer } from './commands/decline-transfer/decline-transfer.decision.js';
import { EscalateConsult, escalateConsult } from './commands/escalate-consult/escalate-consult.decision.js';
import { EstablishFact, establishFact } from './commands/establish-fact/establish-fact.decision.js';
import { ExpireTransfer, expireTransfer } from './commands/expire-transfer/expire-transfer.decision.js';
import { FinishTie } from './commands/finish-tie/finish-tie.decision.js';
import { FinishTieProcess } from './commands/finish-tie/finish-tie.process.js';
import { FinishHandover } from './commands/finish-handover/finish-handover.decision.js';
import { FinishHandoverProcess } from './commands/finish-handover/finish-handover.process.js';
import { HandOverShift } from './commands/hand-over-shift/hand-over-shift.decision.js';
import { HandOverShiftProcess } from './commands/hand-over-shift/hand-over-shift.process.js';
import {
  InformCustomerOfTransfer,
  informCustomerOfTransfer,
} from './commands/inform-customer-of-transfer/inform-customer-of-transfer.decision.js';
import { KeepPromise, keepPromise } from './commands/keep-promise/keep-promise.decision.js';
import { LinkCases } from './commands/link-cases/link-cases.decision.js';
import { LinkCasesProcess } from './commands/link-cases/link-cases.process.js';
import { MakePromise, makePromise } from './commands/make-promise/make-promise.decision.js';
import { MakeStatement, makeStatement } from './commands/make-statement/make-statement.decision.js';
import { MergeCases } from './commands/merge-cases/merge-cases.decision.js';
import { MergeCasesProcess } from './commands/merge-cases/merge-cases.process.js';
import { OfferTransfer, offerTransfer } from './commands/offer-transfer/offer-transfer.decision.js';
import { caseIdOf, OpenCase, openCase } from './commands/open-case/open-case.decision.js';
import { RaiseQuestion, raiseQuestion } from './commands/raise-question/raise-question.decision.js';
import { RaiseWaitingAlarm, raiseWaitingAlarm } from './commands/raise-waiting-alarm/raise-waiting-alarm.decision.js';
import { RateCase, rateCase } from './commands/rate-case/rate-case.decision.js';
import { RateHandoff, rateHandoff } from './commands/rate-handoff/rate-handoff.decision.js';
import { RecallTransfer, recallTransfer } from './commands/recall-transfer/recall-transfer.decision.js';
import {
  RecordCallbackAttempt,
  recordCallbackAttempt,
} from './commands/record-callback-attempt/record-callback-attempt.decision.js';
import { RecordContact, recordContact } from './commands/record-contact/record-contact.decision.js';
import { RecordDeviation, recordDeviation } from './commands/record-deviation/record-deviation.decision.js';
import { RecordRetell, recordRetell } from './commands/record-retell/record-retell.decision.js';
import { ReleaseCase, releaseCase } from './commands/release-case/release-case.decision.js';
import { ReleasePromise, releasePromise } from './commands/release-promise/release-promise.decision.js';
import { RemindOfPromise, remindOfPromise } from './commands/remind-of-promise/remind-of-promise.decision.js';
import { RenegotiatePromise, renegotiatePromise } from './commands/renegotiate-promise/renegotiate-promise.decision.js';
import { ReopenCase } from './commands/reopen-case/reopen-case.decision.js';
import { ReopenCaseProcess } from './commands/reopen-case/reopen-case.process.js';
import { RequestConsult, requestConsult } from './commands/request-consult/request-consult.decision.js';
import { ResolveCase } from './commands/resolve-case/resolve-case.decision.js';
import { ResolveCaseProcess } from './commands/resolve-case/resolve-case.process.js';
import { SupersedeStatement, supersedeStatement } from './commands/supersede-statement/supersede-statement.decision.js';
import { WithdrawConsult, withdrawConsult } from './commands/withdraw-consult/withdraw-consult.decision.js';
import { UnlinkCases } from './commands/unlink-cases/unlink-cases.decision.js';
import { UnlinkCasesProcess } from './commands/unlink-cases/unlink-cases.process.js';
import { UnmergeCases } from './commands/unmerge-cases/unmerge-cases.decision.js';
import { UnmergeCasesProcess } from './commands/unmerge-cases/unmerge-cases.process.js';
import { HoursOfPromises } from './hours-of-promises.js';
import { Neighbours } from './neighbours.js';
import { RemindedAgents } from './reminded-agents.js';
import { TransferFacts } from './transfer-facts.js';

/** Every command on a case. */
export const casesCommands: readonly RegisteredCommand[] = [
  decisionSlice({
    command: OpenCase,
    aggregate: caseAggregate,
    stream: (command: OpenCase, given) => streamOf('case', caseIdOf(command, given)),
    decide: openCase,
    facts: {
      from: Neighbours,
      gather: async (neighbours: Neighbours, command: OpenCase, given) => ({
        customerKnown: await neighbours.customerKnown(command.customerId),
        departmentKnown: await neighbours.departmentsKnown([command.department ?? given.by.department]),
        staying: await neighbours.staying(command.department),
      }),
    },
  }),
  onCase(RecordContact, recordContact),
  onCase(CorrectContact, correctContact),
  onCase(AddNote, addNote),
  onCase(EstablishFact, establishFact),
  namingDepartment(RaiseQuestion, raiseQuestion, (command) => [command.department]),
  onCase(AnswerQuestion, answerQuestion),
  onCase(RecordRetell, recordRetell),
  onCase(RecordDeviation, recordDeviation),
  takingWork(ClaimCase, claimCase),
  onCase(ReleaseCase, releaseCase),
  onCase(OfferTransfer, offerTransfer, {
    from: TransferFacts,
    gather: (transfers: TransferFacts, command: OfferTransfer, given) => transfers.offered(command, given),
  }),
  onCase(AcceptTransfer, acceptTransfer, {
    from: TransferFacts,
    gather: (transfers: TransferFacts, command: AcceptTransfer, given) => transfers.accepted(command, given),
  }),
  namingDepartment(DeclineTransfer, declineTransfer, (command) => [command.suggestedDepartment]),
  onCase(RecallTransfer, recallTransfer),
  byPolicy(ExpireTransfer, expireTransfer),
  onCase(AmendBrief, amendBrief),
  withSurvivor(InformCustomerOfTransfer, informCustomerOfTransfer),
  onCase(RateHandoff, rateHandoff),
  onCase(RateCase, rateCase),
  byPolicy(RaiseWaitingAlarm, raiseWaitingAlarm),
  onCase(ArbitrateAssignment, arbitrateAssignment, {
    from: Neighbours,
    gather: async (neighbours: Neighbours, { to }: ArbitrateAssignment) => ({
      departmentKnown: await neighbours.departmentsKnown([to]),
      staying: await neighbours.staying(to),
    }),
  }),
  onCase(AssignCaseLead, assignCaseLead, {
    from: Neighbours,
    gather: async (neighbours: Neighbours, { caseId, lead }: AssignCaseLead, { now }) => ({
      leadWorksIn: await neighbours.departmentOf(lead),
      door: await neighbours.closedDoorOf(lead, now, caseId),
    }),
  }),
  onCase(RequestConsult, requestConsult, {
    from: Neighbours,
    gather: async (neighbours: Neighbours, { caseId, to, toAgent }: RequestConsult, { now }) => ({
      departmentKnown: await neighbours.departmentsKnown([to]),
      staying: await neighbours.staying(to),
      toAgentWorksIn: await neighbours.departmentOf(toAgent),
      door: await neighbours.closedDoorOf(toAgent, now, caseId),
    }),
  }),
  onCase(AnswerConsult, answerConsult, {
    from: Neighbours,
    gather: async (neighbours: Neighbours, { answeredBy }: AnswerConsult) => ({
      answeredByWorksIn: await neighbours.departmentOf(answeredBy),
    }),
  }),
  onCase(WithdrawConsult, withdrawConsult),
  byPolicy(EscalateConsult, escalateConsult),
  onCase(MakePromise, makePromise, {
    from: HoursOfPromises,
    gather: (hours: HoursOfPromises, command: MakePromise) => hours.toMake(command),
  }),
  withSurvivor(KeepPromise, keepPromise),
  inHoursOfPromise(RenegotiatePromise, renegotiatePromise),
  inHoursOfPromise(RecordCallbackAttempt, recordCallbackAttempt),
  onCase(ReleasePromise, releasePromise),
  withSurvivor(CancelPromise, cancelPromise),
  withSurvivor(BreakPromise, breakPromise, { mutation: false }),
  onCase(
    RemindOfPromise,
    remindOfPromise,
    {
      from: RemindedAgents,
      gather: (agents: RemindedAgents, command: RemindOfPromise, { now }) => agents.of(command, now),
    },
    { mutation: false },
  ),
  onCase(MakeStatement, makeStatement),
  onCase(SupersedeStatement, supersedeStatement),
  processSlice({ command: ResolveCase, process: ResolveCaseProcess }),
  processSlice({ command: ReopenCase, process: ReopenCaseProcess }),
  onCase(CloseCase, closeCase),
  processSlice({ command: HandOverShift, process: HandOverShiftProcess }),
  processSlice({ command: FinishHandover, mutation: false, process: FinishHandoverProcess }),
  processSlice({ command: AcceptHandover, process: AcceptHandoverProcess }),
  processSlice({ command: LinkCases, process: LinkCasesProcess }),
  processSlice({ command: UnlinkCases, process: UnlinkCasesProcess }),
  processSlice({ command: MergeCases, process: MergeCasesProcess }),
  processSlice({ command: UnmergeCases, process: UnmergeCasesProcess }),
  processSlice({ command: FinishTie, mutation: false, process: FinishTieProcess }),
];
