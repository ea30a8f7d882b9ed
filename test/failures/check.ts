import { onServer } from '@baton/projections/postgres/testing';
import { amissAmong, amissIn, type Acknowledged, type HeardAmiss } from '../support/amiss.js';
import { opened, rowsOf } from '../support/proof.js';
import type { Told } from '../support/told.js';
import { WRITTEN } from './callers.js';
import type { Office } from './office.js';
import { within } from './patience.js';

/** So many of what differs are named. */
const NAMED = 5;

/** What was found after a scenario. */
export interface Findings {
  readonly events: number;
  /** Acknowledged commands whose event is nowhere, and events that a feed did not tell. */
  readonly lost: number;
  /** Commands with more than one event, and events that a feed told twice. */
  readonly doubled: number;
  /** Events that stand elsewhere than the receipt said, or were told before one that came earlier. */
  readonly outOfOrder: number;
  /** What differs, for people; empty where nothing does. */
  readonly amiss: readonly string[];
}

/**
 * Holds what is stored, what the feeds told and what the views show against what was acknowledged.
 * @param named makes the name of the schema in which views are built anew
 */
export async function check(
  office: Office,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  named: string,
): Promise<Findings> {
  const stored = await office.stored();
  const { lost, doubled, misplaced, unasked, broken } = await amissIn(stored, acknowledged, WRITTEN);
  const amiss = [
    ...some('lost, though acknowledged', lost),
    ...some('with more than one event', doubled),
    ...some('not where the receipt said', misplaced),
    ...some('stored, though nobody asked for it', unasked),
    ...some('with a broken chain', broken),
  ];
  const positions = stored.filter(({ stream }) => stream.startsWith('case-')).map(({ position }) => position);
  const heard: HeardAmiss[] = [];
  for (const [index, feed] of office.feeds.entries()) {
    const one = await ofFeed(feed, positions);
    heard.push(one);
    amiss.push(...some(`not told by feed ${index + 1}`, one.missing));
    amiss.push(...some(`told twice by feed ${index + 1}`, one.twice));
    amiss.push(...some(`told out of order by feed ${index + 1}`, one.disordered));
  }
  amiss.push(...(await viewsAmiss(office, named)));
  const sum = (of: keyof HeardAmiss): number => heard.reduce((all, one) => all + one[of].length, 0);
  return {
    events: stored.length,
    lost: lost.length + sum('missing'),
    doubled: doubled.length + sum('twice'),
    outOfOrder: misplaced.length + sum('disordered'),
    amiss,
  };
}

async function ofFeed(feed: Told, positions: readonly string[]): Promise<HeardAmiss> {
  // What is missing then is found below.
  await within('the feed has told all', feed.until(positions.at(-1) ?? ''), 60_000).catch(() => undefined);
  return amissAmong(feed.ids, positions);
}

/** Compares every table with that of views which are built from nothing, and removed again. */
async function viewsAmiss(office: Office, named: string): Promise<string[]> {
  const url = new URL(office.env.BATON_POSTGRES);
  const schema = `${url.searchParams.get('schema')}_${named.replaceAll('-', '_')}`;
  url.searchParams.set('schema', schema);
  const served = await opened(office.env);
  try {
    await within('the workers have built the views', served.catchUp());
    const fresh = await opened({ ...office.env, BATON_POSTGRES: url.href }, true);
    try {
      await within('the views are built from nothing', fresh.catchUp());
      const wanted = await rowsOf(fresh);
      const tables = Object.entries(await rowsOf(served));
      return tables.flatMap(([table, rows]) => {
        const [there, meant] = [new Set(rows), new Set(wanted[table])];
        return [
          ...some(
            `in ${table}, though not when it is built anew`,
            [...there].filter((row) => !meant.has(row)),
          ),
          ...some(
            `not in ${table}, though when it is built anew`,
            [...meant].filter((row) => !there.has(row)),
          ),
        ];
      });
    } finally {
      await fresh.close();
    }
  } finally {
    await served.close();
    await onServer(office.env.BATON_POSTGRES, (client) => client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`));
  }
}

function some(what: string, which: readonly string[]): string[] {
  if (which.length === 0) return [];
  const more = which.length > NAMED ? `, and ${which.length - NAMED} more` : '';
  return [`${which.length} ${what}: ${which.slice(0, NAMED).join(', ')}${more}`];
}
