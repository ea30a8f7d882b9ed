import type { Projection } from '@baton/projections';
import { caseList } from './views/case-list/case-list.projection.js';
import { consultList } from './views/consults/consults.projection.js';
import { customerHistory } from './views/customer-context/customer-history.projection.js';
import { receivingPace } from './views/department-load/receiving-pace.projection.js';
import { escalationList } from './views/escalations/escalations.projection.js';
import { promiseLedger } from './views/promises/promises.projection.js';
import { routingFlow } from './views/suggest-departments/routing-flow.projection.js';
import { sentTransfers } from './views/sent-transfers/sent-transfers.projection.js';
import { shiftHandoverList } from './views/shift-handovers/shift-handovers.projection.js';
import { uninformedTransferList } from './views/uninformed-transfers/uninformed-transfers.projection.js';

/** The views across cases. */
export const casesProjections: readonly Projection[] = [
  caseList,
  promiseLedger,
  consultList,
  escalationList,
  customerHistory,
  routingFlow,
  receivingPace,
  sentTransfers,
  shiftHandoverList,
  uninformedTransferList,
];
