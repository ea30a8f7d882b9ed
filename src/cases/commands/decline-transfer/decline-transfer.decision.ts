import { Code, Described, Flag, Id, OneOf, Text } from '@baton/fields';
import { DeclineCause, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { alarmsRaisedBy } from '../../chain-alarms.js';
import { isOpen, notBefore, worksFor } from '../../guards.js';
import { saidTheSame, stillOffered, transferOf } from '../../transfer.guards.js';

@Described('Declines the case: the sender stays accountable. A decline says why, and who should have it (H5).')
export class DeclineTransfer {
  @Id('The case') caseId: string;
  @Id('The transfer; the open one when absent', { optional: true }) transferId?: string;
  @Text('Why', { max: 500 }) reason: string;
  @OneOf(DeclineCause, 'The same as a word that can be counted', { optional: true }) cause?: DeclineCause;
  @Code('The department that should have it', { optional: true }) suggestedDepartment?: string;
  @Flag('Says outright that the receiver does not know who should have it', { optional: true })
  suggestionUnknown?: boolean;
}

/** Whether the suggested department exists; true where none is suggested. */
export interface DeclineTransferFacts {
  readonly departmentKnown: boolean;
}

/**
 * H5: a reason, and a suggested department or the word that it is unknown. H10: the second one raises an alarm. Asked twice
 * it is declined once; for another reason it is refused, as it was declined already.
 */
export const declineTransfer =
  (command: DeclineTransfer, given: Given, facts: DeclineTransferFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    const transfer = transferOf(state, command.transferId);
    worksFor(
      given,
      transfer.to,
      'decline this case',
      `Let them answer; ${transfer.from} takes the offer back with recallTransfer.`,
    );
    if (transfer.status === 'DECLINED' && saidTheSame(transfer, command)) return [];
    stillOffered(transfer);
    notBefore(transfer.offeredAt, 'it was offered', given);
    const { reason, suggestedDepartment } = command;
    if (suggestedDepartment === undefined && !command.suggestionUnknown) {
      refuse('BRIEF_INCOMPLETE', 'Say which department should have the case, or suggestionUnknown: true.', {
        rule: 'H5',
        missing: ['suggestedDepartment'],
      });
    }
    if (suggestedDepartment !== undefined && command.suggestionUnknown) {
      refuse(
        'BRIEF_INCOMPLETE',
        `You suggest ${suggestedDepartment} and say that you know none: leave one of the two out.`,
        { rule: 'H5' },
      );
    }
    if (!facts.departmentKnown || suggestedDepartment === transfer.to) {
      refuse(
        'DEPARTMENT_UNKNOWN',
        `Suggest a department that exists and is not your own, not ${suggestedDepartment}.`,
        {
          rule: 'H5',
          missing: ['suggestedDepartment'],
        },
      );
    }
    const { transferId, from, to } = transfer;
    const cause = command.cause === undefined ? {} : { cause: command.cause };
    const suggestion = suggestedDepartment === undefined ? {} : { suggestedDepartment };
    const declined = {
      type: 'TransferDeclined' as const,
      data: { transferId, from, to, reason, ...cause, ...suggestion },
    };
    return [declined, ...alarmsRaisedBy(declined, state, given)];
  };
