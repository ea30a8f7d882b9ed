import { GraphQLSchemaHost } from '@nestjs/graphql';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  type GraphQLInputType,
} from 'graphql';
import { v7 } from 'uuid';
import { app } from '../../src/app.js';
import { startBaton, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

/** What belongs to a person, as it could be typed anywhere. */
const NAME = 'Quintilia Zacharias';
const MAIL = 'quintilia@zacharias.example';
const PHONE = '+4930901820777';
const MARKED = /quintilia|zacharias|901820777/i;

let baton: TestBaton;
let clients: Client[];
beforeAll(async () => {
  baton = await startBaton(app, { env: { BATON_DEMO: 'on', BATON_LOG_LEVEL: 'trace' } });
  clients = [
    await baton.as({ agent: 'admin', department: 'office', role: 'ADMIN' }),
    await baton.as({ agent: 'anna', department: 'call-centre', role: 'AGENT' }),
  ];
});
afterAll(() => baton.close());

/** A value of a type with something personal wherever a text fits. */
function valueOf(type: GraphQLInputType, name: string): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [valueOf(bare.ofType as GraphQLInputType, name)];
  if (isInputObjectType(bare)) {
    return Object.fromEntries(
      Object.values(bare.getFields()).map((field) => [field.name, valueOf(field.type, field.name)]),
    );
  }
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  switch (getNamedType(bare).name) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'ID':
      return v7();
    case 'DateTime':
      return '2026-03-02T08:00:00.000Z';
    default:
      return name === 'value' ? MAIL : name === 'department' ? 'call-centre' : `${NAME}, ${PHONE}`;
  }
}

const lines = (): Record<string, unknown>[] => baton.logged.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log', () => {
  it('says nothing personal of any command, at any level', async () => {
    const { schema } = baton.http.get(GraphQLSchemaHost);
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThan(30);
    const outcomes = new Set<string>();
    for (const { name, args } of mutations) {
      const input = args.find((arg) => arg.name === 'input');
      if (!input) throw new Error(`${name} takes no input`);
      const text = `mutation ($input: ${String(input.type)}) { ${name}(input: $input) { __typename } }`;
      for (const client of clients) {
        const answer = await client.ask<Record<string, { __typename: string } | null>>(text, {
          input: valueOf(input.type, name),
        });
        outcomes.add(answer.data?.[name]?.__typename ?? answer.errors?.[0]?.extensions.code ?? 'nothing');
      }
    }
    expect([...outcomes]).toEqual(expect.arrayContaining(['Refused', 'INPUT_INVALID']));
    const registered = await clients[1]?.ask<{ registerCustomer: { __typename: string } }>(
      'mutation ($input: RegisterCustomerInput!) { registerCustomer(input: $input) { __typename } }',
      { input: { kind: 'PERSON', name: NAME, identifiers: [{ kind: 'EMAIL', value: MAIL }] } },
    );
    expect(registered?.data.registerCustomer.__typename).toBe('Receipt');
    const commands = lines().filter(({ msg }) => msg === 'command');
    expect(new Set(commands.map(({ command }) => command)).size).toBeGreaterThan(30);
    expect(baton.logged.filter((line) => MARKED.test(line))).toEqual([]);
  });

  it('holds no address as it was asked for, no token and no operation', async () => {
    const query = encodeURIComponent(NAME);
    const before = baton.logged.length;
    await fetch(`${baton.url}/health/live?name=${query}`);
    await fetch(`${baton.url}/${query}?mail=${MAIL}`);
    await fetch(`${baton.url}/feeds/cases?department=${query}`, {
      headers: { authorization: `Bearer zacharias.quintilia.x` },
    });
    await clients[0]?.raw({}, `/feeds/cases?department=${query}&types=${query}`);
    await clients[0]?.raw({}, `/graphql?query=${encodeURIComponent(`{ customer(id: "${NAME}") { name } }`)}`);
    await clients[0]?.ask(`{ ${NAME} `);
    await clients[0]?.ask(`query Zacharias { searchCases(text: "${NAME}", first: 1) { edges { node { caseId } } } }`);
    await clients[0]?.ask('query ($v: Int) { departments(first: $v) { edges { cursor } } }', { v: NAME });
    await clients[0]?.raw({
      method: 'POST',
      body: `{"query": "${NAME}`,
      headers: { 'content-type': 'application/json' },
    });
    expect(baton.logged.length - before).toBeGreaterThanOrEqual(9);
    expect(baton.logged.filter((line) => MARKED.test(line))).toEqual([]);
  });

  it('has the correlation id on every line of a request and of its command', async () => {
    const ids = ['call-1', 'call-2'];
    for (const id of ids) {
      const body = JSON.stringify({
        query: 'mutation ($input: AddNoteInput!) { addNote(input: $input) { __typename } }',
        variables: { input: { caseId: v7(), text: NAME } },
      });
      await clients[1]?.raw({
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-correlation-id': id },
      });
    }
    for (const id of ids) {
      const of = lines().filter(({ correlationId }) => correlationId === id);
      expect(of.map(({ msg }) => msg).sort()).toEqual(['command', 'request']);
    }
    const without = lines().filter(({ msg, correlationId }) => /request|command/.test(String(msg)) && !correlationId);
    expect(without).toEqual([]);
  });
});
