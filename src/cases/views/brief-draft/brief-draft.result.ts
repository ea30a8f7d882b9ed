import { Code, Count, Described, Flag, Id, Nested, Num } from '@baton/fields';
import { HandoffBrief } from '@baton/contracts';

@Described(
  'The brief of a transfer before it is offered: all that the trail knows, and proposals for what only people know.',
)
export class BriefDraft {
  @Id('The case') caseId: string;
  @Code('The department it would be offered to') to: string;
  @Nested(
    () => HandoffBrief,
    'The brief as it would be offered: its ask and its contingencies are proposals to be changed',
  )
  brief: HandoffBrief;
  @Flag('No fact was verified: what offerTransfer must be told from risk tier 2 on') noneVerified: boolean;
  @Count(
    'The risk tier that is demanded: of the case, and 2 at least once its chain gave a warning (H10); from 2 on the full brief and a read-back are needed',
  )
  riskTier: number;
  @Num("Share of the brief's parts that say something, 0 to 1") completeness: number;
}
