import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** An example operation as GraphiQL shows it in a tab. */
export interface Example {
  readonly query: string;
  /** JSON text. */
  readonly variables?: string;
}

/**
 * The example operations of a folder: each `<name>.graphql`, with its variables in `<name>.variables.json` where there
 * is one, in the order of their names. None where the folder is missing.
 */
export function examplesIn(folder: string): Example[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  return names.sort().map((name) => {
    const variables = join(folder, `${basename(name, '.graphql')}.variables.json`);
    return {
      query: readFileSync(join(folder, name), 'utf8'),
      ...(existsSync(variables) ? { variables: readFileSync(variables, 'utf8') } : {}),
    };
  });
}
