import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { By } from '@baton/contracts';
import { Global, Module } from '@nestjs/common';
import { MATTER_DIRECTORY, type MatterDirectory } from '../../src/customers/matter-directory.js';
import { CustomersModule } from '../../src/customers/customers.module.js';
import { customerCard } from '../../src/customers/views/customer-card/customer-card.projection.js';
import type { App } from '../../src/platform/app.js';
import { PlatformModule } from '../../src/platform/platform.module.js';
import { access } from '../support/access.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const noCases: MatterDirectory = {
  matterOf: () => Promise.resolve(undefined),
  hasContact: () => Promise.resolve(false),
};
const answers = [{ provide: MATTER_DIRECTORY, useValue: noCases }];

/** In the place of the cases, of which there are none here. */
@Global()
@Module({ providers: answers, exports: answers })
class NoCases {}

/** The customers on the real platform, without any other module. */
const app: App = {
  projections: [customerCard],
  module: (basis) => ({
    module: class Customers {},
    imports: [NoCases, PlatformModule.for(basis, access), CustomersModule.for(basis.baton.secrets.identifierKey())],
  }),
};

const OUTCOME = `{
  __typename
  ... on Receipt { stream key revision position commandId }
  ... on Refused { code message missing alternatives actualRevision missed { revision type } }
}`;

interface Outcome {
  readonly __typename: 'Receipt' | 'Refused';
  readonly key: string;
  readonly position: string;
  readonly [field: string]: unknown;
}

interface Shown {
  readonly customerId: string;
  readonly identifiers: readonly { readonly kind: string; readonly value: string; readonly verified: boolean }[];
  readonly [field: string]: unknown;
}

const CUSTOMER = `{
  customerId kind name segment registeredAt revision
  preferences { channel language zone quietFrom quietUntil }
  identifiers { kind value verified verifiedHow }
}`;

const agent: By = { agent: 'ines', department: 'front-office', role: 'AGENT' };
const clock = new TestClock();
let baton: TestBaton;
let ines: Client;

beforeAll(async () => {
  baton = await startBaton(app, { clock });
  ines = await baton.as(agent);
});
afterAll(() => baton.close());

async function asks(mutation: string, input: object, more: object = {}, client = ines): Promise<Outcome> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const operation = `mutation Ask($input: ${type}!, $commandId: ID, $expectedRevision: Int) {
    ${mutation}(input: $input, commandId: $commandId, expectedRevision: $expectedRevision) ${OUTCOME}
  }`;
  return (await client.get<Record<string, Outcome>>(operation, { input, ...more }))[mutation] as Outcome;
}

const registers = async (name: string, ...identifiers: object[]): Promise<string> =>
  (await asks('registerCustomer', { kind: 'PERSON', name, identifiers })).key;

const found = async (kind: string, value: string): Promise<Shown | null> => {
  const query = `query ($kind: IdentifierKind!, $value: String!) { customerByIdentifier(kind: $kind, value: $value) ${CUSTOMER} }`;
  return (await ines.get<{ customerByIdentifier: Shown | null }>(query, { kind, value })).customerByIdentifier;
};

const shown = async (id: string): Promise<Shown | null> =>
  (await ines.get<{ customer: Shown | null }>(`query ($id: ID!) { customer(id: $id) ${CUSTOMER} }`, { id })).customer;

