import tseslint from 'typescript-eslint';

const BANNED_OF_CQRS = {
  paths: [
    {
      name: '@nestjs/cqrs',
      importNames: ['AggregateRoot', 'EventPublisher', 'EventBus', 'Saga', 'EventsHandler', 'IEventHandler'],
      message:
        'It drops events when an append fails and keeps sagas in memory only. Events go one way: append, subscription, projections and policies.',
    },
  ],
};

const READS_CLOCK_OR_CHANCE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A pure file reads no clock: the instant comes with what it is given.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A pure file reads no clock: the instant comes with what it is given.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'A pure file leaves nothing to chance: derive ids with derivedId.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(randomUUID|randomBytes|getRandomValues|randomInt)$/]',
    message: 'A pure file leaves nothing to chance: derive ids with derivedId.',
  },
  {
    selector: "ImportDeclaration[source.value='uuid'] ImportSpecifier[imported.name=/^v[1467]$/]",
    message: 'A pure file leaves nothing to chance: derive ids with derivedId.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', '.build-*/', 'node_modules/', 'data/', 'coverage/', 'src/platform/graphiql/assets/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      // A method of a port is async because the port says so, whether or not this one waits for anything.
      '@typescript-eslint/require-await': 'off',
      // It also objects to assertions that say what cannot be inferred once the code around them changes.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Classes that only carry decorators, and the modules of Nest.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-imports': ['error', BANNED_OF_CQRS],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/max-params': ['error', { max: 6 }],
    },
  },
  {
    files: [
      '**/*.{decision,state,projection,policy}.ts',
      'libs/{chain-alarms,decider,text-words,working-calendar}/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...READS_CLOCK_OR_CHANCE] },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'no-console': 'off',
      // Matchers of Jest and answers over HTTP are typed as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
