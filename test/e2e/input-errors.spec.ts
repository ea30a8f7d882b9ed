import { v7 } from 'uuid';
import { app } from '../../src/app.js';
import { startBaton, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

/* Whatever is wrong with what was sent, the error points at it: at the argument, and within it at the field. */

let baton: TestBaton;
let anna: Client;

beforeAll(async () => {
  baton = await startBaton(app);
  anna = await baton.as({ agent: 'anna', department: 'shop', role: 'AGENT' });
});
afterAll(() => baton.close());

const GOOD = { caseId: v7(), to: 'field-service', reason: 'SKILL_NEEDED', ask: 'Measure the line' };
const OFFER = 'mutation Offer($input: OfferTransferInput!) { offerTransfer(input: $input) { __typename } }';

/** A value as it is written into an operation; words in capitals are words of an enum. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, of]) => of !== undefined);
    return `{ ${fields.map(([name, of]) => `${name}: ${literal(of)}`).join(', ')} }`;
  }
  return typeof value === 'string' && /^[A-Z_]{3,}$/.test(value) ? value : JSON.stringify(value);
}

interface Pointed {
  readonly path: unknown;
  readonly code: unknown;
  readonly variable?: unknown;
  readonly message: unknown;
}

async function fieldsOf(query: string, variables: object = {}): Promise<Pointed[]> {
  const { errors = [] } = await anna.ask(query, variables);
  for (const { message, extensions } of errors) {
    expect(message).not.toBe('');
    expect(extensions).toMatchObject({
      code: expect.stringMatching(/^(VALIDATION|INPUT_INVALID)$/),
      remedy: expect.any(String),
    });
  }
  return errors.flatMap(({ extensions }) => (extensions['fields'] ?? []) as Pointed[]);
}

const action = (wrong: object) => ({
  actions: [
    { what: 'Ring', department: 'shop' },
    { what: 'Go', department: 'shop', ...wrong },
  ],
});

describe('an error of an input points at the field', () => {
  const input = 'input';

  it.each([
    // of the schema
    ['no value where one must be', { ask: undefined }, ['ask'], 'MISSING'],
    ['null where a value must be', { ask: null }, ['ask'], 'MISSING'],
    ['a number where a text is', { ask: 7 }, ['ask'], 'WRONG_TYPE'],
    ['an object where a text is', { ask: { a: 1 } }, ['ask'], 'WRONG_TYPE'],
    ['a text where yes or no is', { noneVerified: 'yes' }, ['noneVerified'], 'WRONG_TYPE'],
    ['a word that is not on the list', { reason: 'BOREDOM' }, ['reason'], 'UNKNOWN_WORD'],
    ['a number where a word is', { reason: 3 }, ['reason'], 'WRONG_TYPE'],
    ['a field that there is not', { asks: 'x' }, ['asks'], 'UNKNOWN_FIELD'],
    ['a text where an object is', { actions: ['x'] }, ['actions', 0], 'WRONG_TYPE'],
    ['no value within an item', action({ what: undefined }), ['actions', 1, 'what'], 'MISSING'],
    ['null for an item', { ifThen: ['If', null] }, ['ifThen', 1], 'MISSING'],
    ['a number within a list', { ifThen: ['If', 'then', 3] }, ['ifThen', 2], 'WRONG_TYPE'],
    ['no instant', action({ by: 'tomorrow' }), ['actions', 1, 'by'], 'WRONG_FORM'],
    ['an instant without a zone', action({ by: '2026-03-01T09:00:00' }), ['actions', 1, 'by'], 'WRONG_FORM'],
    ['a field that there is not, in an item', action({ who: 'me' }), ['actions', 1, 'who'], 'UNKNOWN_FIELD'],
    // of the fields
    ['an id that is no UUID', { caseId: '7' }, ['caseId'], 'WRONG_FORM'],
    ['a code that is none', { to: '!' }, ['to'], 'WRONG_FORM'],
    ['a text that says nothing', { ask: '   ' }, ['ask'], 'WRONG_FORM'],
    ['a text that is too long', { ask: 'x'.repeat(501) }, ['ask'], 'TOO_LONG'],
    ['too many items', { ifThen: Array.from({ length: 21 }, () => 'x') }, ['ifThen'], 'TOO_MANY'],
    ['an item that is too long', { ifThen: ['a', 'x'.repeat(501), 'b'] }, ['ifThen', 1], 'TOO_LONG'],
    ['a wrong code within an item', action({ department: '?' }), ['actions', 1, 'department'], 'WRONG_FORM'],
  ])('%s', async (_, wrong, within, code) => {
    const value = { ...GOOD, ...wrong };
    const pointed = { path: [input, ...within], code, message: expect.any(String) };
    expect(await fieldsOf(`mutation { offerTransfer(input: ${literal(value)}) { __typename } }`)).toEqual([pointed]);
    // The third time the operation is compiled: the same is said.
    for (let time = 0; time < 3; time += 1) {
      const [field, ...more] = await fieldsOf(OFFER, { input: value });
      expect(more).toEqual([]);
      expect(field).toMatchObject(pointed);
    }
  });

  it('in words that name it once and nothing of the inside', async () => {
    const { errors = [] } = await anna.ask(OFFER, { input: { ...GOOD, caseId: '7', to: '!' } });
    expect(errors[0]?.message).toMatch(/^caseId must be a UUID; to must be a code/);
    const diff = `{ caseDiff(id: "${GOOD.caseId}", fromRevision: 3, toRevision: 1) { __typename } }`;
    expect((await anna.ask(diff)).errors?.[0]?.message).toMatch(/^fromRevision 3 lies after toRevision 1/);
  });

  it('at each of several', async () => {
    const value = { ...GOOD, caseId: '7', to: '!', ifThen: ['', 'x'] };
    const fields = await fieldsOf(OFFER, { input: value });
    expect(fields.map(({ path }) => path)).toEqual([
      [input, 'caseId'],
      [input, 'to'],
      [input, 'ifThen', 0],
    ]);
  });

  it('where a variable stands for a part of an argument', async () => {
    const query = `mutation Offer($reason: TransferReason!, $by: DateTime) {
      offerTransfer(input: { caseId: "${GOOD.caseId}", to: "x", ask: "y", reason: $reason,
        actions: [{ what: "a", department: "b" }, { what: "a", department: "b", by: $by }] }) { __typename }
    }`;
    for (let time = 0; time < 3; time += 1) {
      expect(await fieldsOf(query, { reason: 'BOREDOM', by: 'soon' })).toEqual([
        {
          path: [input, 'reason'],
          code: 'UNKNOWN_WORD',
          variable: 'reason',
          message: expect.stringContaining('BOREDOM'),
        },
        {
          path: [input, 'actions', 1, 'by'],
          code: 'WRONG_FORM',
          variable: 'by',
          message: expect.stringContaining('ISO 8601'),
        },
      ]);
    }
  });

  it('at every argument that a variable is used in, also in a fragment', async () => {
    const query = `query Two($id: ID!) { case(id: $id) { id } ...more } fragment more on Query { customerContext(identifier: { kind: PHONE, value: $id }) { __typename } }`;
    const wrong = query
      .replace('$id: ID!', '$id: String!')
      .replace('case(id: $id) { id }', 'department(code: $id) { name }');
    expect((await fieldsOf(wrong, { id: 7 })).map(({ path }) => path)).toEqual([['code'], ['identifier', 'value']]);
    expect((await fieldsOf(query, { id: '1' })).map(({ path }) => path)).toEqual([['identifier', 'value']]);
  });

  it.each([
    ['an argument that is missing', 'mutation { offerTransfer { __typename } }', ['input'], 'MISSING'],
    ['an argument that there is not', '{ agents(color: 1) { totalCount } }', ['color'], 'UNKNOWN_FIELD'],
    ['an argument given twice', '{ agents(first: 1, first: 2) { totalCount } }', ['first'], 'GIVEN_TWICE'],
    [
      'a number that is too large for its type',
      '{ agents(first: 3000000000) { totalCount } }',
      ['first'],
      'OUT_OF_RANGE',
    ],
    ['a page that is too large', '{ agents(first: 101) { totalCount } }', ['first'], 'OUT_OF_RANGE'],
    ['a position that is none', '{ agents(atLeast: "soon") { totalCount } }', ['atLeast'], 'WRONG_FORM'],
    [
      'a filter',
      '{ promises(filter: { department: "shop", caseId: "!" }) { totalCount } }',
      ['filter', 'caseId'],
      'WRONG_FORM',
    ],
    [
      'an identity',
      '{ customerContext(identifier: { kind: PHONE, value: "" }) { __typename } }',
      ['identifier', 'value'],
      'WRONG_FORM',
    ],
    ['an id', '{ case(id: "1") { id } }', ['id'], 'WRONG_FORM'],
    [
      'the id of a command',
      `mutation { claimCase(input: { caseId: "${GOOD.caseId}" }, commandId: "1") { __typename } }`,
      ['commandId'],
      'WRONG_FORM',
    ],
    [
      'the revision expected',
      `mutation { claimCase(input: { caseId: "${GOOD.caseId}" }, expectedRevision: -1) { __typename } }`,
      ['expectedRevision'],
      'OUT_OF_RANGE',
    ],
    [
      'a variable of a type that does not fit',
      'query ($n: String) { agents(first: $n) { totalCount } }',
      ['first'],
      'WRONG_TYPE',
    ],
  ])('%s', async (_, query, path, code) => {
    for (let time = 0; time < 2; time += 1) {
      const fields = await fieldsOf(query);
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) expect(field).toMatchObject({ path, code });
    }
  });

  it('a variable that is not there', async () => {
    const variable = { path: ['id'], code: 'MISSING', variable: 'id' };
    for (const variables of [{}, { id: null }]) {
      for (let time = 0; time < 3; time += 1) {
        expect(await fieldsOf('query One($id: ID!) { case(id: $id) { id } }', variables)).toMatchObject([variable]);
      }
    }
  });

  it('not more often than anybody reads', async () => {
    const ifThen = Array.from({ length: 5000 }, () => 7);
    expect(await fieldsOf(OFFER, { input: { ...GOOD, ifThen } })).toHaveLength(50);
  });

  it('and at none where a field is asked for that there is not', async () => {
    expect(await fieldsOf('{ agents { colour } }')).toEqual([]);
  });
});
