import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createClient } from 'graphql-ws';
import { BatonProcess, runBaton, temporaryFolder } from '../support/baton-process.js';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../docs/how-to/follow-a-department.md'), 'utf8');

/** What the page says at a place. */
function said(pattern: RegExp): string {
  const found = pattern.exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`follow-a-department.md has nothing like ${pattern}`);
  return found;
}

describe('the examples of how to follow a department, in the demo office', () => {
  let service: BatonProcess;
  let token: string;
  beforeAll(async () => {
    const folder = temporaryFolder();
    service = await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } });
    const made = await runBaton(said(/BATON_TOKEN=\$\(npm run --silent baton -- (token [^)]+)\)/).split(' '), {
      folder,
    });
    token = made.stdout.trim();
  }, 60_000);
  afterAll(() => service.stop('SIGTERM'));

  it('show events at a terminal', async () => {
    const words = said(/npm run --silent baton -- (events tail .+)/).split(' ');
    const env = { BATON_TOKEN: token, BATON_URL: service.announced.url };
    const { code, stdout } = await runBaton([...words, '--until-caught-up'], { env });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\(call-centre\)/)]);
  });

  it('show transfers over Server-Sent Events', async () => {
    const address = new URL(said(/"(http:\/\/localhost:3000\/feeds\/cases[^"]+)"/));
    const { origin } = new URL(service.announced.url);
    const answer = await fetch(`${origin}${address.pathname}${address.search}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    let text = '';
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) {
      text += decoder.decode(piece as Uint8Array, { stream: true });
      if (text.includes('event: caught-up')) break;
    }
    expect(text).toMatch(/"type":"[^"]*TransferOffered"/);
  });

  it('show transfers over a subscription', async () => {
    const client = createClient({
      url: service.announced.url.replace(/^http/, 'ws'),
      connectionParams: { Authorization: `Bearer ${token}` },
    });
    const query = said(/```graphql\n(subscription [^`]+)```/);
    const types = new Set<unknown>();
    for await (const { data, errors } of client.iterate<{ caseEvents: { __typename: string; type?: string } }>({
      query,
      variables: { after: 'beginning' },
    })) {
      expect(errors).toBeUndefined();
      types.add(data?.caseEvents.type);
      if (data?.caseEvents.__typename === 'CaughtUp') break;
    }
    await client.dispose();
    expect(types).toContain('TransferOffered');
  });
});
