import { Described, Id, Text } from '@baton/fields';
import { derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { onRecord, worksFor } from '../../guards.js';
import { transferOf } from '../../transfer.guards.js';

@Described('Corrects the brief of an accepted transfer; the brief itself stays as it was accepted (H6).')
export class AmendBrief {
  @Id('The case') caseId: string;
  @Id('The transfer') transferId: string;
  @Text('What is to be read instead or in addition', { personal: true }) correction: string;
}

/** H6: the brief is frozen on acceptance; before it, recall the offer and make a better one. */
export const amendBrief =
  ({ transferId, correction }: AmendBrief, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    onRecord(state);
    const amendmentId = derivedId(given.commandId, 'amendment');
    if (state.seen.has(amendmentId)) return [];
    const transfer = transferOf(state, transferId);
    worksFor(given, transfer.from, 'amend the brief it wrote', 'Say it with addNote instead.');
    if (transfer.status !== 'ACCEPTED') {
      refuse(
        'TRANSFER_NOT_ACCEPTED',
        'Only the brief of an accepted transfer is amended. Recall the offer and make a better one.',
        { rule: 'H6' },
      );
    }
    return [{ type: 'BriefAmended', data: { amendmentId, transferId, correction } }];
  };
