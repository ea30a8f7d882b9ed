import pino from 'pino';
import { queriedName } from '@baton/projections';
import { app } from '../../src/app.js';
import type { Baton } from '../../src/platform/engine/baton.js';
import { openBaton } from '../../src/platform/engine/opening.js';
import { readSettings } from '../../src/platform/config/settings.js';

/** Opens the engines that a process with these settings has. */
export function opened(env: NodeJS.ProcessEnv, builds = false): Promise<Baton> {
  const { dataFolder, cluster } = readSettings(env);
  const log = pino({ level: 'silent' });
  return openBaton({ dataFolder, cluster, projections: app.projections, log, builds });
}

/** All rows of all views, by the name of their table, in an order of their own. */
export async function rowsOf({ queries }: Baton): Promise<Record<string, string[]>> {
  const names = app.projections.flatMap(({ name, tables }) =>
    Object.keys(tables).map((table) => queriedName(name, table)),
  );
  const rows = await Promise.all(
    names.map(async (name) => {
      const found = await queries.run(() => queries.kysely.selectFrom(name).selectAll().execute());
      return [name, found.map((row) => JSON.stringify(row)).toSorted()] as const;
    }),
  );
  return Object.fromEntries(rows);
}
