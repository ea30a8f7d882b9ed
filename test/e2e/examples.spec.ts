import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';
import { app } from '../../src/app.js';
import { startBaton, type TestBaton } from '../support/baton.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/examples');

const operations = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.graphql'))
  .flatMap((file) => {
    const query = readFileSync(join(FOLDER, file), 'utf8');
    return parse(query)
      .definitions.filter(
        (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
      )
      .map((definition) => ({ file, query, name: definition.name?.value ?? 'unnamed' }));
  });

describe('the example operations, in the demo office', () => {
  let baton: TestBaton;
  beforeAll(async () => {
    baton = await startBaton(app, { env: { BATON_DEMO: 'on' } });
  });
  afterAll(() => baton.close());

  const run = async (name: string): Promise<Record<string, Record<string, unknown>>> => {
    const operation = operations.find((known) => known.name === name);
    const greta = await baton.as({ agent: 'greta', department: 'call-centre', role: 'SUPERVISOR' });
    const { data, errors } = await greta.ask<Record<string, Record<string, unknown>>>(
      operation?.query ?? '',
      {},
      {
        operationName: name,
      },
    );
    expect(errors).toBeUndefined();
    return data;
  };

  it.each(operations)('$file: $name is answered', async ({ name }) => {
    const data = await run(name);
    for (const answer of Object.values(data)) expect(answer).not.toBeNull();
  });

  it('shows whoever answers the telephone the whole of Marta at once', async () => {
    const { customerContext } = await run('WhoIsCalling');
    expect(customerContext).toMatchObject({ customer: { name: 'Marta Lindqvist' } });
    expect(customerContext?.['openCases']).toHaveLength(2);
  });

  it('names the customer in the brief', async () => {
    const { caseBrief } = await run('Brief');
    expect((caseBrief?.['who'] as { text: string }).text).toMatch(/^Marta Lindqvist/);
  });

  it('tells the story of the customer who was passed around from the shop and back', async () => {
    const { caseTrail } = await run('Trail');
    const { edges } = caseTrail as unknown as { edges: { node: { sentence: string } }[] };
    const sentences = edges.map(({ node }) => node.sentence).join('\n');
    expect(sentences).toMatch(/measure the line between seven and nine/);
    expect(sentences).toMatch(/declined/);
  });

  it('refuses the vague promise with a concrete one', async () => {
    const { makePromise } = await run('VaguePromise');
    expect(makePromise).toMatchObject({ code: 'PROMISE_VAGUE', rule: 'P1' });
  });

  it('holds what the customer had been told before the second answer', async () => {
    const { caseAsOf } = await run('AsItStood');
    const { statements } = caseAsOf?.['case'] as { statements: unknown[] };
    expect(statements).toMatchObject([{ value: 'The repair is free: the guarantee runs until May' }]);
  });
});
