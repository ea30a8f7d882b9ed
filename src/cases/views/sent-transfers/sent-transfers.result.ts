import { Code, Described, OneOf } from '@baton/fields';
import { TransferStatus } from '../../case.words.js';

@Described('Which transfers of a sender are wanted; all when nothing is said.')
export class SentFilter {
  @OneOf(TransferStatus, 'Only those that stand so', { optional: true }) status?: TransferStatus;
  @Code('Only those that this agent offered', { optional: true }) sentBy?: string;
}
