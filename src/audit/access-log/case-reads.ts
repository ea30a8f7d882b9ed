import type { ReadOf } from '../../platform/access/recorded-reads.js';

const nothing: ReadOf = { kind: 'nothing' };
const caseAt = (path: string): ReadOf => ({ kind: 'argument', path });

/**
 * Which queries read a case: those that answer with the content of a case one names, and the customer's context, which
 * tells the content of his. Lists across cases name cases with a line of each, and are no reads; narrowed to one case
 * they are. A query that has no row here keeps the service from starting.
 */
export const caseReads: Readonly<Record<string, ReadOf>> = {
  accessLog: nothing,
  agent: nothing,
  agentWorklist: nothing,
  agents: nothing,
  case: caseAt('id'),
  caseAsOf: caseAt('id'),
  caseBrief: caseAt('id'),
  caseDiff: caseAt('id'),
  caseReplay: caseAt('id'),
  caseTrail: caseAt('id'),
  customer: nothing,
  customerByIdentifier: nothing,
  customerContext: {
    kind: 'answer',
    lists: { openCases: 'caseId', lastContacts: 'caseId', openPromises: 'caseId', statements: 'caseId' },
  },
  customers: nothing,
  department: nothing,
  departmentInbox: nothing,
  departments: nothing,
  promises: caseAt('filter.caseId'),
  searchCases: nothing,
  serviceFigures: nothing,
  transferFlow: nothing,
};
