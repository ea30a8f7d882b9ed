import { Count, Described, Id, OneOf, Text } from '@baton/fields';
import { BriefPart, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState, KnownTransfer } from '../../case.state.js';
import { exists, worksFor } from '../../guards.js';
import { notHisOwn, transferOf } from '../../transfer.guards.js';

@Described('Says how good a handoff was, once the receiver knows: it counts for the department that handed over.')
export class RateHandoff {
  @Id('The case') caseId: string;
  @Id('The transfer; the last one that was accepted when absent', { optional: true }) transferId?: string;
  @Count('1 useless to 5 complete', { min: 1, max: 5 }) score: number;
  @OneOf(BriefPart, 'What was missing or wrong', { list: 7, optional: true }) lacking?: BriefPart[];
  @Text('In words', { optional: true, max: 2000 }) comment?: string;
}

/** Only the receiver rates, what it accepted, and once: the same again changes nothing. */
export const rateHandoff =
  (command: RateHandoff, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const transfer = ratedTransfer(state, command.transferId);
    const { transferId, from, to, status, rating } = transfer;
    worksFor(given, to, 'rate this handoff', 'Ask them to rate it, or say with addNote what it lacked.');
    if (status !== 'ACCEPTED') {
      refuse(
        'TRANSFER_NOT_ACCEPTED',
        'Only a handoff that was accepted is rated; a decline says by itself what was wrong.',
      );
    }
    notHisOwn(transfer, given, 'rate it');
    const { score, comment } = command;
    const lacking = [...new Set(command.lacking)];
    if (rating) {
      const same = rating.score === score && rating.comment === comment && rating.lacking.join() === lacking.join();
      if (same) return [];
      refuse('HANDOFF_RATED_ALREADY', `The handoff was rated ${rating.score} of 5 on ${rating.at}. It is rated once.`, {
        alternatives: ['Record what came to light since with addNote'],
      });
    }
    const said = comment === undefined ? {} : { comment };
    return [{ type: 'HandoffRated', data: { transferId, from, to, score, lacking, ...said } }];
  };

function ratedTransfer(state: CaseState, transferId: string | undefined): KnownTransfer {
  const accepted = state.transfers.valueSeq().filter(({ status }) => status === 'ACCEPTED');
  return transferOf(state, transferId ?? accepted.maxBy(({ endRevision = 0 }) => endRevision)?.transferId);
}