describe('a customer', () => {
  it('is registered once, recognised at once, and shown with what is known', async () => {
    const commandId = v7();
    const input = {
      kind: 'PERSON',
      name: 'Ines Moser',
      identifiers: [
        { kind: 'PHONE', value: '+43 1 58858 0' },
        { kind: 'EMAIL', value: 'Ines.Moser@Example.org' },
      ],
    };
    const receipt = await asks('registerCustomer', input, { commandId });
    expect(await asks('registerCustomer', input, { commandId })).toEqual(receipt);
    expect(await found('PHONE', '+43-1-588580')).toMatchObject({ customerId: receipt.key, name: 'Ines Moser' });
    expect(await found('EMAIL', 'ines.moser@EXAMPLE.org')).toMatchObject({ customerId: receipt.key });
    await asks('verifyIdentifier', {
      customerId: receipt.key,
      kind: 'PHONE',
      value: '+43158858 0',
      how: 'called back',
    });
    await asks('assignSegment', { customerId: receipt.key, segment: 'home' });
    await asks('setPreferences', {
      customerId: receipt.key,
      channel: 'PHONE',
      language: 'DE-at',
      quietFrom: '21:00',
      quietUntil: '08:00',
    });
    expect(await shown(receipt.key.toUpperCase())).toEqual({
      customerId: receipt.key,
      kind: 'PERSON',
      name: 'Ines Moser',
      segment: 'home',
      registeredAt: '2026-03-02T09:00:00.000Z',
      revision: 5,
      preferences: { channel: 'PHONE', language: 'de-AT', zone: null, quietFrom: '21:00', quietUntil: '08:00' },
      identifiers: [
        { kind: 'PHONE', value: '+431588580', verified: true, verifiedHow: 'called back' },
        { kind: 'EMAIL', value: 'ines.moser@example.org', verified: false, verifiedHow: null },
      ],
    });
  });

  it('is null where there is none', async () => {
    expect(await shown(v7())).toBeNull();
    expect(await shown("' OR 1=1 --")).toBeNull();
    expect(await found('PHONE', '+43 1 58858 999')).toBeNull();
  });

  it('X2 is not changed by somebody who has not seen the last change', async () => {
    const customerId = await registers('Kurt');
    await asks('assignSegment', { customerId, segment: 'home' });
    const input = { customerId, kind: 'CONTRACT', value: 'V-1' };
    expect(await asks('addIdentifier', input, { expectedRevision: 0 })).toMatchObject({
      code: 'REVISION_CONFLICT',
      actualRevision: 1,
      missed: [{ revision: 1, type: 'SegmentAssigned' }],
    });
    expect(await asks('addIdentifier', input, { expectedRevision: 1 })).toMatchObject({ revision: 2 });
  });

  it('X2 names what was missed, however the id is written', async () => {
    const customerId = await registers('Lotte');
    await asks('assignSegment', { customerId, segment: 'home' });
    const input = { customerId: customerId.toUpperCase(), segment: 'business' };
    expect(await asks('assignSegment', input, { expectedRevision: 0 })).toMatchObject({
      code: 'REVISION_CONFLICT',
      actualRevision: 1,
      missed: [{ revision: 1, type: 'SegmentAssigned' }],
    });
  });

  it('X2 has missed nothing of what does not exist yet', async () => {
    const input = { kind: 'PERSON', name: 'Mona' };
    expect(await asks('registerCustomer', input, { expectedRevision: 0 })).toMatchObject({
      code: 'REVISION_CONFLICT',
      actualRevision: -1,
      missed: [],
    });
  });

  it('is never written by an auditor', async () => {
    const otto = await baton.as({ agent: 'otto', department: 'audit', role: 'AUDITOR' });
    expect(await asks('registerCustomer', { kind: 'PERSON', name: 'X' }, {}, otto)).toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });
});

describe('an identifier', () => {
  it('of another customer is refused with that customer’s id and nothing else of it', async () => {
    const customerId = await registers('Secret Person', { kind: 'PHONE', value: '+44 20 7946 0001' });
    const other = await registers('Somebody');
    const refused = await asks('addIdentifier', { customerId: other, kind: 'PHONE', value: '+442079460001' });
    expect(refused).toMatchObject({ code: 'IDENTIFIER_TAKEN', message: expect.stringContaining(customerId) });
    expect(JSON.stringify(refused)).not.toMatch(/Secret|7946/);
  });

  it('goes to exactly one of many who want it at the same instant', async () => {
    const customers = await Promise.all(Array.from({ length: 8 }, (_, index) => registers(`Caller ${index}`)));
    const identifier = { kind: 'EMAIL', value: 'wanted@example.org' };
    const answers = await Promise.all(
      customers.map((customerId) => asks('addIdentifier', { customerId, ...identifier })),
    );
    const winners = answers.filter((answer) => answer.__typename === 'Receipt');
    expect(winners).toHaveLength(1);
    expect(answers.filter((answer) => answer['code'] === 'IDENTIFIER_TAKEN')).toHaveLength(7);
    expect(await found('EMAIL', 'wanted@example.org')).toMatchObject({ customerId: winners[0]?.key });
  });

  it('changes hands once it was retired', async () => {
    const identifier = { kind: 'PHONE', value: '+44 20 7946 0002' };
    const [first, second] = [await registers('First', identifier), await registers('Second')];
    await asks('retireIdentifier', { customerId: first, ...identifier, reason: 'number given up' });
    expect(await found('PHONE', identifier.value)).toBeNull();
    await asks('addIdentifier', { customerId: second, ...identifier });
    expect(await found('PHONE', identifier.value)).toMatchObject({ customerId: second });
    expect((await shown(first))?.identifiers).toEqual([]);
  });

  it('stands nowhere but in the data of its event: not in the names of streams, not in the log', async () => {
    await registers('Unlogged', { kind: 'PHONE', value: '+44 20 7946 0003' });
    await asks('registerCustomer', {
      kind: 'PERSON',
      name: 'Unlogged',
      identifiers: [{ kind: 'PHONE', value: '020 7946 0003' }],
    });
    const { events } = await baton.baton.store.readAll({ limit: 1000 });
    expect(events.map(({ stream }) => stream).filter((stream) => stream.includes('7946'))).toEqual([]);
    expect(baton.logged.filter((line) => line.includes('7946') || line.includes('Unlogged'))).toEqual([]);
  });

  it.each([
    ['PHONE', '01 58858'],
    ['PHONE', '+43 1 58858; DROP TABLE customers'],
    ['EMAIL', 'p\u0430ypal@example.org'],
    ['EMAIL', 'ines@example.org\r\nBcc: all@example.org'],
    ['CONTRACT', 'V\u202e1'],
  ])('%s %j is refused, whether it is looked for or added', async (kind, value) => {
    const customerId = await registers('Somebody');
    const refused = { code: 'IDENTIFIER_INVALID', message: expect.stringContaining(kind) };
    const added = await ines.ask(
      'mutation ($input: AddIdentifierInput!) { addIdentifier(input: $input) { __typename ... on Refused { code message } } }',
      { input: { customerId, kind, value } },
    );
    // Control characters are refused at the door already, for every text.
    const told = added.errors?.[0]?.extensions ?? (added.data['addIdentifier'] as object);
    expect(['IDENTIFIER_INVALID', 'INPUT_INVALID']).toContain((told as { code: string }).code);
    const looked = await ines.ask(
      'query ($kind: IdentifierKind!, $value: String!) { customerByIdentifier(kind: $kind, value: $value) { customerId } }',
      { kind, value },
    );
    expect(looked.errors).toEqual([
      expect.objectContaining({
        message: refused.message,
        extensions: expect.objectContaining({ code: refused.code }),
      }),
    ]);
  });
});

