import { isAbsolute } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { readSettings } from './settings.js';

function problemsOf(env: NodeJS.ProcessEnv): string {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  throw new Error('nothing was found wrong');
}

describe('settings', () => {
  it('have a sensible value for everything', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({ production: false, host: '127.0.0.1', port: 3000, demo: true });
    expect(settings.tokens).toEqual({ kind: 'development' });
    expect(isAbsolute(settings.dataFolder)).toBe(true);
  });

  it('report everything that is wrong at once', () => {
    const wrong = problemsOf({ BATON_PORT: '70000', BATON_HOST: 'not a host', BATON_DEMO: 'maybe', NODE_ENV: 'live' });
    for (const name of ['BATON_PORT', 'BATON_HOST', 'BATON_DEMO', 'NODE_ENV']) expect(wrong).toContain(name);
  });

  it.each(['3000.5', 'http', '-1', ''])('refuse %j as a port', (port) => {
    expect(problemsOf({ BATON_PORT: port })).toContain('BATON_PORT');
  });

  it('report a name that is no setting, but let those of tests be', () => {
    expect(problemsOf({ BATON_PROT: '3000' })).toContain('BATON_PROT is no setting of Baton');
    expect(readSettings({ BATON_BPIC2013: '/log', BATON_TEST_EVENTSTOREDB: 'x' }).port).toBe(3000);
  });

  it('refuse the development key in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toContain('BATON_JWT_PUBLIC_KEY_FILE is needed in production');
  });

  it('want issuer and audience beside a public key', () => {
    const wrong = problemsOf({ BATON_JWT_PUBLIC_KEY_FILE: 'key.pem' });
    expect(wrong).toContain('BATON_JWT_ISSUER is needed');
    expect(wrong).toContain('BATON_JWT_AUDIENCE is needed');
  });

  it('never open a demo office in production', () => {
    const production = {
      NODE_ENV: 'production',
      BATON_DEMO: 'on',
      BATON_JWT_PUBLIC_KEY_FILE: 'key.pem',
      BATON_JWT_ISSUER: 'https://id.example',
      BATON_JWT_AUDIENCE: 'baton',
    };
    expect(readSettings(production)).toMatchObject({ production: true, demo: false, tokens: { audience: 'baton' } });
  });
});
