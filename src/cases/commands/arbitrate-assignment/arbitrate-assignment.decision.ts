import { Code, Described, Id, Text } from '@baton/fields';
import { arbitrationNeeded } from '@baton/chain-alarms';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { openTransfer, type CaseState } from '../../case.state.js';
import { alarmed, alarmsRaisedBy } from '../../chain-alarms.js';
import { isOpen, notBefore, sinceAccountable, supervises } from '../../guards.js';
import { movedPromises } from '../../moved-promises.js';
import { somebodyStays } from '../../receiver.guards.js';

@Described(
  'Decides which department is accountable from now on, where the departments do not come to an end by themselves (H10). An open offer is taken back with it. Back to a department from which the case was taken so, only an administrator moves it.',
)
export class ArbitrateAssignment {
  @Id('The case') caseId: string;
  @Code('The department that is accountable from now on') to: string;
  @Text('Why', { max: 2000 }) reason: string;
}

/** Whether the department exists, and how many agents stay there; undefined where nobody was ever registered. */
export interface ArbitrateAssignmentFacts {
  readonly departmentKnown: boolean;
  readonly staying?: number | undefined;
}

/**
 * H10: a supervisor of a department that has had the case, or is offered it, moves it once the chain has come to an alarm, an
 * administrator from a notice on; every open promise moves with it (H8). Where that makes the chain worse, it raises an alarm as a transfer would. What one supervisor
 * has decided another does not undo: it is for an administrator, who stands above both, to give the case back to a department
 * from which an arbitration took it, so that there are never more arbitrations by supervisors than departments. H7: refused to a
 * department that everybody has left.
 */
export const arbitrateAssignment =
  (command: ArbitrateAssignment, given: Given, facts: ArbitrateAssignmentFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    const arbitrationId = derivedId(given.commandId, 'arbitration');
    if (state.seen.has(arbitrationId)) return [];
    isOpen(state);
    const offer = openTransfer(state);
    const concerned = [...new Set([...state.chain, ...(offer ? [offer.to] : [])])];
    supervises(given, concerned, 'arbitrate this case');
    const { to, reason } = command;
    if (!facts.departmentKnown) {
      refuse('DEPARTMENT_UNKNOWN', `There is no department ${to}. The query departments lists them.`, {
        missing: ['to'],
      });
    }
    if (to === state.accountable) {
      refuse('TRANSFER_TO_ITSELF', `${to} is accountable already: name the department that should be instead.`, {
        rule: 'H3',
        missing: ['to'],
      });
    }
    somebodyStays(to, facts.staying, 'to');
    badEnough(state, given);
    mayDecideOtherwise(state, to, given);
    sinceAccountable(state, given);
    if (offer) notBefore(offer.offeredAt, `it was offered to ${offer.to}`, given);
    const arbitrated = {
      type: 'AssignmentArbitrated' as const,
      data: { arbitrationId, from: state.accountable, to, ...(offer && { transferId: offer.transferId }), reason },
    };
    return [
      arbitrated,
      ...movedPromises(state, { transferId: arbitrationId, to }),
      ...alarmsRaisedBy(arbitrated, state, given),
    ];
  };

/**
 * H10: refuses to decide over the heads of departments that may still come to an end by themselves. Before an alarm they offer and
 * answer; only an administrator, who stands above them, decides from a notice or a warning on.
 */
function badEnough(state: CaseState, { by }: Given): void {
  const level = by.role === 'ADMIN' ? 'NOTICE' : 'ALARM';
  if (alarmed(state, level) || arbitrationNeeded(state.tally)) return;
  const raised =
    state.alarmLevel === undefined ? 'No alarm was raised' : `The chain came to a ${state.alarmLevel} only`;
  refuse(
    'NOTHING_TO_ARBITRATE',
    `${raised}. Offer the case with offerTransfer: its receiver answers. From an alarm on a supervisor decides, before it an administrator.`,
    { rule: 'H10' },
  );
}

/** H10: refuses a supervisor who would give the case back to a department from which it was taken by arbitration. */
function mayDecideOtherwise({ arbitrations }: CaseState, to: string, { by }: Given): void {
  const decided = arbitrations
    .valueSeq()
    .filter(({ from }) => from === to)
    .maxBy(({ revision }) => revision);
  if (!decided || by.role === 'ADMIN') return;
  refuse(
    'ARBITRATED_OTHERWISE',
    `The case was taken from ${to} on ${decided.at}: “${decided.reason.slice(0, QUOTED)}”. Only an administrator decides otherwise; or name another department.`,
    { rule: 'H10', missing: ['to'] },
  );
}

/** So much of a reason is quoted. */
const QUOTED = 200;
