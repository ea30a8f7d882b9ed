import { QueryBus } from '@nestjs/cqrs';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { TransferReason } from '@baton/contracts';
import { outputOf } from '../../../platform/graphql/described-type.js';
import { enumOf } from '../../../platform/graphql/enum-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { BriefDraftArguments } from '../case-arguments.js';
import { DraftedBrief } from './brief-draft.query.js';
import { BriefDraft } from './brief-draft.result.js';

@Resolver()
export class BriefDraftResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => outputOf(BriefDraft), {
    nullable: true,
    description:
      'The brief that a transfer of the case would carry: all that the trail knows is filled in, so that the agent types at most the ask and the reason. Changes nothing. null where there is no case with this id.',
  })
  briefDraft(
    @Args('id', { type: () => ID, description: 'The case' }) id: string,
    @Args('to', { type: () => String, description: 'The department it would be offered to' }) to: string,
    @Args('reason', { type: () => enumOf(TransferReason), description: 'Why the case would pass on' })
    reason: TransferReason,
    @Args('ask', {
      type: () => String,
      nullable: true,
      description: 'The one thing that is asked; the next step of the case when absent',
    })
    ask: string | null,
  ): Promise<BriefDraft | undefined> {
    return this.queries.execute(new DraftedBrief(accept(BriefDraftArguments, { id, to, reason, ask })));
  }
}
