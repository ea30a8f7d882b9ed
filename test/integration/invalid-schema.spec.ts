import { Module } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { ANY, entry, nobodys } from '../../src/platform/access/access-matrix.js';
import type { App } from '../../src/platform/app.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { startBaton } from '../support/baton.js';
import { access } from '../support/small-app.js';

@Resolver()
class ReservedQueries {
  @Query(() => String, { description: 'Has a name that GraphQL keeps for itself.', name: '__told' })
  told(): string {
    return '';
  }
}

@Module({ providers: [ReservedQueries] })
class ReservedModule {}

const queries = { __told: entry(nobodys, ANY, ANY, ANY, ANY) };
const app: App = {
  projections: [],
  module: (basis) => ({
    module: ReservedModule,
    imports: [PlatformModule.for(basis, { ...access, matrix: { ...access.matrix, queries, mutations: {} } })],
  }),
};

describe('a schema that is not valid GraphQL', () => {
  it('keeps the service from starting', async () => {
    await expect(startBaton(app)).rejects.toThrow(/"__told" must not begin with "__"/);
  });
});
