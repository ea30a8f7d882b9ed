import { app } from '../../src/app.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { startBaton, type TestBaton } from '../support/baton.js';
import { client, type Client } from '../support/client.js';
import { IdentityProvider } from '../support/identity-provider.js';

/* The service with a real OpenID provider beside it. */

let ahead = 0;
const clock: Clock = { now: () => new Date(Date.now() + ahead).toISOString() };
let provider: IdentityProvider;
let baton: TestBaton;

beforeAll(async () => {
  provider = await IdentityProvider.start();
  baton = await startBaton(app, {
    clock,
    env: {
      BATON_OIDC_ISSUER: provider.issuer,
      BATON_OIDC_AUDIENCE: 'https://baton.example',
      BATON_OIDC_MARKED_TOKENS_ONLY: 'on',
      BATON_OIDC_ROLE_CLAIM: 'realm_access.roles',
      BATON_OIDC_ROLES: 'baton-auditor=AUDITOR,baton-agent=AGENT',
      BATON_OIDC_DEPARTMENTS: '/offices/call-centre=call-centre,/offices/audit=audit',
    },
  });
});
afterAll(async () => {
  await baton.close();
  await provider.stop();
});

const as = async (person: string): Promise<Client> => client(baton.url, await provider.tokenOf(person));
const inbox = (department: string): string => `{ departmentInbox(department: "${department}") { totalCount } }`;

describe('with an identity provider', () => {
  it('its tokens say who asks, for which department and in which role', async () => {
    const carla = await as('carla');
    expect(await carla.get(inbox('call-centre'))).toEqual({ departmentInbox: { totalCount: 0 } });
    expect((await carla.ask(inbox('audit'))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await (await as('otto')).get(inbox('call-centre'))).toEqual({ departmentInbox: { totalCount: 0 } });
  });

  it('nobody is let in whose roles mean nothing here, nor with a token of the development key', async () => {
    const answer = await (await as('nobody')).ask(inbox('audit'));
    expect(answer).toMatchObject({
      status: 401,
      errors: [
        {
          message: expect.stringContaining('realm_access.roles'),
          extensions: { remedy: expect.stringContaining('identity provider') },
        },
      ],
    });
    const developer = await baton.as({ agent: 'ada', department: 'audit', role: 'ADMIN' });
    expect((await developer.ask(inbox('audit'))).status).toBe(401);
  });

  it('is ready', async () => {
    const answer = await fetch(`${baton.url}/health/ready`);
    expect([answer.status, ((await answer.json()) as { problems: unknown }).problems]).toEqual([200, []]);
  });

  it('goes on when it changes its keys', async () => {
    expect((await (await as('carla')).ask(inbox('call-centre'))).status).toBe(200);
    await provider.changeKeys('second');
    ahead += 31_000;
    expect((await (await as('carla')).ask(inbox('call-centre'))).status).toBe(200);
  });

  it('no token is ever in the log, nor in an answer', async () => {
    const token = await provider.tokenOf('nobody');
    const [, body = '', signature = ''] = token.split('.');
    const { errors } = await client(baton.url, token).ask(inbox('audit'));
    await client(baton.url, `${token}x`).ask(inbox('audit'));
    await client(baton.url).raw({ method: 'GET' }, `/feeds/cases?access_token=${token}`);
    for (const text of [...baton.logged, JSON.stringify(errors)]) {
      expect(text).not.toContain(body);
      expect(text).not.toContain(signature);
    }
  });
});

describe('without its identity provider', () => {
  it('the service starts, says what it waits for, and lets nobody in', async () => {
    const other = await IdentityProvider.start();
    const token = await other.tokenOf('otto');
    await other.stop();
    const alone = await startBaton(app, {
      clock,
      env: { BATON_OIDC_ISSUER: other.issuer, BATON_OIDC_AUDIENCE: 'https://baton.example' },
    });
    try {
      const health = await fetch(`${alone.url}/health/ready`);
      expect(health.status).toBe(503);
      expect(await health.json()).toMatchObject({ problems: [{ code: 'IDENTITY_PROVIDER_UNREACHABLE' }] });
      expect((await fetch(`${alone.url}/health/live`)).status).toBe(200);
      const answer = await client(alone.url, token).ask('{ departments { totalCount } }');
      expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([503, 'IDENTITY_PROVIDER_UNREACHABLE']);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(alone.logged.filter((line) => line.includes('BATON_OIDC_ISSUER'))).toHaveLength(1);
    } finally {
      await alone.close();
    }
  });
});
