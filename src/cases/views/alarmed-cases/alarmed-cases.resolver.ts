import { QueryBus } from '@nestjs/cqrs';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AlarmLevel } from '@baton/contracts';
import { AT_LEAST } from '../../../platform/graphql/at-least.js';
import { connectionOf, PageArgs, pageOf, type Connection } from '../../../platform/graphql/connection.js';
import { enumOf } from '../../../platform/graphql/enum-type.js';
import { accept } from '../../../platform/graphql/input.js';
import { DepartmentArguments } from '../case-arguments.js';
import { WORST_FIRST } from '../case-list/case-list.projection.js';
import { CaseListing } from '../case-list/case-list.row.js';
import { AlarmedCases } from './alarmed-cases.query.js';

@Resolver()
export class AlarmedCasesResolver {
  constructor(private readonly queries: QueryBus) {}

  @Query(() => connectionOf(CaseListing), {
    description: 'The open cases whose chain of departments raised an alarm (H10): the highest level first, then age.',
  })
  alarmedCases(
    @Args('department', {
      type: () => String,
      nullable: true,
      description: 'Only those it answers for or that are on offer to it; all when absent',
    })
    department: string | null,
    @Args('level', {
      type: () => enumOf(AlarmLevel),
      nullable: true,
      description: 'Only those whose highest alarm had this level or a higher one; all alarms when absent',
    })
    level: AlarmLevel | null,
    @Args() page: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
  ): Promise<Connection<CaseListing>> {
    const which = department === null || department === undefined ? {} : accept(DepartmentArguments, { department });
    return this.queries.execute(
      new AlarmedCases({ ...which, level: level ?? 'NOTICE' }, pageOf(page, WORST_FIRST.length), atLeast ?? undefined),
    );
  }
}
