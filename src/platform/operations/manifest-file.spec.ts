import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { idOf, readManifest } from './manifest-file.js';
import { madeManifest } from './made-manifest.js';

const folder = mkdtempSync(join(tmpdir(), 'baton-manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (content: unknown, name = 'file'): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const ONE = 'query One { a }';
const of = (hash: string, text = ONE): string => createHash(hash).update(text).digest('hex');

describe('a file of registered operations', () => {
  it.each(['sha256', 'sha1', 'md5'])('is read as generators write it, with %s for its ids', (hash) => {
    expect([...readManifest(written({ [of(hash)]: ONE }))]).toEqual([[of(hash), ONE]]);
  });

  it("is read as Apollo's generator writes it", () => {
    const operations = [{ id: idOf(ONE), name: 'One', type: 'query', body: ONE }];
    const path = written({ format: 'apollo-persisted-query-manifest', version: 1, operations });
    expect([...readManifest(path)]).toEqual([[idOf(ONE), ONE]]);
  });

  it.each([
    ['that is not there', undefined, 'cannot be read (there is no such file)'],
    ['that is no JSON', '{', 'JSON'],
    ['that holds a list', [], 'no JSON object'],
    ['of a format nobody knows', { format: 'x' }, 'format is "x"'],
    ['with an id that is not the hash', { [of('sha256', 'other')]: ONE }, `but ${idOf(ONE)} is`],
    ['with an id that is none', { One: ONE }, 'One: the id is no SHA-256'],
    ['with an id in capitals', { [idOf(ONE).toUpperCase()]: ONE }, 'small'],
    ['without a text', { [idOf(ONE)]: 7 }, 'text of the operation is missing'],
    ['of Apollo without an id', { format: 'apollo-persisted-query-manifest', operations: [null] }, 'without an id'],
  ])('%s is refused', (_, content, words) => {
    const path = content === undefined ? join(folder, 'none') : written(content);
    expect(() => readManifest(path)).toThrow(
      expect.objectContaining({ code: 'OPERATIONS_INVALID', message: expect.stringContaining(words) }),
    );
  });

  it('names what is wrong, all of it as far as anybody reads', () => {
    const many = Object.fromEntries(Array.from({ length: 14 }, (_, one) => [`x${one}`, ONE]));
    expect(() => readManifest(written(many))).toThrow(/x0[^]*x9[^]*and 4 more$/);
  });
});

describe('a manifest made of files', () => {
  const schema = buildSchema('type Query { a: Int b(c: Int): Int }');

  it('holds each operation with the fragments it uses, in whichever file they stand', () => {
    const operations = written('query One { ...f } query Two { b(c: 1) }', 'operations.graphql');
    const fragments = written('fragment f on Query { a }', 'fragments.graphql');
    const manifest = madeManifest(schema, [operations, fragments]);
    expect(Object.values(manifest)).toEqual([
      expect.stringContaining('fragment f'),
      expect.not.stringContaining('fragment'),
    ]);
    expect([...readManifest(written(manifest))]).toEqual(Object.entries(manifest));
  });

  it.each([
    ['that does not fit the schema', 'query One {\n c }', /operations.graphql, line 2: Cannot query field "c"/],
    ['that is no GraphQL', 'query One {', /operations.graphql, line 1: Syntax Error/],
    ['without a name', '{ a }', /no name/],
  ])('refuses an operation %s', (_, text, words) => {
    expect(() => madeManifest(schema, [written(text, 'operations.graphql')])).toThrow(words);
  });

  it('refuses a file that is not there', () => {
    expect(() => madeManifest(schema, [join(folder, 'none')])).toThrow(/ENOENT/);
  });
});
