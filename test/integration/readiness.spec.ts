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
