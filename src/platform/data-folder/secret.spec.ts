import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSecret, readIdentifierKey } from './secret.js';

describe('a secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once: 256 random bits that only its owner may read', () => {
    const file = join(folder, 'key');
    const first = keepSecret(file);
    expect(first).toHaveLength(32);
    expect(keepSecret(file)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(keepSecret(join(folder, 'other'))).not.toEqual(first);
    expect(readdirSync(folder).sort()).toEqual(['key', 'other']);
  });

  it.each(['', 'short', 'g'.repeat(64)])('is refused when it reads %j, and stays as it is', (content) => {
    const file = join(folder, 'key');
    writeFileSync(file, content);
    expect(() => keepSecret(file)).toThrow('does not hold a secret');
    expect(statSync(file).size).toBe(content.length);
  });

  it.each([
    ['dev-key', 'Delete it: a new one is made at the next start, and tokens made before are no longer valid.'],
    ['identifier-key', 'Restore it from the backup and never delete it: without it no identifier is recognised again.'],
  ])('%s, when damaged, comes with what to do', (name, remedy) => {
    const file = join(folder, name);
    writeFileSync(file, 'half');
    const refusal: unknown = expect.objectContaining({ code: 'SECRET_DAMAGED', remedy });
    expect(() => keepSecret(file)).toThrow(refusal as Error);
  });

  it('that processes share is read, and never made', () => {
    const file = join(folder, 'shared');
    const missing: unknown = expect.objectContaining({
      code: 'SECRET_MISSING',
      remedy: expect.stringContaining('openssl'),
    });
    expect(() => readIdentifierKey(file)).toThrow(missing as Error);
    expect(readdirSync(folder)).toEqual([]);
    expect(() => readIdentifierKey(folder)).toThrow(missing as Error);
    writeFileSync(file, `${'0a'.repeat(32)}\n`);
    expect(Buffer.from(readIdentifierKey(file)).toString('hex')).toBe('0a'.repeat(32));
    writeFileSync(file, 'short');
    expect(() => readIdentifierKey(file)).toThrow('does not hold a secret');
  });
});
