import type { Kind } from './kind.js';

/** What a rule about one setting may look at: the others as they were given. */
export interface Given {
  /** Whether `NODE_ENV` is production. */
  readonly production: boolean;
  /** Whether anybody gave this setting, by the name of its variable. */
  readonly has: (variable: string) => boolean;
  /** Whether this switch is given and on. */
  readonly on: (variable: string) => boolean;
}

/** What is said of a setting beside what it takes. */
export interface About {
  /** What it is for, one phrase for the table: begins small, ends without a full stop. */
  readonly meaning: string;
  /** Its environment variable, where that is not `BATON_` and the name in capitals. */
  readonly variable?: string;
  /** Never shown: not by `baton config`, not in an error. It can also be put into a file that `<variable>_FILE` names. */
  readonly secret?: true;
  /** Where it must be given: in words that follow "needed", and as a rule. */
  readonly needed?: { readonly when: string; readonly if: (given: Given) => boolean };
  /** The variable of another setting, without which this one does nothing and is refused: half of it is a mistake. */
  readonly nothingWithout?: string;
  /** The variable of another setting that means the same in another way: only one of both is given. */
  readonly notBeside?: string;
  /** What stands for a default in the table, where none is written down here. */
  readonly unless?: string;
}

/** With a default; another one in production, or a value that nobody can change there. */
export interface Default<T> {
  readonly default: T;
  readonly inProduction?: { readonly default: T } | { readonly always: T };
}

/** A setting, described once: read, checked, listed, documented and shown by this. */
export interface Setting<T = unknown> extends About, Partial<Default<T>> {
  readonly kind: Kind<T>;
}

/** Describes a setting that has a default. */
export function setting<T>(kind: Kind<T>, about: About & Default<T>): Setting<T> & Default<T>;
/** Describes a setting that may be left out. */
export function setting<T>(kind: Kind<T>, about: About): Setting<T>;
export function setting<T>(kind: Kind<T>, about: About & Partial<Default<T>>): Setting<T> {
  return { kind, ...about };
}

/** The value of a setting: undefined where it may be left out. */
export type ValueOf<S> = S extends Default<infer T> ? T : S extends Setting<infer T> ? T | undefined : never;

/** A setting under the names by which it is given. */
export interface NamedSetting extends Setting {
  /** Its name in the code. */
  readonly name: string;
  readonly variable: string;
  /** Its key in a file, and its option where the command line has one: `jwt-issuer`. */
  readonly key: string;
}

/** Gives settings their names: `jwtIssuer` is `BATON_JWT_ISSUER` in the environment and `jwt-issuer` in a file. */
export function named(settings: Readonly<Record<string, Setting>>): NamedSetting[] {
  return Object.entries(settings).map(([name, described]) => {
    const words = name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase();
    const variable = described.variable ?? `BATON_${words}`;
    return {
      ...described,
      name,
      variable,
      key: variable
        .replace(/^BATON_/, '')
        .toLowerCase()
        .replaceAll('_', '-'),
    };
  });
}
