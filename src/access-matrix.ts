import {
  ANY,
  decided,
  departmentOfAgent,
  entry,
  guarded,
  named,
  namedOrOwn,
  namedUnlessNarrowed,
  NO,
  nobodys,
  open,
  OWN,
  type AccessMatrix,
} from './platform/access/access-matrix.js';

const accountable = decided('the department accountable');
const offeredTo = decided('the department the case is offered to');
const offering = decided('the department that offered it');
const promising = decided('the department that promised');
const hisOrLed = decided('the department of the agent, if it is not the caller');
const ledBy = decided('the department it names');

/**
 * Who may ask what: the one place where it is said, and docs/access.md for people.
 *
 * Whoever has the customer on the line sees the customer and every case; what is a department's own, its inbox, its
 * promises, its figures and its feed, an agent sees of his department alone. Supervisors, auditors and administrators
 * see all departments. An auditor changes nothing. A command of another department is refused by the decision, which
 * knows the case as it stands (H1); its row says so, and a test holds both together.
 */
// prettier-ignore
export const accessMatrix: AccessMatrix = {
  //                      about whose department                               AGENT SUPERVISOR AUDITOR ADMIN
  queries: {
    absencePlan:          entry(departmentOfAgent('agent'),                  OWN, ANY, ANY, ANY),
    accessLog:            entry(nobodys,                                         NO,  NO,  ANY, NO),
    agent:                entry(nobodys,                                         ANY, ANY, ANY, ANY),
    agentWorklist:        entry(departmentOfAgent('agent'),                      OWN, ANY, ANY, ANY),
    agents:               entry(nobodys,                                         ANY, ANY, ANY, ANY),
    briefDraft:           entry(nobodys,                                         ANY, ANY, ANY, ANY),
    alarmedCases:         entry(named('department'),                             NO,  ANY, ANY, ANY),
    case:                 entry(nobodys,                                         ANY, ANY, ANY, ANY),
    caseAsOf:             entry(nobodys,                                         ANY, ANY, ANY, ANY),
    caseBrief:            entry(nobodys,                                         ANY, ANY, ANY, ANY),
    caseDiff:             entry(nobodys,                                         ANY, ANY, ANY, ANY),
    caseReplay:           entry(nobodys,                                         ANY, ANY, ANY, ANY),
    caseTimeSplit:        entry(nobodys,                                         ANY, ANY, ANY, ANY),
    caseTrail:            entry(nobodys,                                         ANY, ANY, ANY, ANY),
    consults:             entry(named('department'),                             OWN, ANY, ANY, ANY),
    customer:             entry(nobodys,                                         ANY, ANY, ANY, ANY),
    customerByIdentifier: entry(nobodys,                                         ANY, ANY, ANY, ANY),
    customerContext:      entry(nobodys,                                         ANY, ANY, ANY, ANY),
    customers:            entry(nobodys,                                         ANY, ANY, ANY, ANY),
    department:           entry(nobodys,                                         ANY, ANY, ANY, ANY),
    departmentInbox:      entry(named('department'),                             OWN, ANY, ANY, ANY),
    departments:          entry(nobodys,                                         ANY, ANY, ANY, ANY),
    promises:             entry(
      namedUnlessNarrowed('filter.department', 'filter.caseId', 'filter.customerId'), OWN, ANY, ANY, ANY),
    searchCases:          entry(nobodys,                                         ANY, ANY, ANY, ANY),
    sentTransfers:        entry(named('department'),                             OWN, ANY, ANY, ANY),
    serviceFigures:       entry(named('filter.department'),                      OWN, ANY, ANY, ANY),
    transferFlow:         entry(named('filter.department', 'filter.from', 'filter.to'), OWN, ANY, ANY, ANY),
    uninformedTransfers:  entry(named('department'),                             OWN, ANY, ANY, ANY),
  },
  mutations: {
    acceptTransfer:       entry(offeredTo,                                       OWN, OWN, NO,  ANY),
    addIdentifier:        entry(nobodys,                                         ANY, ANY, NO,  ANY),
    addNote:              entry(nobodys,                                         ANY, ANY, NO,  ANY),
    amendBrief:           entry(decided('the department that wrote it'),         OWN, OWN, NO,  ANY),
    announceLeaving:      entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
    answerConsult:        entry(decided('the department that was asked, and the one accountable for what it was told'), OWN, OWN, NO, ANY),
    answerQuestion:       entry(nobodys,                                         ANY, ANY, NO,  ANY),
    arbitrateAssignment:  entry(decided('a department that has had the case or is offered it'), NO, OWN, NO, ANY),
    assignCaseLead:       entry(accountable,                                     NO,  OWN, NO,  ANY),
    assignSegment:        entry(nobodys,                                         ANY, ANY, NO,  ANY),
    cancelAbsence:        entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
    cancelPromise:        entry(promising,                                       OWN, OWN, NO,  ANY),
    claimCase:            entry(accountable,                                     OWN, OWN, NO,  ANY),
    closeCase:            entry(accountable,                                     OWN, OWN, NO,  ANY),
    correctContact:       entry(nobodys,                                         ANY, ANY, NO,  ANY),
    deactivateAgent:      entry(decided('the department of the agent'),      NO,  OWN, NO,  ANY),
    declineTransfer:      entry(offeredTo,                                       OWN, OWN, NO,  ANY),
    endAbsence:           entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
    establishFact:        entry(nobodys,                                         ANY, ANY, NO,  ANY),
    informCustomerOfTransfer: entry(accountable,                                 OWN, OWN, NO,  ANY),
    keepPromise:          entry(promising,                                       OWN, OWN, NO,  ANY),
    linkCases:            entry(accountable,                                     OWN, OWN, NO,  ANY),
    makePromise:          entry(decided('the department that promises, if not the one accountable'), OWN, OWN, NO, ANY),
    makeStatement:        entry(nobodys,                                         ANY, ANY, NO,  ANY),
    moveAgent:            entry(decided('the department the agent joins'),       NO,  OWN, NO,  ANY),
    nameStandIns:         entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
    offerTransfer:        entry(accountable,                                     OWN, OWN, NO,  ANY),
    openCase:             entry(nobodys,                                         ANY, ANY, NO,  ANY),
    openDepartment:       entry(nobodys,                                         NO,  NO,  NO,  ANY),
    planAbsence:          entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
    raiseQuestion:        entry(nobodys,                                         ANY, ANY, NO,  ANY),
    raiseWaitingAlarm:    entry(nobodys,                                         NO,  NO,  NO,  ANY),
    recallTransfer:       entry(offering,                                        OWN, OWN, NO,  ANY),
    recordContact:        entry(nobodys,                                         ANY, ANY, NO,  ANY),
    recordDeviation:      entry(nobodys,                                         ANY, ANY, NO,  ANY),
    recordRetell:         entry(nobodys,                                         ANY, ANY, NO,  ANY),
    registerAgent:        entry(ledBy,                                           NO,  OWN, NO,  ANY),
    registerCustomer:     entry(nobodys,                                         ANY, ANY, NO,  ANY),
    releaseCase:          entry(accountable,                                     OWN, OWN, NO,  ANY),
    releasePromise:       entry(nobodys,                                         ANY, ANY, NO,  ANY),
    renegotiatePromise:   entry(promising,                                       OWN, OWN, NO,  ANY),
    reopenCase:           entry(nobodys,                                         ANY, ANY, NO,  ANY),
    requestConsult:       entry(accountable,                                     OWN, OWN, NO,  ANY),
    resolveCase:          entry(accountable,                                     OWN, OWN, NO,  ANY),
    retireIdentifier:     entry(nobodys,                                         ANY, ANY, NO,  ANY),
    setAgentSkills:       entry(decided('the department of the agent'),          NO,  OWN, NO,  ANY),
    setCapacity:          entry(ledBy,                                           NO,  OWN, NO,  ANY),
    setDepartmentSkills:  entry(ledBy,                                           NO,  OWN, NO,  ANY),
    setHolidays:          entry(ledBy,                                           NO,  OWN, NO,  ANY),
    setOpeningHours:      entry(ledBy,                                           NO,  OWN, NO,  ANY),
    setPreferences:       entry(nobodys,                                         ANY, ANY, NO,  ANY),
    startAbsence:         entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
    supersedeStatement:   entry(nobodys,                                         ANY, ANY, NO,  ANY),
    unlinkCases:          entry(decided('the department accountable for either case'), OWN, OWN, NO, ANY),
    verifyIdentifier:     entry(nobodys,                                         ANY, ANY, NO,  ANY),
    withdrawConsult:      entry(accountable,                                     OWN, OWN, NO,  ANY),
    withdrawLeaving:      entry(hisOrLed,                                    OWN, OWN, NO,  ANY),
  },
  subscriptions: {
    caseEvents:           entry(namedOrOwn('department'),                        OWN, ANY, ANY, ANY),
  },
  routes: {
    'GET /':                          open,
    'GET /graphiql/:edition/:name':   open,
    'GET /health/live':               open,
    'GET /health/ready':              open,
    'GET /metrics':                   open,
    'GET /feeds/cases':               guarded(namedOrOwn('department'),          OWN, ANY, ANY, ANY),
    'GET /graphql':                   guarded(nobodys,                           ANY, ANY, ANY, ANY),
    'POST /graphql':                  guarded(nobodys,                           ANY, ANY, ANY, ANY),
  },
};
