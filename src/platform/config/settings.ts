import { resolve } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import { readEnvironment, type LogLevel } from './environment.js';

/** Whose tokens are believed: the development key in the data folder, or a public key of an identity provider. */
export type TokenSettings =
  | { readonly kind: 'development' }
  | { readonly kind: 'public-key'; readonly file: string; readonly issuer: string; readonly audience: string };

/** What Baton runs with, checked. */
export interface Settings {
  readonly production: boolean;
  /** Absolute path. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Whether a new data folder gets the demo office. Never in production. */
  readonly demo: boolean;
  /** Undefined where nobody said: quiet on a terminal, `info` elsewhere. */
  readonly logLevel: LogLevel | undefined;
  readonly tokens: TokenSettings;
}

/**
 * Reads the settings from environment variables, once, at start.
 * Throws `SETTINGS_INVALID` with everything that is wrong, one line each.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { environment, problems } = readEnvironment(env);
  if (problems.length > 0) {
    throw new StartupError(
      'SETTINGS_INVALID',
      ['The settings are not right:', ...problems.map((problem) => `  - ${problem}`)].join('\n'),
      'Correct the environment variables named above and start again.',
    );
  }
  const production = environment.NODE_ENV === 'production';
  const { BATON_JWT_PUBLIC_KEY_FILE: file, BATON_JWT_ISSUER: issuer, BATON_JWT_AUDIENCE: audience } = environment;
  return {
    production,
    dataFolder: resolve(environment.BATON_DATA),
    host: environment.BATON_HOST,
    port: environment.BATON_PORT,
    demo: environment.BATON_DEMO === 'on' && !production,
    logLevel: environment.BATON_LOG_LEVEL,
    tokens:
      file && issuer && audience
        ? { kind: 'public-key', file: resolve(file), issuer, audience }
        : { kind: 'development' },
  };
}
