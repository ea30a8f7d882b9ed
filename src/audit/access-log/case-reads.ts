import type { ReadOf } from '../../platform/access/recorded-reads.js';

const nothing: ReadOf = { kind: 'nothing' };
const listed = { edges: 'node.caseId' };
const casesListed = { kind: 'answer', lists: listed } as const;
/** Cases that a department answers for or is offered, or was accountable for within 30 days (H12). */
const casesOfDepartment: ReadOf = { ...casesListed, concerning: 'department' };
const caseAt = (path: string): ReadOf => ({ kind: 'argument', path });

/**
 * Which queries read a case: those that answer with the content of a case one names, the customer's context, and lists
 * across cases, whose lines have the customer's own words and what was promised, each for every case that it tells of.
 * Figures, and who a customer is, are no reads of a case. A query that has no row here keeps the service from starting.
 */
export const caseReads: Readonly<Record<string, ReadOf>> = {
  absencePlan: nothing,
  accessLog: nothing,
  agent: nothing,
  agentWorklist: casesListed,
  agents: nothing,
  briefDraft: caseAt('id'),
  alarmedCases: casesListed,
  case: caseAt('id'),
  caseAsOf: { kind: 'argument', path: 'id', lists: { 'brief.duplicates': 'caseId' } },
  caseBrief: { kind: 'argument', path: 'id', lists: { duplicates: 'caseId' } },
  caseDiff: caseAt('id'),
  caseReplay: caseAt('id'),
  caseTimeSplit: caseAt('id'),
  caseTrail: caseAt('id'),
  consults: casesListed,
  contactRatings: nothing,
  promiseFigures: nothing,
  customer: nothing,
  customerByIdentifier: nothing,
  customerContext: {
    kind: 'answer',
    lists: { openCases: 'caseId', lastContacts: 'caseId', openPromises: 'caseId', statements: 'caseId' },
  },
  customerOutreach: { kind: 'answer', lists: { outreach: 'caseId' } },
  customers: nothing,
  department: nothing,
  departmentInbox: casesOfDepartment,
  availability: nothing,
  departmentLoad: nothing,
  departments: nothing,
  escalations: casesListed,
  handoffQuality: nothing,
  /** Of each case it tells of, too: the duplicates, or the one in which work goes on. */
  matterTrail: { kind: 'argument', path: 'id', lists: listed },
  promises: { kind: 'argument', path: 'filter.caseId', lists: listed },
  promisesInWords: { kind: 'answer', lists: { caseId: '', promises: 'caseId' } },
  searchCases: casesListed,
  sentTransfers: casesListed,
  serviceFigures: nothing,
  shiftHandovers: nothing,
  suggestDepartments: caseAt('id'),
  transferFlow: nothing,
  uninformedTransfers: casesListed,
};
