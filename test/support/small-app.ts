import { Module } from '@nestjs/common';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { refuse, streamOf, type DepartmentFact } from '@baton/contracts';
import type { Aggregate, Decide } from '@baton/decider';
import type { Recorded } from '@baton/contracts';
import { Code, Count, Described, Instant, Nested, Num, OneOf, Text } from '@baton/fields';
import { Role } from '@baton/contracts';
import { projection, ViewQueries } from '@baton/projections';
import type { App } from '../../src/platform/app.js';
import { decisionSlice } from '../../src/platform/commands/decision-slice.js';
import { AT_LEAST, AtLeast } from '../../src/platform/graphql/at-least.js';
import { connection, connectionOf, PageArgs, pageOf, type Connection } from '../../src/platform/graphql/connection.js';
import { inputOf, outputOf } from '../../src/platform/graphql/described-type.js';
import { ANY, entry, guarded, NO, nobodys, open } from '../../src/platform/access/access-matrix.js';
import type { Access } from '../../src/platform/access/access-guard.js';
import { PlatformModule } from '../../src/platform/platform.module.js';

/* A small application on the real platform: two commands, a view and a few queries, for specs of the platform alone. */

@Described('Opens a club.')
export class OpenClub {
  @Code('The club') club: string;
  @Text('Its name', { max: 40 }) name: string;
  @Instant('Since when', { optional: true }) since?: string;
}

@Described('Renames a club.')
export class RenameClub {
  @Code('The club') club: string;
  @Text('Its name', { max: 40 }) name: string;
}

interface Club {
  readonly open: boolean;
}

const clubs: Aggregate<Club, Recorded<DepartmentFact>> = {
  initial: { open: false },
  evolve: (state, event) => (event.type === 'DepartmentOpened' ? { open: true } : state),
};

const openClub =
  ({ name }: OpenClub): Decide<Club, DepartmentFact> =>
  ({ open }) => {
    if (open) refuse('DEPARTMENT_EXISTS', 'There is such a club', { missing: ['club'], alternatives: ['renameClub'] });
    return [{ type: 'DepartmentOpened', data: { name } }];
  };

const renameClub =
  ({ name }: RenameClub): Decide<Club, DepartmentFact> =>
  ({ open }) =>
    open ? [{ type: 'SkillsSet', data: { skills: [name] } }] : refuse('DEPARTMENT_UNKNOWN', 'There is no such club');

const streamOfClub = ({ club }: { club: string }): string => streamOf('department', club);

export const clubCommands = [
  decisionSlice({ command: OpenClub, aggregate: clubs, stream: streamOfClub, decide: openClub }),
  decisionSlice({
    command: RenameClub,
    aggregate: clubs,
    stream: streamOfClub,
    decide: renameClub,
  }),
];

@Described('A club as the list shows it.')
export class ClubRow {
  @Code('The club') club: string;
  @Text('Its name') name: string;
  @Instant('When it was opened') openedAt: string;
}

export const clubList = projection({
  name: 'club_list',
  version: 1,
  tables: { rows: { row: ClubRow, key: ['club'] } },
  on: {
    DepartmentOpened: ({ stream, data, occurredAt }, { rows }) => {
      rows.put({ club: stream.slice('department-'.length), name: data.name, openedAt: occurredAt });
    },
  },
});

@Described('Something deep.')
class Nest {
  @Code('Its name') name: string;
  @Count('How deep it lies') depth: number;
  @Num('How heavy it is, kg', { optional: true }) weight?: number;
  @OneOf(Role, 'For whom', { optional: true }) role?: Role;
  @Nested(() => Nest, 'What is in it', { list: 3 }) within: Nest[];
}

@Described('What to look for.')
class ClubFilter {
  @Text('A part of the name', { max: 10 }) name: string;
}

const nest = (depth: number): Nest => ({ name: `n${depth}`, depth, within: depth === 0 ? [] : [nest(depth - 1)] });

@Resolver()
class ClubQueries {
  constructor(
    private readonly queries: ViewQueries,
    private readonly atLeast: AtLeast,
  ) {}

  @Query(() => connectionOf(ClubRow), { description: 'The clubs by their codes.' })
  async clubs(
    @Args() args: PageArgs,
    @Args('atLeast', { type: () => String, nullable: true, description: AT_LEAST }) atLeast: string | null,
    @Args('filter', { type: () => inputOf(ClubFilter), nullable: true }) filter: ClubFilter | null,
  ): Promise<Connection<ClubRow>> {
    await this.atLeast.reached(atLeast, clubList);
    const page = pageOf(args, 1);
    const rows = await this.queries.find(clubList, 'rows', (query) => {
      let picked = query.orderBy('club').limit(page.limit + 1);
      if (page.after) picked = picked.where('club', '>', String(page.after[0]));
      return filter ? picked.where('name', 'like', `%${filter.name}%`) : picked;
    });
    return connection(rows, page, ({ club }) => [club]);
  }

  @Query(() => outputOf(Nest), { description: 'A nest in nests.' })
  nest(): Nest {
    return nest(20);
  }

  @Query(() => String, { description: 'Fails as nobody expected.' })
  fails(): string {
    throw new Error('the secret of the house is 42');
  }

  @Query(() => String, { description: 'Refuses.' })
  refuses(): string {
    return refuse('CASE_UNKNOWN', 'There is no such case', { rule: 'H1', missing: ['caseId'] });
  }
}

@Module({ providers: [ClubQueries, ...clubCommands.flatMap(({ providers }) => providers)] })
class ClubModule {}

const forAll = entry(nobodys, ANY, ANY, ANY, ANY);
export const access: Access = {
  matrix: {
    queries: { clubs: forAll, nest: forAll, fails: forAll, refuses: forAll },
    mutations: { openClub: entry(nobodys, NO, NO, NO, ANY), renameClub: entry(nobodys, ANY, NO, NO, ANY) },
    subscriptions: {},
    routes: {
      'GET /': open,
      'GET /graphiql/:edition/:name': open,
      'GET /health/live': open,
      'GET /health/ready': open,
      'GET /metrics': open,
      'GET /graphql': guarded(nobodys, ANY, ANY, ANY, ANY),
      'POST /graphql': guarded(nobodys, ANY, ANY, ANY, ANY),
    },
  },
  departmentOfAgent: () => Promise.resolve(undefined),
  hasLeft: () => Promise.resolve(false),
};

export const smallApp: App = {
  projections: [clubList],
  module: (basis) => ({ module: ClubModule, imports: [PlatformModule.for(basis, access)] }),
};
