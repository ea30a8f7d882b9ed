import type { webcrypto } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';
import { issuerAddress, keysAddress } from './issuer-fetch.js';
import { IssuerUnreachable, KEYS_COOLDOWN, KEYS_FRESH, KEYS_KEPT } from './issuer-keys.js';
import { JwtVerifier, TOKEN_LENGTH } from './jwt-verifier.js';
import { believedOfIssuer, type OpenIdSettings } from './openid.js';
import { TokenRefused, type Verified } from './verification.js';

/* An issuer in the hand of a spec: it says what the spec wants it to say. */

const START = Date.parse('2026-03-02T09:00:00.000Z');
let now = START;
const clock = { now: () => new Date(now).toISOString() };

interface Pair {
  readonly kid: string;
  readonly privateKey: webcrypto.CryptoKey;
  readonly jwk: JWK;
}
async function pair(kid: string, alg = 'ES256'): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

let server: Server;
let issuer: string;
let first: Pair;
let asked: string[];
let answers: Record<string, RequestListener>;
const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const CONFIGURATION = '/.well-known/openid-configuration';

beforeAll(async () => {
  first = await pair('first');
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  now = START;
  asked = [];
  answers = {
    [CONFIGURATION]: json({ issuer, jwks_uri: `${issuer}/keys` }),
    '/keys': json({ keys: [first.jwk] }),
  };
});

const settings = (): OpenIdSettings => ({
  kind: 'openid',
  issuer,
  audience: ['baton'],
  algorithms: ['ES256', 'RS256'],
  clockTolerance: 5000,
  marked: false,
  claims: {
    agent: 'sub',
    department: 'org.department',
    role: 'realm_access.roles',
    roles: [
      ['baton-supervisor', 'SUPERVISOR'],
      ['baton-agent', 'AGENT'],
    ],
    departments: [],
  },
  production: false,
});

let reports: (string | undefined)[];
const verifier = (change: Partial<OpenIdSettings> = {}): JwtVerifier => {
  reports = [];
  const bounds = { timeout: 300, bytes: 20_000 };
  const believed = believedOfIssuer({ ...settings(), ...change }, clock, (reason) => reports.push(reason), bounds);
  return new JwtVerifier(believed, clock);
};

const seconds = (): number => Math.floor(now / 1000);
const claims = (change: object = {}): Record<string, unknown> => ({
  iss: issuer,
  aud: 'baton',
  sub: 'ada',
  iat: seconds(),
  exp: seconds() + 3600,
  org: { department: 'sales' },
  realm_access: { roles: ['offline_access', 'baton-agent'] },
  ...change,
});
const signed = (change: object = {}, header: object = {}, by: Pair = first): Promise<string> =>
  new SignJWT(claims(change))
    .setProtectedHeader({ alg: 'ES256', kid: by.kid, ...header } as JWTHeaderParameters)
    .sign(by.privateKey);
const refusal = async (token: Promise<string> | string, change: Partial<OpenIdSettings> = {}): Promise<string> => {
  const answered: Promise<Verified> = verifier(change).verify(await token);
  const error: unknown = await answered.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TokenRefused);
  return (error as TokenRefused).message;
};

