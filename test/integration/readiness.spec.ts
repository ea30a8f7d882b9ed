import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../support/baton-process.js';
import { startBaton, type TestBaton } from '../support/baton.js';
import { itWhere } from '../support/it-where.js';
import { smallApp } from '../support/small-app.js';
import { Draining } from '../../src/platform/http/draining.js';
import { TELEMETRY, type Telemetry } from '../../src/platform/telemetry/telemetry.js';

describe('a service whose identity provider cannot be reached', () => {
  it('says in its figures, too, that it is not ready', async () => {
    const baton = await startBaton(smallApp, {
      env: { BATON_OIDC_ISSUER: 'http://127.0.0.1:1', BATON_OIDC_AUDIENCE: 'https://baton.example' },
    });
    expect((await fetch(`${baton.url}/health/ready`)).status).toBe(503);
    expect(await (await fetch(`${baton.url}/metrics`)).text()).toMatch(/^baton_ready 0$/m);
    await baton.close();
  });
});

describe('a service whose identity provider never answers', () => {
  it('starts, and tells health and figures, without waiting for it', async () => {
    let givenUp = 0;
    const asked = new Promise<void>((arrived) => {
      provider.on('request', (_, response) => {
        response.once('close', () => (givenUp += 1));
        arrived();
      });
    });
    await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening));
    const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const baton = await startBaton(smallApp, {
      env: { BATON_OIDC_ISSUER: issuer, BATON_OIDC_AUDIENCE: 'https://baton.example' },
    });
    await asked;
    expect((await fetch(`${baton.url}/health/ready`)).status).toBe(503);
    expect(await (await fetch(`${baton.url}/metrics`)).text()).toMatch(/^baton_ready 0$/m);
    expect(givenUp).toBe(0);
    await baton.close();
  });

  const provider = createServer();
  afterAll(() => {
    provider.closeAllConnections();
    provider.close();
  });
});

describe('a service that stops', () => {
  it('says in its figures, too, that it is not ready', async () => {
    const baton = await startBaton(smallApp);
    const { metrics } = baton.http.get<Telemetry>(TELEMETRY);
    expect(await metrics.text()).toMatch(/^baton_ready 1$/m);
    const drained = baton.http.get(Draining).begin();
    expect(await metrics.text()).toMatch(/^baton_ready 0$/m);
    await drained;
    await baton.close();
  });
});

/** A small disk of one's own, which only root has, and not everywhere. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    return undefined; // its test is skipped, and says so
  }
}

describe('a service whose disk is full', () => {
  const disk = smallDisk();
  let running: TestBaton | undefined;
  afterAll(async () => {
    await running?.close();
    if (disk) execFileSync('umount', [disk]);
  });

  itWhere(disk !== undefined, 'a full disk; this user may not mount one')(
    'is not ready as long as no command can be stored, and is again by itself once there is room',
    async () => {
      const folder = join(disk ?? '', 'data');
      const baton = (running = await startBaton(smallApp, { folder }));
      const admin = await baton.as({ agent: 'admin', department: 'office', role: 'ADMIN' });
      const open = 'mutation ($club: String!) { openClub(input: { club: $club, name: "Chess" }) { __typename } }';
      const ready = async () => {
        const answer = await fetch(`${baton.url}/health/ready`);
        const figure = /^baton_ready (\d)$/m.exec(await (await fetch(`${baton.url}/metrics`)).text())?.[1];
        return { figure, ...((await answer.json()) as { head?: string; problems: unknown }), status: answer.status };
      };
      expect((await admin.ask(open, { club: 'first' })).errors).toBeUndefined();
      await baton.runner.waitFor('1');
      const filler = join(disk ?? '', 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(20 * 1024 * 1024))).toThrow('ENOSPC');
      const { errors } = await admin.ask(open, { club: 'second' });
      expect(errors?.[0]?.extensions.code).toBe('STORE_FAILED');
      for (const _look of [1, 2]) {
        expect(await ready()).toMatchObject({
          ...{ status: 503, figure: '0', head: '1' },
          problems: [{ code: 'STORE_FULL', message: expect.stringContaining('Make room on the disk') }],
        });
      }
      rmSync(filler);
      expect(await ready()).toMatchObject({ status: 200, figure: '1', head: '1', problems: [] });
      expect((await admin.ask(open, { club: 'second' })).errors).toBeUndefined();
    },
  );
});
