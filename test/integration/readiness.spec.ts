import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBaton } from '../support/baton.js';
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
