import { resolve } from 'node:path';
import { StartupError } from '../errors/startup-error.js';
import type { OpenIdSettings } from '../auth/openid.js';
import type { Values } from './described-settings.js';
import { readAll, type Effective } from './reading.js';
import { readSettingsFile, type SettingsFile } from './settings-file.js';

export type { LogLevel } from './described-settings.js';

/** The token under which the settings are injected. */
export const SETTINGS = Symbol('SETTINGS');

/** Whose tokens are believed: the development key in the data folder, a public key, or an identity provider. */
export type TokenSettings =
  | { readonly kind: 'development' }
  | OpenIdSettings
  | { readonly kind: 'public-key'; readonly file: string; readonly issuer: string; readonly audience: string };

/** The engines that several processes share, and the key that they must have in common. */
export interface Cluster {
  /** The connection string of EventStoreDB; secret. */
  readonly eventstoredb: string;
  readonly prefix: string;
  /** The connection string of PostgreSQL; secret. */
  readonly postgres: string;
  readonly identifierKeyFile: string;
}

/** What Baton runs with, checked: every setting by its name, and what follows of several. Times are milliseconds. */
export interface Settings extends Values {
  readonly production: boolean;
  readonly tokens: TokenSettings;
  /** What the processes share; undefined where the data folder holds all, for one process. */
  readonly cluster: Cluster | undefined;
}

/** How the command line names settings. */
export interface SaidSettings {
  /** The file of `--config`. */
  readonly file?: string | undefined;
  /** Read where it is there and no other is named. */
  readonly usualFile?: string | undefined;
  /** Values of options, by the key of their setting: `--port 8080` is `{ port: '8080' }`. */
  readonly options?: Readonly<Record<string, string>>;
}

/** The settings in effect, each with where it comes from. */
export interface Effectives {
  readonly file: SettingsFile | undefined;
  readonly settings: readonly Effective[];
}

/** The settings are not right: everything that is wrong, a sentence each. */
export class SettingsInvalid extends StartupError {
  constructor(readonly problems: readonly string[]) {
    super(
      'SETTINGS_INVALID',
      ['The settings are not right:', ...problems.map((problem) => `  - ${problem.replaceAll('\n', '\n    ')}`)].join(
        '\n',
      ),
      'Correct what is named above; docs/settings.md lists all settings, baton config shows those in effect.',
    );
  }
}

/**
 * Reads the settings, once, at start: of the command line, of environment variables, of the file, in this order.
 * Throws `SettingsInvalid` with everything that is wrong.
 */
export function readSettings(env: NodeJS.ProcessEnv, said: SaidSettings = {}): Settings {
  const { settings } = effectiveSettings(env, said);
  const values = Object.fromEntries(settings.map(({ setting, value }) => [setting.name, value])) as Values;
  return {
    ...values,
    production: values.environment === 'production',
    dataFolder: resolve(values.dataFolder),
    tokens: tokenSettings(values),
    cluster: clusterOf(values),
  };
}

function clusterOf({ eventstoredb, postgres, identifierKeyFile, eventstoredbPrefix }: Values): Cluster | undefined {
  return eventstoredb && postgres && identifierKeyFile
    ? { eventstoredb, prefix: eventstoredbPrefix, postgres, identifierKeyFile }
    : undefined;
}

function tokenSettings(values: Values): TokenSettings {
  const { environment, jwtPublicKeyFile: file, jwtIssuer, jwtAudience, oidcIssuer, oidcAudience } = values;
  if (oidcIssuer && oidcAudience) {
    return {
      kind: 'openid',
      issuer: oidcIssuer,
      audience: oidcAudience,
      algorithms: values.oidcAlgorithms,
      clockTolerance: values.oidcClockTolerance,
      marked: values.oidcMarkedTokensOnly,
      claims: {
        agent: values.oidcAgentClaim,
        department: values.oidcDepartmentClaim,
        role: values.oidcRoleClaim,
        roles: values.oidcRoles,
        departments: values.oidcDepartments ?? [],
      },
      production: environment === 'production',
    };
  }
  return file && jwtIssuer && jwtAudience
    ? { kind: 'public-key', file, issuer: jwtIssuer, audience: jwtAudience }
    : { kind: 'development' };
}

/** The settings in effect with where each comes from. Throws `SettingsInvalid` with everything that is wrong. */
export function effectiveSettings(env: NodeJS.ProcessEnv, said: SaidSettings = {}): Effectives {
  const named = said.file ?? env['BATON_CONFIG'];
  const path = named ?? said.usualFile;
  const file = path === undefined ? undefined : readSettingsFile(path, named !== undefined);
  // Of a file that was not understood everything else would seem to be missing.
  if (file && !file.understood) throw new SettingsInvalid(file.problems);
  const { effective, problems } = readAll({ env, file, options: said.options ?? {} });
  if (problems.length > 0) throw new SettingsInvalid([...new Set(problems)]);
  return { file, settings: effective };
}
