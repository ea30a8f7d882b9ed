import {
  derivedId,
  refuse,
  type Given,
  type HandoverCase,
  type HandoverFact,
  type HandoverLeft,
} from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Id, Nested, Text } from '@baton/fields';
import type { CaseState } from '../../case.state.js';
import { takesNewWork, type DoorFacts } from '../../guards.js';
import { leftLines, someNamed, whyNotHandedOver } from '../../handover.guards.js';
import type { HandoverState } from '../../handover.state.js';

@Described('A case to be handed over, where more is to be said of it.')
export class HandingOver {
  @Id('The case') caseId: string;
  @Code('The agent it is meant for; the one named for all when absent', { optional: true }) toAgent?: string;
  @Text('The one thing that is asked; the next step of the case when absent', { optional: true, max: 500 })
  ask?: string;
}

@Described(
  'Hands over the cases of an agent at the end of a shift: each is offered within the department with its brief, filled in from the trail, and stays with the agent until a colleague accepts it (H1, H3).',
)
export class HandOverShift {
  @Code('Whose cases they are; the caller when absent. His supervisor may ask for him', { optional: true })
  agent?: string;
  @Code('The colleague they are meant for; whoever of the department takes them when absent', { optional: true })
  toAgent?: string;
  @Nested(() => HandingOver, 'Only these, all or none; all that can be when absent', { list: 100, optional: true })
  cases?: HandingOver[];
}

/** A colleague who is to receive cases, as his own stream says. */
export interface Receiving extends DoorFacts {
  /** The department he works in; undefined for an agent who is not registered. */
  readonly worksIn?: string | undefined;
}

/** What is known of the agent, his cases, and those who are to receive them. */
export interface HandOverShiftFacts {
  /** The department whose shift it is; undefined for an agent who is not registered. */
  readonly department: string | undefined;
  /** The open cases that the agent holds, the most urgent first. */
  readonly held: readonly string[];
  /** The cases concerned, each as its own stream tells it. */
  readonly states: ReadonlyMap<string, CaseState>;
  readonly receivers: ReadonlyMap<string, Receiving>;
}

/** So many cases are handed over at once. */
export const HANDED_OVER_AT_ONCE = 100;

/** The id of the handover that a command begins. */
export const handoverIdOf = ({ commandId }: Pick<Given, 'commandId'>): string => derivedId(commandId, 'handover');

/** The command with which a handover offers a case. */
export const offerIdOf = (handoverId: string, caseId: string): string => derivedId(handoverId, `offer ${caseId}`);

/**
 * H1, H3: cases that are named are all offered or none is; of all that an agent holds, those that cannot be offered as they
 * stand are named and stay. H11: nobody who is away, is leaving or works elsewhere receives any.
 */
export const handOverShift =
  (command: HandOverShift, given: Given, facts: HandOverShiftFacts): Decide<HandoverState, HandoverFact> =>
  (state) => {
    if (state) return [];
    const { agent = given.by.agent } = command;
    const department = mayHandOver(given, agent, facts.department);
    someNamed(command.cases);
    const wanted = command.cases ?? facts.held.map((caseId): HandingOver => ({ caseId }));
    if (wanted.length > HANDED_OVER_AT_ONCE) {
      const message = `${agent} holds ${wanted.length} cases; ${HANDED_OVER_AT_ONCE} are handed over at once: name them in cases.`;
      refuse('HANDOVER_TOO_LARGE', message, { missing: ['cases'] });
    }
    canReceive(command, agent, department, facts.receivers);
    const left = wanted.flatMap(({ caseId }, index) => whyNot(caseId, index));
    if (command.cases && left.length > 0) {
      const message = `${left.length} of the cases cannot be handed over as they stand, so none was: leave them out, or settle it first.`;
      refuse('HANDOVER_REFUSED', message, { rule: 'H3', missing: leftLines(left) });
    }
    const staying = new Set(left.map(({ caseId }) => caseId));
    const cases = wanted.filter(({ caseId }) => !staying.has(caseId)).map(offered);
    if (cases.length === 0) {
      refuse('NOTHING_TO_HAND_OVER', `${agent} holds no case that could be handed over.`, { missing: leftLines(left) });
    }
    return [{ type: 'HandoverStarted', data: { agent, department, cases, left } }];

    function whyNot(caseId: string, index: number): HandoverLeft[] {
      if (wanted.findIndex((one) => one.caseId === caseId) !== index) {
        return [{ caseId, code: 'HANDOVER_REFUSED', message: 'It is named twice: name it once' }];
      }
      const trouble = whyNotHandedOver(facts.states.get(caseId), agent, department);
      return trouble ? [{ caseId, ...trouble }] : [];
    }

    function offered({ caseId, toAgent = command.toAgent, ask }: HandingOver): HandoverCase {
      const transferId = derivedId(offerIdOf(handoverIdOf(given), caseId), 'transfer');
      return {
        caseId,
        transferId,
        ...(toAgent === undefined ? {} : { toAgent }),
        ...(ask === undefined ? {} : { ask }),
      };
    }
  };

/** An agent hands over for himself, a supervisor or an administrator for him: refuses everybody else. */
function mayHandOver({ by }: Given, agent: string, department: string | undefined): string {
  if (department === undefined) {
    return refuse('AGENT_UNKNOWN', `There is no agent ${agent}. The query agents lists who there is.`, {
      missing: ['agent'],
    });
  }
  if (by.agent === agent || by.role === 'ADMIN') return department;
  if (by.role !== 'SUPERVISOR') refuse('NOT_ALLOWED', `Only ${agent} or his supervisor hands over his cases.`);
  if (by.department !== department) {
    refuse('NOT_YOUR_DEPARTMENT', `You lead ${by.department}, and ${agent} works in ${department}.`, { rule: 'H1' });
  }
  return department;
}

function canReceive(
  { toAgent, cases = [] }: HandOverShift,
  agent: string,
  department: string,
  receivers: HandOverShiftFacts['receivers'],
): void {
  for (const receiver of new Set([toAgent, ...cases.map((one) => one.toAgent)])) {
    if (receiver === undefined) continue;
    const { worksIn, ...door } = receivers.get(receiver) ?? {};
    if (receiver === agent || worksIn !== department) {
      const why = receiver === agent ? 'hands them over' : `does not work in ${department}`;
      refuse('AGENT_UNKNOWN', `${receiver} ${why}: name a colleague of ${department}. The query agents lists them.`, {
        missing: ['toAgent'],
      });
    }
    takesNewWork(receiver, door);
  }
}