describe('a token of an identity provider', () => {
  it('says who its caller is, by the claims that are configured', async () => {
    const { by, until } = await verifier().verify(await signed());
    expect(by).toEqual({ agent: 'ada', department: 'sales', role: 'AGENT' });
    expect(until).toBe(new Date(START + 3_605_000).toISOString());
    expect(asked).toEqual([CONFIGURATION, '/keys']);
  });

  it('gives the first role of the list that it has', async () => {
    const roles = ['baton-agent', 'baton-supervisor'];
    const { by } = await verifier().verify(await signed({ realm_access: { roles } }));
    expect(by.role).toBe('SUPERVISOR');
  });

  it.each([
    ['a claim whose own name has dots', { 'https://a.example/role': 'baton-agent' }, 'https://a.example/role'],
    ['a text of several words', { scope: 'openid baton-agent' }, 'scope'],
    ['one text', { role: 'baton-agent' }, 'role'],
  ])('may name the role in %s', async (_, change, role) => {
    const mapped = { claims: { ...settings().claims, role } };
    expect((await verifier(mapped).verify(await signed(change))).by.role).toBe('AGENT');
  });

  it('may name the department in words that are mapped', async () => {
    const mapped = { claims: { ...settings().claims, departments: [['/offices/Sales', 'sales']] as const } };
    const org = { department: ['/everybody', '/offices/Sales'] };
    expect((await verifier(mapped).verify(await signed({ org }))).by.department).toBe('sales');
    expect(await refusal(signed({ org: { department: 'other' } }), mapped)).toContain('no department that is known');
  });

  it.each([
    ['JWT', {}],
    ['at+jwt', {}],
    ['application/at+jwt', {}],
    [undefined, { typ: 'Bearer' }],
    ['JWT', { token_use: 'access' }],
    ['JWT', { typ: 'Bearer', nonce: 'n-0S6_WzA2Mj' }],
  ])('is an access token: typ %s, %j', async (typ, change) => {
    expect((await verifier().verify(await signed(change, typ === undefined ? {} : { typ }))).by.agent).toBe('ada');
  });

  it.each([
    ['another issuer', { iss: 'https://other.example' }, 'iss'],
    ['no issuer', { iss: undefined }, 'iss'],
    ['another audience', { aud: 'another' }, 'aud'],
    ['no audience', { aud: undefined }, 'aud'],
    ['no end', { exp: undefined }, 'exp'],
    ['no beginning', { iat: undefined }, 'iat'],
    ['an end that has passed', { exp: START / 1000 - 6 }, 'has expired'],
    ['a beginning in the future', { iat: START / 1000 + 6 }, 'iat'],
    ['a time before which it does not hold', { nbf: START / 1000 + 6 }, 'nbf'],
    ['no agent', { sub: undefined }, 'claim sub'],
    ['several agents', { sub: ['ada', 'eva'] }, 'claim sub'],
    ['an agent that is no code', { sub: 'auth0|17' }, 'claim sub'],
    ['no department', { org: undefined }, 'claim org.department'],
    ['two departments', { org: { department: ['sales', 'billing'] } }, 'more than one department'],
    ['no role', { realm_access: undefined }, 'names no role that is known'],
    ['a role that is not mapped', { realm_access: { roles: ['AGENT', 'ADMIN'] } }, 'names no role that is known'],
    ['roles that are no list', { realm_access: { roles: { 'baton-agent': true } } }, 'names no role that is known'],
    ['the marks of an identity token', { at_hash: 'x' }, 'no access token'],
    ['the mark of a token that vouches for a code', { c_hash: 'x' }, 'no access token'],
    ['the number that a login asked for', { nonce: 'n-0S6_WzA2Mj' }, 'no access token'],
    ['a claim typ of another kind', { typ: 'ID' }, 'no access token'],
    ['another use', { token_use: 'id' }, 'no access token'],
    ['the events of a logout', { events: {} }, 'no access token'],
  ])('is refused with %s', async (_, change, why) => {
    expect(await refusal(signed(change))).toContain(why);
  });

  it.each(['logout+jwt', 'dpop+jwt', 'refresh'])('is refused as what it is called: %s', async (typ) => {
    expect(await refusal(signed({}, { typ }))).toContain('no access token');
  });

  it('is refused without the mark of an access token where only marked ones are believed', async () => {
    expect(await refusal(signed({}, { typ: 'JWT' }), { marked: true })).toContain('not marked');
    expect((await verifier({ marked: true }).verify(await signed({}, { typ: 'at+jwt' }))).by.agent).toBe('ada');
  });

  it('is believed within the tolerance for clocks that differ, and not beyond', async () => {
    const { by } = await verifier().verify(await signed({ exp: START / 1000 - 4, nbf: START / 1000 + 4 }));
    expect(by.agent).toBe('ada');
    expect(await refusal(signed({ exp: START / 1000 - 4 }), { clockTolerance: 1000 })).toContain('has expired');
  });

  it('is refused with no signature', async () => {
    expect(await refusal(new UnsecuredJWT(claims()).encode())).toContain('not');
    const [, body] = (await signed()).split('.');
    const none = Buffer.from('{"alg":"none","kid":"first"}').toString('base64url');
    expect(await refusal(`${none}.${body}.`)).toContain('not accepted');
  });

  it('is refused when it was signed with the public key as a secret', async () => {
    const { publicKey } = await generateKeyPair('RS256');
    const secret = Buffer.from(await exportSPKI(publicKey));
    answers['/keys'] = json({
      keys: [
        { ...(await exportJWK(publicKey)), kid: 'rsa' },
        { kty: 'oct', k: 'AAAA', kid: 'o' },
      ],
    });
    for (const kid of ['rsa', 'o']) {
      const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid }).sign(secret);
      expect(await refusal(token)).toContain('not accepted');
    }
  });

  it('is refused when it was signed in a way that was not chosen', async () => {
    const other = await pair('ed', 'EdDSA');
    answers['/keys'] = json({ keys: [other.jwk] });
    expect(await refusal(signed({}, { alg: 'EdDSA' }, other))).toContain('not accepted');
  });

  it('is refused with a key of its own, wherever it says that key is', async () => {
    const thief = await pair('thief');
    answers['/thief'] = json({ keys: [thief.jwk] });
    for (const header of [{ jwk: thief.jwk }, { jku: `${issuer}/thief` }, { x5u: `${issuer}/thief` }]) {
      expect(await refusal(signed({}, header, thief))).toContain('key');
      expect(await refusal(signed({}, { ...header, kid: 'first' }, thief))).toContain('not signed with');
    }
    expect(asked).not.toContain('/thief');
  });

  it.each(['../../etc/passwd', "' or 1=1", '__proto__', 'x'.repeat(4000), ''])(
    'is refused with the key %j',
    async (kid) => {
      expect(await refusal(signed({}, { kid }))).toMatch(/key/);
    },
  );

  it('is not looked at when it is too long', async () => {
    expect(await refusal(signed({ filler: 'x'.repeat(TOKEN_LENGTH) }))).toContain(`longer than ${TOKEN_LENGTH}`);
    expect(asked).toEqual([]);
  });

  it.each(['a.b', 'a.b.c', 'e30.e30.', '....', 'x'])('is refused when it is none: %s', async (token) => {
    expect(await refusal(token)).toContain('not');
  });

  it('is never part of what is said about it', async () => {
    const token = await signed({ aud: 'another' });
    expect(await refusal(token)).not.toContain(token.split('.')[1]);
  });
});

