import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import type { By } from '@baton/contracts';
import { devKeyOf } from './dev-key.js';
import { devToken } from './dev-token.js';
import { tokenVerifier } from './token-verifier.js';
import { TokenRefused, type TokenVerifier } from './verification.js';

const NOW = '2026-03-02T09:00:00.000Z';
const DAY = 86_400;
const ada: By = { agent: 'ada', department: 'service-desk', role: 'AGENT' };
const secret = randomBytes(32);

const at = (now: string): TokenVerifier => tokenVerifier({ kind: 'development' }, () => secret, { now: () => now });
const claims = (change: object) => {
  const iat = Date.parse(NOW) / 1000;
  const base = { sub: 'ada', department: 'service-desk', role: 'AGENT', iss: 'baton-dev', aud: 'baton', iat };
  return { ...base, exp: iat + DAY, ...change };
};
const signed = (change: object, key: Uint8Array = secret): Promise<string> =>
  new SignJWT(claims(change)).setProtectedHeader({ alg: 'HS256' }).sign(devKeyOf(key));

describe('a token of the development key', () => {
  it('says who the caller is, and until when it holds', async () => {
    const until = '2026-03-03T09:00:05.000Z';
    await expect(at(NOW).verify(await devToken(secret, ada, NOW, DAY))).resolves.toEqual({ by: ada, until });
  });

  it('is no longer believed once it has expired, also where it was seen before', async () => {
    let now = NOW;
    const verifier = tokenVerifier({ kind: 'development' }, () => secret, { now: () => now });
    const token = await devToken(secret, ada, NOW, 60);
    await verifier.verify(token);
    now = '2026-03-02T09:01:04.000Z';
    await verifier.verify(token);
    now = '2026-03-02T09:01:05.000Z';
    await expect(verifier.verify(token)).rejects.toThrow('has expired');
  });

  it('lives thirty days at most, whatever it says itself', async () => {
    const token = await signed({ exp: Date.parse(NOW) / 1000 + 400 * DAY });
    await expect(at('2026-03-30T09:00:00.000Z').verify(token)).resolves.toEqual({
      by: ada,
      until: '2026-04-01T09:00:05.000Z',
    });
    await expect(at('2026-04-02T09:00:00.000Z').verify(token)).rejects.toThrow('older than 30 days');
  });

  it.each([
    ['another key', () => signed({}, randomBytes(32))],
    ['no signature', () => Promise.resolve(new UnsecuredJWT(claims({})).encode())],
    ['another issuer', () => signed({ iss: 'somebody' })],
    ['another audience', () => signed({ aud: 'another-service' })],
    ['no end', () => signed({ exp: undefined })],
    ['no beginning', () => signed({ iat: undefined })],
    ['a beginning in the future', () => signed({ iat: Date.parse(NOW) / 1000 + 60 })],
    ['no agent', () => signed({ sub: undefined })],
    ['no department', () => signed({ department: undefined })],
    ['a role nobody has', () => signed({ role: 'KING' })],
    ['no form at all', () => Promise.resolve('not.a.token')],
  ])('is refused with %s', async (_, token) => {
    await expect(at(NOW).verify(await token())).rejects.toBeInstanceOf(TokenRefused);
  });
});

describe('a token of a public key', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-keys-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verifierOf = (publicPem: string): TokenVerifier => {
    const file = join(folder, 'key.pem');
    writeFileSync(file, publicPem);
    const settings = { kind: 'public-key', file, issuer: 'https://id.example', audience: 'baton' } as const;
    const noDevKey = () => {
      throw new Error('the development key is not to be read');
    };
    return tokenVerifier(settings, noDevKey, { now: () => NOW });
  };
  const pem = { type: 'spki', format: 'pem' } as const;

  it.each([
    ['EdDSA', () => generateKeyPairSync('ed25519')],
    ['ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
    ['RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('is believed with %s', async (alg, generate) => {
    const { publicKey, privateKey } = generate();
    const token = await new SignJWT(claims({ iss: 'https://id.example' })).setProtectedHeader({ alg }).sign(privateKey);
    await expect(verifierOf(publicKey.export(pem).toString()).verify(token)).resolves.toMatchObject({ by: ada });
  });

  it('is refused when it was signed with the text of the public key as a secret', async () => {
    const text = generateKeyPairSync('ed25519').publicKey.export(pem).toString();
    const token = await signed({ iss: 'https://id.example' }, Buffer.from(text));
    await expect(verifierOf(text).verify(token)).rejects.toBeInstanceOf(TokenRefused);
  });

  it('does not begin with a key that is too weak or no key', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export(pem).toString();
    expect(() => verifierOf(weak)).toThrow('of a kind that is not accepted');
    expect(() => verifierOf('no key')).toThrow('not a public key');
  });
});
