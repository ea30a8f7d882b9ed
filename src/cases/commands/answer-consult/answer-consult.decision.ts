import { Code, Described, Id, Text } from '@baton/fields';
import { refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState, KnownConsult } from '../../case.state.js';
import { consultOf, stillAsked } from '../../consult.guards.js';
import { onRecord, worksFor } from '../../guards.js';

@Described(
  'Answers what another department asked. An answer given on the telephone may be taken down by whoever was told it.',
)
export class AnswerConsult {
  @Id('The case') caseId: string;
  @Id('The consult') consultId: string;
  @Text('The answer', { max: 4000, personal: true }) answer: string;
  @Code('The agent of the department asked who gave the answer, where somebody else takes it down', { optional: true })
  answeredBy?: string;
}

/** What other modules know about who gave the answer. */
export interface AnswerConsultFacts {
  /** The department he works in; undefined where nobody is named or he is not registered. */
  readonly answeredByWorksIn?: string | undefined;
}

/** Also after it was due. The same answer again changes nothing; a consult that was answered otherwise is no longer open. */
export const answerConsult =
  (
    { consultId, answer, answeredBy }: AnswerConsult,
    given: Given,
    facts: AnswerConsultFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const consult = consultOf(state, consultId);
    mayAnswer(state, consult, { answeredBy, given, facts });
    if (consult.status === 'ANSWERED' && consult.answer === answer) return [];
    stillAsked(consult);
    const taken = answeredBy === undefined ? {} : { answeredBy };
    return [{ type: 'ConsultAnswered', data: { consultId, department: consult.to, ...taken, answer } }];
  };

interface Answering {
  readonly answeredBy: string | undefined;
  readonly given: Given;
  readonly facts: AnswerConsultFacts;
}

/** The department that was asked; and the one accountable, for an answer that a named agent of the first gave it. */
function mayAnswer({ accountable }: CaseState, { to }: KnownConsult, { answeredBy, given, facts }: Answering): void {
  const toldIt = answeredBy !== undefined && given.by.department === accountable;
  if (!toldIt)
    worksFor(given, to, 'answer this consult (where one of its agents told you the answer, name him in answeredBy)');
  if (answeredBy !== undefined && facts.answeredByWorksIn !== to) {
    refuse('AGENT_UNKNOWN', `${answeredBy} does not work in ${to}, which was asked. The query agents lists who does.`, {
      missing: ['answeredBy'],
    });
  }
}
