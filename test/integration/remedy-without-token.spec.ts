import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBaton } from '../support/baton.js';
import { client } from '../support/client.js';
import { smallApp } from '../support/small-app.js';

const folder = mkdtempSync(join(tmpdir(), 'baton-key-'));
const key = join(folder, 'id.pem');
writeFileSync(key, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
afterAll(() => rmSync(folder, { recursive: true }));

const SEND = ' and send it as header: Authorization: Bearer <token>.';

describe('who asks without a token is told where to get one', () => {
  it.each([
    ['with the development key', {}, /^Make one with `npm run baton -- token --agent <you> .*`/],
    [
      'with a public key',
      { BATON_JWT_PUBLIC_KEY_FILE: key, BATON_JWT_ISSUER: 'https://id.example', BATON_JWT_AUDIENCE: 'baton' },
      /^Get one from your identity provider/,
    ],
    [
      'with an identity provider, also while that is away',
      { BATON_OIDC_ISSUER: 'http://127.0.0.1:1', BATON_OIDC_AUDIENCE: 'baton' },
      /^Get one from your identity provider/,
    ],
  ])('%s', async (_, env, where) => {
    const baton = await startBaton(smallApp, { env });
    const { status, errors } = await client(baton.url).ask('{ nest { name } }');
    await baton.close();
    const { code, remedy = '' } = errors?.[0]?.extensions ?? { code: undefined };
    expect([status, code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(remedy).toMatch(where);
    expect(remedy.endsWith(SEND)).toBe(true);
  });
});
