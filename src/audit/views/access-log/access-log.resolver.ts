import { QueryBus } from '@nestjs/cqrs';
import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection, UNCOUNTED } from '../../../platform/graphql/connection.js';
import { accept } from '../../../platform/graphql/input.js';
import { DateTime } from '../../../platform/graphql/scalars.js';
import { AccessEntry } from './access-log.projection.js';
import { ACCESS_PLACE, AccessLogFilter, AccessLogPage } from './access-log.query.js';

@ArgsType()
class AccessLogArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only looks at this case.' })
  case?: string | null;

  @Field(() => String, { nullable: true, description: 'Only looks by this reader, an agent by his id.' })
  reader?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only from this instant on.' })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Only before this instant.' })
  to?: string | null;
}

@Resolver()
export class AccessLogResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(AccessEntry, UNCOUNTED), {
    description:
      'Who looked at cases from outside, the newest first: auditors at any, all others at cases that do not concern their department.',
  })
  accessLog(
    @Args() { first, after, case: caseId, reader, from, to }: AccessLogArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<AccessEntry>> {
    const page = pageOf(
      { ...(first === undefined ? {} : { first }), ...(after === undefined ? {} : { after }) },
      ACCESS_PLACE,
    );
    const filter = accept(AccessLogFilter, { case: caseId, reader, from, to });
    return this.queries.execute(new AccessLogPage(filter, page, atLeast ?? undefined));
  }
}
