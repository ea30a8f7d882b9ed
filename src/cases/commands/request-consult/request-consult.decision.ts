import { Code, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { openConsults, type CaseState } from '../../case.state.js';
import { isOpen, sinceAccountable, takesNewWork, worksFor, type DoorFacts } from '../../guards.js';
import { somebodyStays } from '../../receiver.guards.js';
import { spelling } from '../../spelling.js';

@Described('Asks another department something about the case. Accountability stays where it is.')
export class RequestConsult {
  @Id('The case') caseId: string;
  @Code('The department that is asked') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
  @OneOf(Channel, 'How it is asked') channel: Channel;
  @Text('The question', { max: 4000, personal: true }) question: string;
  @Instant('By when the answer is needed') due: string;
}

/** What other modules know about the department that is asked, and the agent it is meant for. */
export interface RequestConsultFacts extends DoorFacts {
  /** Whether it exists. */
  readonly departmentKnown: boolean;
  /** How many agents stay there; undefined where nobody was ever registered. */
  readonly staying?: number | undefined;
  /** The department the agent it is meant for works in; undefined where none is named or he is not registered. */
  readonly toAgentWorksIn?: string | undefined;
}

/** Only the department accountable asks, another department, by an instant to come, and nothing that is asked already. H11: nobody who is away or leaving. H7: no department that everybody has left. */
export const requestConsult =
  (
    { caseId: _caseId, ...consult }: RequestConsult,
    given: Given,
    facts: RequestConsultFacts,
  ): Decide<CaseState, CaseFact> =>
  (state) => {
    const consultId = derivedId(given.commandId, 'consult');
    if (state.consults.has(consultId)) return [];
    isOpen(state);
    worksFor(given, state.accountable, 'consult another department on this case');
    const { to, toAgent, question, due } = consult;
    if (!facts.departmentKnown) {
      refuse('DEPARTMENT_UNKNOWN', `There is no department ${to}. The query departments lists them.`, {
        missing: ['to'],
      });
    }
    somebodyStays(to, facts.staying, 'to');
    if (toAgent !== undefined && facts.toAgentWorksIn !== to) {
      refuse('AGENT_UNKNOWN', `${toAgent} does not work in ${to}. The query agents lists who does.`, {
        missing: ['toAgent'],
      });
    }
    if (toAgent !== undefined) takesNewWork(toAgent, facts);
    if (to === state.accountable) {
      refuse(
        'CONSULT_TO_ITSELF',
        `${to} is accountable itself. What it must find out is a question: use raiseQuestion.`,
        { missing: ['to'] },
      );
    }
    sinceAccountable(state, given);
    if (due <= given.now) {
      refuse('CONSULT_IN_PAST', `An answer cannot be due by ${due}: it is ${given.now} now. Name a later time.`, {
        missing: ['due'],
      });
    }
    const same = openConsults(state).find((open) => open.to === to && spelling(open.question) === spelling(question));
    if (same) {
      refuse(
        'CONSULT_ALREADY_OPEN',
        `${to} was asked this on ${same.at} and is to answer by ${same.due}. Wait for the answer, or withdraw the consult first.`,
        { alternatives: [`Use withdrawConsult on ${same.consultId}`] },
      );
    }
    return [{ type: 'ConsultRequested', data: { consultId, from: state.accountable, ...consult } }];
  };