describe('the keys of an identity provider', () => {
  it('are asked for once, however many ask at once', async () => {
    const one = verifier();
    const token = await signed();
    await Promise.all(Array.from({ length: 20 }, () => one.verify(token)));
    expect(asked).toEqual([CONFIGURATION, '/keys']);
  });

  it('are asked for again when a token names one that is not known, but not by every such token', async () => {
    const one = verifier();
    await one.verify(await signed());
    const second = await pair('second');
    answers['/keys'] = json({ keys: [first.jwk, second.jwk] });
    now += KEYS_COOLDOWN;
    expect((await one.verify(await signed({}, {}, second))).by.agent).toBe('ada');
    asked = [];
    for (let time = 0; time < 20; time += 1) {
      await expect(one.verify(await signed({ jti: String(time) }, { kid: `k${time}` }))).rejects.toThrow(
        'does not have',
      );
    }
    expect(asked).toEqual([]);
    now += KEYS_COOLDOWN;
    for (let time = 0; time < 20; time += 1) {
      await expect(one.verify(await signed({ jti: String(time) }, { kid: `k${time}` }))).rejects.toThrow(
        'does not have',
      );
    }
    expect(asked).toEqual([CONFIGURATION, '/keys']);
  });

  it('that are new work within half a minute, and until then the refusal says when to try again', async () => {
    const one = verifier();
    await one.verify(await signed());
    now += KEYS_COOLDOWN;
    await expect(one.verify(await signed({}, { kid: 'strange' }))).rejects.toThrow('try again in 30 seconds');
    const second = await pair('second');
    answers['/keys'] = json({ keys: [first.jwk, second.jwk] });
    now += 10_000;
    const token = await signed({}, {}, second);
    await expect(one.verify(token)).rejects.toThrow('if the key is new, try again in 20 seconds');
    now += 20_000;
    expect((await one.verify(token)).by.agent).toBe('ada');
  });

  it('that were taken back are believed no longer, also for a token that was seen before', async () => {
    const one = verifier();
    const token = await signed();
    await one.verify(token);
    const second = await pair('second');
    answers['/keys'] = json({ keys: [second.jwk] });
    now += KEYS_FRESH + 1;
    await one.verify(token);
    // It did not wait for the newer keys; now they are there.
    await one.verify(await signed({}, {}, second));
    await expect(one.verify(token)).rejects.toThrow('does not have');
  });

  it('that were taken back are believed by nobody twice ten minutes later, not even once', async () => {
    const one = verifier();
    const token = await signed();
    await one.verify(token);
    answers['/keys'] = json({ keys: [(await pair('second')).jwk] });
    now += 2 * KEYS_FRESH + 1;
    await expect(one.verify(token)).rejects.toThrow('does not have');
  });

  it('that are old are waited for once when it does not answer, not by every request', async () => {
    const one = verifier();
    await one.verify(await signed());
    answers[CONFIGURATION] = json({}, 503);
    asked = [];
    now += 2 * KEYS_FRESH + 1;
    const both = await Promise.all([signed(), signed()]);
    await Promise.all(both.map((token) => one.verify(token)));
    expect(reports).toEqual([expect.stringContaining('status')]);
    expect(asked).toEqual([CONFIGURATION]);
    // It is back, with other keys: this request begins to ask for them, and goes on.
    answers[CONFIGURATION] = json({ issuer, jwks_uri: `${issuer}/keys` });
    answers['/keys'] = json({ keys: [(await pair('second')).jwk] });
    now += KEYS_COOLDOWN;
    expect((await one.verify(both[0])).by.agent).toBe('ada');
  });

  it('that are known go on for a day when it cannot be reached, then nobody is believed', async () => {
    const one = verifier();
    await one.verify(await signed());
    answers = {};
    now += KEYS_KEPT - 60_000;
    expect((await one.verify(await signed())).by.agent).toBe('ada');
    expect(one.trouble()).toBeUndefined();
    now += 120_000;
    await expect(one.verify(await signed())).rejects.toBeInstanceOf(IssuerUnreachable);
    expect(one.trouble()).toMatchObject({ code: 'IDENTITY_PROVIDER_UNREACHABLE' });
  });

  it('are asked for by who watches the service, who does not wait for an issuer that never answers', async () => {
    const reached = new Promise<void>((reach) => (answers[CONFIGURATION] = () => reach()));
    const one = verifier();
    expect(one.trouble()).toMatchObject({ code: 'IDENTITY_PROVIDER_UNREACHABLE' });
    await reached;
    expect(one.trouble()).toMatchObject({ code: 'IDENTITY_PROVIDER_UNREACHABLE' });
    expect(asked).toEqual([CONFIGURATION]);
    // Who asks for something waits for the keys, as long as an answer may take.
    await expect(one.verify(await signed())).rejects.toBeInstanceOf(IssuerUnreachable);
  });

  it('are missed no more by who watches the service once they are there', async () => {
    const one = verifier();
    await one.verify(await signed());
    expect(one.trouble()).toBeUndefined();
  });

  it('are had again when it is back', async () => {
    const kept = answers;
    answers = {};
    const one = verifier();
    await expect(one.verify(await signed())).rejects.toBeInstanceOf(IssuerUnreachable);
    answers = kept;
    now += KEYS_COOLDOWN;
    expect((await one.verify(await signed())).by.agent).toBe('ada');
    expect(reports).toEqual([expect.stringContaining('status'), undefined]);
  });

  it.each<[string, () => void, RegExp]>([
    ['no configuration', () => delete answers[CONFIGURATION], /status/],
    ['an error', () => (answers[CONFIGURATION] = json({}, 500)), /status/],
    [
      'a configuration of another issuer',
      () => (answers[CONFIGURATION] = json({ issuer: 'https://other.example', jwks_uri: `${issuer}/keys` })),
      /issuer/,
    ],
    ['no JSON', () => (answers[CONFIGURATION] = (_, response) => void response.end('hello')), /content-type|JSON/i],
    [
      'a way elsewhere',
      () => (answers[CONFIGURATION] = (_, response) => void response.writeHead(302, { location: '/keys' }).end()),
      /status/,
    ],
    ['no address of its keys', () => (answers[CONFIGURATION] = json({ issuer })), /no address of its keys/],
    [
      'keys elsewhere without https',
      () => (answers[CONFIGURATION] = json({ issuer, jwks_uri: 'http://keys.example/' })),
      /not gone to/,
    ],
    [
      'keys in a file',
      () => (answers[CONFIGURATION] = json({ issuer, jwks_uri: 'file:///etc/passwd' })),
      /not gone to/,
    ],
    ['an error instead of keys', () => (answers['/keys'] = json({}, 500)), /status 500/],
    ['keys that are none', () => (answers['/keys'] = json({ keys: 'none' })), /Key Set/],
    [
      'keys without an end',
      () => (answers['/keys'] = json({ keys: [first.jwk], filler: 'x'.repeat(30_000) })),
      /larger than/,
    ],
    [
      'keys that do not come',
      () => (answers['/keys'] = (_, response) => void response.writeHead(200).write('{')),
      /in time/,
    ],
  ])('cannot be had with %s, and the log says so once', async (_, breaks, why) => {
    breaks();
    const one = verifier();
    for (let time = 0; time < 3; time += 1) {
      await expect(one.verify(await signed())).rejects.toBeInstanceOf(IssuerUnreachable);
    }
    expect(reports).toEqual([expect.stringMatching(why)]);
    expect(one.trouble()).toMatchObject({ message: expect.not.stringContaining(issuer) });
  });

  it('may be bounded: a refused connection is no token at fault', async () => {
    const one = new JwtVerifier(believedOfIssuer({ ...settings(), issuer: 'http://127.0.0.1:1' }, clock), clock);
    await expect(one.verify(await signed())).rejects.toBeInstanceOf(IssuerUnreachable);
  });
});

