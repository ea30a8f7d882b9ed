import fastify from 'fastify';
import { buildSchema, GraphQLError, Kind, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { mercurius, type MercuriusOptions } from 'mercurius';
import type { AccessGuard } from '../access/access-guard.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { graphqlOptions } from './graphql.options.js';
import type { FieldProblem } from './input.js';
import { errorsOfVariables } from './wrong-arguments.js';

/* A megabyte of wrong values must not keep the service busy for longer than the errors that are told take. */

const LIST = 'query List($skills: [Skill!]!) { able(skills: $skills) }';
const WRONG = [new GraphQLError('Variable "$skills" got invalid value 1 at "skills[0]"; Expected type "Skill".')];
const many = (value: unknown): unknown[] => Array.from({ length: 5000 }, () => value);

/** A schema that counts how many values of its scalar are looked at; every number is wrong. */
function counting(): { schema: GraphQLSchema; looked: () => number } {
  let looked = 0;
  const schema = buildSchema('scalar Skill type Query { able(skills: [Skill!]!, lists: [[Skill!]!]): Boolean }');
  const skill = schema.getType('Skill') as GraphQLScalarType;
  skill.parseValue = (value) => {
    looked += 1;
    if (typeof value === 'number') throw new GraphQLError('a skill is no number');
    return value;
  };
  skill.parseLiteral = (node) => (node.kind === Kind.STRING ? node.value : undefined);
  return { schema, looked: () => looked };
}

const fieldsOf = ({ extensions }: GraphQLError): FieldProblem[] => extensions['fields'] as FieldProblem[];

describe('the errors of a variable', () => {
  it('are looked for no further than they are told', () => {
    const { schema, looked } = counting();
    const found = errorsOfVariables(schema, { query: LIST, variables: { skills: many(1) } }, WRONG);
    expect(found).toHaveLength(50);
    expect(looked()).toBe(50);
  });

  it('are told so many for all variables together', () => {
    const { schema, looked } = counting();
    const query = 'query Two($a: [Skill!]!, $b: [Skill!]!) { a: able(skills: $a) b: able(skills: $b) }';
    expect(errorsOfVariables(schema, { query, variables: { a: many(1), b: many(1) } }, WRONG)).toHaveLength(50);
    expect(looked()).toBe(50);
  });

  it('are each told at no more places than that, and in no more words than anybody reads', () => {
    const { schema } = counting();
    const query = `query Often($skill: Skill!) { able(skills: [${'$skill '.repeat(900)}]) }`;

    const skill = schema.getType('Skill') as GraphQLScalarType;
    skill.parseValue = (value) => {
      throw new GraphQLError(`no skill: ${String(value)}`);
    };
    const [error, ...more] =
      errorsOfVariables(schema, { query, variables: { skill: 'x'.repeat(100_000) } }, WRONG) ?? [];
    expect(more).toEqual([]);
    expect(error && fieldsOf(error)).toHaveLength(50);
    expect(JSON.stringify(error && [error.message, fieldsOf(error)]).length).toBeLessThan(50_000);
  });
});

describe('wrong variables of an operation', () => {
  it('are looked at to the end in none of the ways in which it is carried out', async () => {
    const { schema, looked } = counting();
    const { jit, hooks } = graphqlOptions({} as Telemetry, {} as AccessGuard, { introspection: true });
    const app = fastify();
    await app.register(mercurius, { schema, jit, resolvers: {} } as MercuriusOptions);
    app.graphql.addHook('preExecution', hooks?.preExecution as never);
    try {
      for (let time = 0; time < 4; time += 1) {
        const before = looked();
        const answer = await app.graphql(LIST, {}, { skills: many(1) }).catch((error: { errors: unknown }) => error);
        expect((answer.errors as unknown[]).length).toBeGreaterThan(49);
        expect(looked() - before).toBeLessThan(200);
      }
      expect(await app.graphql(LIST, {}, { skills: ['a'] })).toEqual({ data: { able: null } });
    } finally {
      await app.close();
    }
  });
});
