import type { Provider } from '@nestjs/common';
import { AlarmedCasesHandler } from './alarmed-cases/alarmed-cases.query.js';
import { AlarmedCasesResolver } from './alarmed-cases/alarmed-cases.resolver.js';
import { AgentWorklistHandler } from './agent-worklist/agent-worklist.query.js';
import { AgentWorklistResolver } from './agent-worklist/agent-worklist.resolver.js';
import { DraftedBriefHandler } from './brief-draft/brief-draft.query.js';
import { AvailabilityHandler } from './availability/availability.query.js';
import { AvailabilityResolver } from './availability/availability.resolver.js';
import { BriefDraftResolver } from './brief-draft/brief-draft.resolver.js';
import { CaseAsOfHandler } from './case-as-of/case-as-of.query.js';
import { CaseAsOfResolver } from './case-as-of/case-as-of.resolver.js';
import { CaseBriefByIdHandler } from './case-brief/case-brief.query.js';
import { CaseBriefResolver } from './case-brief/case-brief.resolver.js';
import { CaseDifferenceHandler } from './case-diff/case-diff.query.js';
import { CaseDiffResolver } from './case-diff/case-diff.resolver.js';
import { ListedCases } from './case-list/listed-cases.js';
import { CaseReader } from './case-reader.js';
import { CaseReplayHandler } from './case-replay/case-replay.query.js';
import { CaseReplayResolver } from './case-replay/case-replay.resolver.js';
import { CaseTimeSplitByIdHandler } from './case-time-split/case-time-split.query.js';
import { CaseTimeSplitResolver } from './case-time-split/case-time-split.resolver.js';
import { CaseTrailHandler } from './case-trail/case-trail.query.js';
import { CaseTrailResolver } from './case-trail/case-trail.resolver.js';
import { CaseByIdHandler } from './case/case.query.js';
import { CaseResolver } from './case/case.resolver.js';
import { ConsultsHandler } from './consults/consults.query.js';
import { ConsultsResolver } from './consults/consults.resolver.js';
import { CustomerContextHandler } from './customer-context/customer-context.query.js';
import { CustomerContextResolver } from './customer-context/customer-context.resolver.js';
import { DepartmentInboxHandler } from './department-inbox/department-inbox.query.js';
import { DepartmentInboxResolver } from './department-inbox/department-inbox.resolver.js';
import { CaseLoads } from './department-load/case-loads.js';
import { OfferBacklogs } from './department-load/offer-backlogs.js';
import { LoadOfDepartmentHandler } from './department-load/department-load.query.js';
import { DepartmentLoadResolver } from './department-load/department-load.resolver.js';
import { MatterTrailHandler } from './matter-trail/matter-trail.query.js';
import { MatterTrailResolver } from './matter-trail/matter-trail.resolver.js';
import { PromiseLedger } from './promises/promise-ledger.js';
import { PromisesHandler } from './promises/promises.query.js';
import { PromisesResolver } from './promises/promises.resolver.js';
import { PromisesToCustomerHandler } from './promises-in-words/promises-in-words.query.js';
import { PromisesInWordsResolver } from './promises-in-words/promises-in-words.resolver.js';
import { SearchCasesHandler } from './search-cases/search-cases.query.js';
import { SearchCasesResolver } from './search-cases/search-cases.resolver.js';
import { SentTransfersHandler } from './sent-transfers/sent-transfers.query.js';
import { SentTransfersResolver } from './sent-transfers/sent-transfers.resolver.js';
import { ShiftHandoversHandler } from './shift-handovers/shift-handovers.query.js';
import { ShiftHandoversResolver } from './shift-handovers/shift-handovers.resolver.js';
import { UninformedTransfersHandler } from './uninformed-transfers/uninformed-transfers.query.js';
import { UninformedTransfersResolver } from './uninformed-transfers/uninformed-transfers.resolver.js';
import { EscalationsHandler } from './escalations/escalations.query.js';
import { EscalationsResolver } from './escalations/escalations.resolver.js';
import { LikelyReceivers } from './suggest-departments/likely-receivers.js';
import { SuggestDepartmentsHandler } from './suggest-departments/suggest-departments.query.js';
import { SuggestDepartmentsResolver } from './suggest-departments/suggest-departments.resolver.js';

/** What reads cases: the readers, and for each view its query and its resolver. */
export const casesViews: readonly Provider[] = [
  CaseReader,
  ListedCases,
  CaseLoads,
  OfferBacklogs,
  LikelyReceivers,
  PromiseLedger,
  CaseByIdHandler,
  CaseResolver,
  CaseTrailHandler,
  CaseTrailResolver,
  MatterTrailHandler,
  MatterTrailResolver,
  CaseBriefByIdHandler,
  CaseBriefResolver,
  CaseAsOfHandler,
  CaseAsOfResolver,
  CaseDifferenceHandler,
  CaseDiffResolver,
  CaseReplayHandler,
  CaseReplayResolver,
  CaseTimeSplitByIdHandler,
  CaseTimeSplitResolver,
  DraftedBriefHandler,
  BriefDraftResolver,
  AlarmedCasesHandler,
  AlarmedCasesResolver,
  DepartmentInboxHandler,
  DepartmentInboxResolver,
  AvailabilityHandler,
  AvailabilityResolver,
  LoadOfDepartmentHandler,
  DepartmentLoadResolver,
  AgentWorklistHandler,
  AgentWorklistResolver,
  PromisesHandler,
  PromisesResolver,
  PromisesToCustomerHandler,
  PromisesInWordsResolver,
  ShiftHandoversHandler,
  ShiftHandoversResolver,
  UninformedTransfersHandler,
  UninformedTransfersResolver,
  ConsultsHandler,
  ConsultsResolver,
  EscalationsHandler,
  EscalationsResolver,
  SearchCasesHandler,
  SearchCasesResolver,
  SentTransfersHandler,
  SentTransfersResolver,
  SuggestDepartmentsHandler,
  SuggestDepartmentsResolver,
  CustomerContextHandler,
  CustomerContextResolver,
];