describe('the address of an issuer', () => {
  it.each([
    'id.example',
    'ftp://id.example',
    'https://id.example?x=1',
    'https://id.example#a',
    'https://me:pw@id.example',
  ])('is none: %s', (address) => {
    expect(() => issuerAddress(address, false)).toThrow('is not the address of an issuer');
  });

  it('is https in production, unless it is on this machine', () => {
    expect(() => issuerAddress('http://id.example', true)).toThrow('not reached by https');
    expect(() => issuerAddress('http://localhost.id.example', true)).toThrow('not reached by https');
    for (const address of [
      'https://id.example/realms/a',
      'http://127.0.0.1:8080',
      'http://localhost',
      'http://[::1]:1',
    ]) {
      expect(issuerAddress(address, true).href).toContain(address);
    }
    expect(issuerAddress('http://keycloak:8080/realms/a', false).host).toBe('keycloak:8080');
  });

  it('leads to keys elsewhere by https alone, and never into this machine', () => {
    const at = new URL('https://id.example');
    expect(keysAddress(at, 'https://keys.example/a')).toBe('https://keys.example/a');
    for (const said of ['http://keys.example', 'https://localhost/a', 'https://127.0.0.1', 'data:,', 7, undefined]) {
      expect(() => keysAddress(at, said)).toThrow();
    }
  });
});
