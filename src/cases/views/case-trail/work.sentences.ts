import type { CaseLinked } from '@baton/contracts';
import { capital, counted, instant, quoted, told, who } from '../wording.js';
import { ALARM_CAUSES, BY_CHANNEL, ESCALATIONS, LEVELS } from '../words-in-sentences.js';
import type { Sentences } from './sentence.js';

type WorkWord =
  | 'ConsultRequested'
  | 'ConsultAnswered'
  | 'ConsultWithdrawn'
  | 'ChainAlarmRaised'
  | 'EscalationRaised'
  | 'CaseLeadAssigned'
  | 'CaseLinked'
  | 'CaseUnlinked'
  | 'CasesMerged'
  | 'CasesUnmerged'
  | 'CaseRated';

/** What other departments were asked, what went wrong in the chain, and what other cases it belongs with, in sentences. */
export const workSentences: Sentences<WorkWord> = {
  ConsultRequested: ({ by, data }) =>
    `${who(by)} asked ${data.to}${data.toAgent === undefined ? '' : ` (${data.toAgent})`} ${BY_CHANNEL[data.channel]}: ${quoted(data.question)}. An answer is needed by ${instant(data.due)}`,
  ConsultAnswered: ({ by, data }) =>
    data.answeredBy === undefined
      ? `${who(by)} answered for ${data.department}: ${quoted(data.answer)}`
      : `${data.answeredBy} (${data.department}) answered: ${quoted(data.answer)}. ${who(by)} took it down`,
  ConsultWithdrawn: ({ by, data }) => `${who(by)} no longer asks: ${quoted(data.reason)}`,
  ChainAlarmRaised: ({ data: { level, cause, departments, transfers, returns, declines } }) =>
    `${capital(LEVELS[level])}: ${ALARM_CAUSES[cause]}. So far ${counted(departments, 'department')}, ${counted(transfers, 'transfer')}, ${counted(returns, 'return')}, ${counted(declines, 'decline')}`,
  EscalationRaised: ({ data }) =>
    `The case was brought before the supervisor of ${data.department}, because ${ESCALATIONS[data.cause]}${told(data.reason, '')}`,
  CaseLeadAssigned: ({ by, data }) =>
    `${data.lead} (${data.department}) sees the case through to its end; ${who(by)} decided so: ${quoted(data.reason)}`,
  CaseLinked: ({ by, data }) => `${who(by)} linked the case: ${linked(data)}${told(data.reason, '')}`,
  CaseUnlinked: ({ by, data }) => `${who(by)} took back the link to case ${data.other}: ${quoted(data.reason)}`,
  CasesMerged: ({ by, data }) =>
    data.role === 'SURVIVOR'
      ? `${who(by)} found case ${data.other} to be the same matter: ${quoted(data.reason)}. Work goes on here`
      : `${who(by)} found case ${data.other} to be the same matter: ${quoted(data.reason)}. Work goes on there`,
  CasesUnmerged: ({ by, data }) =>
    `${who(by)} found case ${data.other} to be another matter after all: ${quoted(data.reason)}`,
  CaseRated: ({ data }) => `The customer rated a contact ${data.score} of 5${told(data.comment, '')}`,
};

const linked = ({ kind, other }: CaseLinked): string =>
  ({
    PARENT: `it cannot be resolved while case ${other} is open`,
    CHILD: `case ${other} cannot be resolved while this one is open`,
    RELATED: `it touches the same matter as case ${other}`,
  })[kind];