describe('the customers', () => {
  const LIST = `query ($nameContains: String, $first: Int, $after: String, $atLeast: String) {
    customers(nameContains: $nameContains, first: $first, after: $after, atLeast: $atLeast) {
      edges { node { name } } pageInfo { hasNextPage endCursor }
    }
  }`;
  interface List {
    customers: { edges: { node: { name: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }
  const listed = async (variables: object): Promise<string[]> =>
    (await ines.get<List>(LIST, variables)).customers.edges.map(({ node }) => node.name);
  let position: string;

  beforeAll(async () => {
    for (const name of ['Zoë Müller', 'zoe MULLER', 'Zoé 100%', '<b>Zoe</b>']) await registers(name);
    ({ position } = await asks('registerCustomer', { kind: 'ORGANISATION', name: 'Zoe_GmbH' }));
  });

  it('are found by a part of their name, whatever the accents', async () => {
    expect(await listed({ nameContains: 'zoe MÜ', atLeast: position })).toEqual(
      expect.arrayContaining(['Zoë Müller', 'zoe MULLER']),
    );
    expect(await listed({ nameContains: 'zoe', atLeast: position })).toHaveLength(5);
    expect(await listed({ nameContains: 'nobody is called so', atLeast: position })).toEqual([]);
  });

  it.each([
    ['0%', ['Zoé 100%']],
    ['e_g', ['Zoe_GmbH']],
    ['<B>', ['<b>Zoe</b>']],
    ["zoe' OR '1'='1", []],
    ['\\', []],
  ])('are looked for by %j as it stands', async (nameContains, names) => {
    expect(await listed({ nameContains, atLeast: position })).toEqual(names);
  });

  it('come page by page, none twice and none left out', async () => {
    const all = await listed({ nameContains: 'zoe', first: 100, atLeast: position });
    const paged: string[] = [];
    let after: string | undefined;
    do {
      const { customers } = await ines.get<List>(LIST, { nameContains: 'zoe', first: 2, after, atLeast: position });
      paged.push(...customers.edges.map(({ node }) => node.name));
      after = customers.pageInfo.hasNextPage ? customers.pageInfo.endCursor : undefined;
    } while (after !== undefined);
    expect(paged).toEqual(all);
  });

  it('are not looked for by a name nobody can have', async () => {
    const { errors } = await ines.ask(LIST, { nameContains: 'x'.repeat(201) });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INPUT_INVALID', fields: [{ path: ['nameContains'] }] });
  });
});

describe('after the service was started again', () => {
  it('customers are recognised by the same key', async () => {
    const customerId = await registers('Lasting', { kind: 'PHONE', value: '+44 20 7946 0004' });
    const second = await startBaton(app, { folder: baton.folder, clock }).catch((error: unknown) => error);
    expect(second).toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    const { folder } = baton;
    await baton.baton.close();
    const restarted = await startBaton(app, { folder, clock });
    const again = await restarted.as(agent);
    const query = '{ customerByIdentifier(kind: PHONE, value: "+442079460004") { customerId } }';
    const answer = await again.get(query).finally(() => restarted.close());
    expect(answer).toEqual({ customerByIdentifier: { customerId } });
  });

  it('it does not start without that key or with another, and makes none', async () => {
    const key = join(baton.folder, 'identifier-key');
    const kept = readFileSync(key);
    rmSync(key);
    const refused = await startBaton(app, { folder: baton.folder, clock }).catch((error: unknown) => error);
    expect([refused, existsSync(key)]).toEqual([expect.objectContaining({ code: 'SECRET_MISSING' }), false]);
    writeFileSync(key, 'ab'.repeat(32));
    const wrong = await startBaton(app, { folder: baton.folder, clock }).catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 'SECRET_WRONG' });
    writeFileSync(key, kept);
    await (await startBaton(app, { folder: baton.folder, clock })).close();
  });
});
