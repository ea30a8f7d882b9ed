import { buildSchema, graphql, type GraphQLObjectType } from 'graphql';
import type { By } from '@baton/contracts';
import { recordReads, type Reading } from './recorded-reads.js';

const ines: By = { agent: 'ines', department: 'SHOP', role: 'AGENT' };

/** Which cases are put to the recorder when somebody asks for an inbox. */
async function recordedOf(by: By, query: string): Promise<string[]> {
  const schema = buildSchema(`
    type Case { caseId: ID! }
    type Inbox { cases: [Case!]! }
    type Query { departmentInbox(department: String!): Inbox!, matter: Case }
  `);
  const inbox = (schema.getQueryType() as GraphQLObjectType).getFields()['departmentInbox'];
  if (!inbox) throw new Error('no inbox');
  inbox.resolve = () => ({ cases: [{ caseId: 'a' }, { caseId: 'b' }] });
  const matter = schema.getQueryType()?.getFields()['matter'];
  if (!matter) throw new Error('no matter');
  matter.resolve = () => ({ caseId: 'c' });
  const recorded: string[] = [];
  const recorder = {
    reads: {
      departmentInbox: { kind: 'answer', lists: { cases: 'caseId' }, concerning: 'department' },
      matter: { kind: 'answer', lists: { caseId: '' } },
    } as const,
    record: (_: unknown, readings: readonly Reading[]) => {
      recorded.push(...readings.map(({ id }) => id));
      return Promise.resolve();
    },
    toldTo: () => Promise.resolve(() => true),
  };
  const answer = await graphql({
    schema: recordReads(schema, recorder),
    source: query,
    contextValue: { asking: { by, correlationId: 'c' } },
  });
  expect(answer.errors).toBeUndefined();
  return recorded;
}

describe('who reads a list of cases', () => {
  it.each<[string, By, string, string[]]>([
    ['of the own department concerns its people, and no stream is read to know it', ines, 'SHOP', []],
    ['of another department is put to the recorder', { ...ines, role: 'SUPERVISOR' }, 'DEPOT', ['a', 'b']],
    ['always looks from outside as an auditor', { ...ines, role: 'AUDITOR' }, 'SHOP', ['a', 'b']],
  ])('%s', async (_, by, department, expected) => {
    expect(await recordedOf(by, `{ departmentInbox(department: "${department}") { cases { caseId } } }`)).toEqual(
      expected,
    );
  });

  it('is put to the recorder for the one case that an answer tells of, whether its id is asked for or not', async () => {
    expect(await recordedOf(ines, '{ matter { __typename } }')).toEqual(['c']);
  });
});
