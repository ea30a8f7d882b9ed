import { buildSchema, type ExecutionResult } from 'graphql';
import { Operations, type Sent } from './operations.js';
import { toldAlike } from './told-alike.js';

const schema = buildSchema(`
  type Query { nothing: Int }
  type Subscription { notes(of: String): Note! }
  type Note { text: String! length: Int! }
`);

/** How many times the text of a note was asked for. */
let asked = 0;
let failing = false;
const note = (text: string) => ({
  notes: {
    get text() {
      asked += 1;
      if (failing) throw new Error('the note is lost');
      return text;
    },
    length: text.length,
  },
});

let operations: Operations;
let handedOver: unknown[];
beforeEach(() => {
  asked = 0;
  failing = false;
  operations = new Operations(schema, { permitted: (text) => text });
  handedOver = [];
  const { notes } = schema.getSubscriptionType()?.getFields() ?? {};
  if (!notes) throw new Error('the schema has no notes');
  notes.subscribe = async function* () {
    yield* handedOver;
  };
});

/** What a subscriber is told, and what comes out for others to tell: texts and results, in order. */
const answersTo = async (
  sent: Sent,
  tell: (text: string) => Promise<void> | undefined = () => undefined,
): Promise<(string | ExecutionResult)[]> => {
  const got: (string | ExecutionResult)[] = [];
  const prepared = operations.prepared(sent, {}, (answer) => {
    got.push(answer.toString());
    return tell(answer.toString());
  });
  for await (const result of await operations.subscribe(prepared)) got.push(result);
  return got;
};

const told = (fields: object): string => JSON.stringify({ data: { notes: fields } });
const TEXT =
  'subscription Of($of: String, $long: Boolean = false) { notes(of: $of) { text length @include(if: $long) } }';

describe('an object that is told alike', () => {
  it('is answered once for all who sent the same operation, whatever they follow', async () => {
    handedOver = [toldAlike(note('one')), toldAlike(note('two'))];
    const answers = [told({ text: 'one' }), told({ text: 'two' })];
    expect(await answersTo({ query: TEXT, variables: { of: 'service' } })).toEqual(answers);
    expect(await answersTo({ query: TEXT, variables: { of: 'sales' } })).toEqual(answers);
    expect(await answersTo({ query: TEXT, operationName: null })).toEqual(answers);
    expect(asked).toBe(2);
  });

  it('is answered to each as it asked: by its text, its operation and the variables below', async () => {
    handedOver = [toldAlike(note('one'))];
    const two = `${TEXT} subscription Other { notes { other: text } }`;
    const answers = [
      await answersTo({ query: TEXT }),
      await answersTo({ query: TEXT, variables: { long: true } }),
      await answersTo({ query: two, operationName: 'Of' }),
      await answersTo({ query: two, operationName: 'Other' }),
      await answersTo({ query: 'subscription { notes { aliased: text } }' }),
    ];
    expect(answers.flat()).toEqual([
      told({ text: 'one' }),
      told({ text: 'one', length: 3 }),
      told({ text: 'one' }),
      told({ other: 'one' }),
      told({ aliased: 'one' }),
    ]);
  });

  it('keeps a bounded number of answers, and answers those beyond all the same', async () => {
    handedOver = [toldAlike(note('one'))];
    const ask = (index: number) => answersTo({ query: `subscription { notes { a${index}: text } }` });
    for (let index = 0; index < 150; index += 1) expect(await ask(index)).toEqual([told({ [`a${index}`]: 'one' })]);
    expect(asked).toBe(150);
    await ask(0);
    expect(asked).toBe(150);
    expect(await ask(149)).toEqual([told({ a149: 'one' })]);
    expect(asked).toBe(151);
  });

  it('comes out as a result where it has errors, for these are told with the id of each request', async () => {
    failing = true;
    handedOver = [toldAlike(note('one'))];
    const [result, ...more] = await answersTo({ query: TEXT });
    expect(result).toMatchObject({ data: null, errors: [{ message: 'the note is lost', path: ['notes', 'text'] }] });
    expect(more).toEqual([]);
  });
});

describe('any other object', () => {
  it('is answered to each subscriber anew, as a result', async () => {
    handedOver = [note('one')];
    const result = { data: { notes: { text: 'one' } } };
    expect(await answersTo({ query: TEXT })).toEqual([result]);
    expect(await answersTo({ query: TEXT })).toEqual([result]);
    expect(asked).toBe(2);
  });
});

describe('objects that are handed over together', () => {
  it('are answered each, in order', async () => {
    handedOver = [[toldAlike(note('one')), note('two'), toldAlike(note('three'))], [], toldAlike(note('four'))];
    expect(await answersTo({ query: TEXT })).toEqual([
      told({ text: 'one' }),
      { data: { notes: { text: 'two' } } },
      told({ text: 'three' }),
      told({ text: 'four' }),
    ]);
  });

  it('wait for a client that has to take one first, and are told no more once it has left', async () => {
    handedOver = [['one', 'two', 'three'].map((text) => toldAlike(note(text)))];
    const got: string[] = [];
    const taken = Promise.withResolvers<void>();
    const full = Promise.withResolvers<void>();
    const prepared = operations.prepared({ query: TEXT }, {}, (answer) => {
      got.push(answer.toString());
      if (got.length < 2) return undefined;
      full.resolve();
      return taken.promise;
    });
    const answers = await operations.subscribe(prepared);
    const next = answers.next();
    await full.promise;
    expect(got).toEqual([told({ text: 'one' }), told({ text: 'two' })]);
    const left = answers.return();
    taken.resolve();
    expect(await next).toEqual({ value: undefined, done: true });
    await left;
    expect(got).toHaveLength(2);
  });
});

describe('a subscription whose answer cannot be made', () => {
  it('fails, and lets go of its source', async () => {
    let letGo = false;
    const { notes } = schema.getSubscriptionType()?.getFields() ?? {};
    if (notes) {
      notes.subscribe = async function* () {
        try {
          yield toldAlike(note('one'));
        } finally {
          letGo = true;
        }
      };
    }
    const broken = () => {
      throw new Error('the socket is broken');
    };
    await expect(answersTo({ query: TEXT }, broken)).rejects.toThrow('the socket is broken');
    expect(letGo).toBe(true);
  });
});
