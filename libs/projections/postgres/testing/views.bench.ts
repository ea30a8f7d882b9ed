/**
 * How fast views are built in a PostgreSQL, against a bare loop that writes the same rows in the same batches. After a
 * build: `node dist/libs/projections/postgres/testing/views.bench.js [events [per batch]]`. The server is one of its own,
 * which flushes to disk as a server does, or the one of BATON_TEST_POSTGRES. Checks the rows against the model first.
 */
import { isDeepStrictEqual } from 'node:util';
import { ProjectionRunner } from '../../index.js';
import { orReplace } from '../../sql-text.js';
import { ArrayLog } from '../../testing/array-log.js';
import { sorted } from '../../testing/contract-stage.js';
import { busyLog, officeRows } from '../../testing/office.model.js';
import { sampleFlow, sampleInbox, sampleNotes, sampleProjections } from '../../testing/office.projections.js';
import type { Batch } from '../../view-store.js';
import { PostgresViews } from '../index.js';
import { createTable, upsertRows } from '../statements.js';
import { onServer, ownSchema, startPostgres } from './postgres-server.js';

const count = Number(process.argv[2] ?? 50_000);
const pageSize = Number(process.argv[3] ?? 2000);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** Builds the views in a schema of its own. Returns how long it took and what was written. */
async function build(url: string, log: ArrayLog): Promise<{ time: number; batches: Batch[] }> {
  const own = ownSchema(url);
  const views = await PostgresViews.open({ connectionString: own.url });
  const held = await views.lease.take(AbortSignal.timeout(20_000));
  const batches: Batch[] = [];
  const commit = views.commit.bind(views);
  views.commit = (batch) => {
    batches.push(batch);
    return commit(batch);
  };
  const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize });
  const time = await seconds(() => runner.catchUp());
  const model = officeRows(log.all);
  const { queries } = views;
  const right =
    isDeepStrictEqual(sorted(await queries.find(sampleInbox, 'rows')), sorted(model.sample_inbox.rows)) &&
    isDeepStrictEqual(sorted(await queries.find(sampleFlow, 'rows')), sorted(model.sample_flow.rows)) &&
    isDeepStrictEqual(sorted(await queries.find(sampleFlow, 'load')), sorted(model.sample_flow.load)) &&
    isDeepStrictEqual(sorted(await queries.find(sampleNotes, 'rows')), sorted(model.sample_notes.rows));
  if (!right) throw new Error('the rows are not those of the model');
  await held.giveBack();
  await views.close();
  await own.remove();
  return { time, batches };
}

/**
 * Writes the same rows in the same transactions, and nothing else: one by one, or those of a table at once by the
 * driver's own statement, which is all that could be gained. Returns how long it took.
 */
async function writeBare(url: string, batches: readonly Batch[], together = false): Promise<number> {
  const { schema, remove } = ownSchema(url);
  const layouts = new Map(
    batches.flatMap(({ changes }) => changes.map(({ table: { layout } }) => [layout.name, layout])),
  );
  const time = await onServer(url, async (client) => {
    await client.query(`CREATE SCHEMA ${schema}`);
    await client.query(`SET search_path = ${schema}`);
    await client.query('SET synchronous_commit = off');
    for (const layout of layouts.values()) {
      for (const statement of createTable(layout.name, layout)) await client.query(statement);
    }
    return seconds(async () => {
      for (const { changes } of batches) {
        await client.query('BEGIN');
        for (const { table, put } of changes) {
          const { name, columns } = table.layout;
          if (together) {
            const values = columns.map((_, at) => put.map((cells) => cells[at]));
            await client.query({ name, text: upsertRows(name, table.layout), values });
            continue;
          }
          const places = columns.map((_, at) => `$${at + 1}`).join(', ');
          const text = `INSERT INTO ${name} VALUES (${places}) ${orReplace(table.layout)}`;
          for (const cells of put) await client.query({ name, text, values: [...cells] });
        }
        await client.query('COMMIT');
      }
    });
  });
  await remove();
  return time;
}

const server = await startPostgres({ durable: true });
for (const scattered of [false, true]) {
  const log = new ArrayLog(busyLog(count, { scattered }));
  say(
    `${scattered ? 'events scattered over all cases' : 'cases one after the other'}: ${count} events, batches of ${pageSize}`,
  );
  const times: number[] = [];
  const bare: number[] = [];
  const together: number[] = [];
  for (let round = 1; round <= 3; round++) {
    const { time, batches } = await build(server.url, log);
    const rows = batches.flatMap(({ changes }) => changes).reduce((sum, { put }) => sum + put.length, 0);
    times.push(time);
    bare.push(await writeBare(server.url, batches));
    together.push(await writeBare(server.url, batches, true));
    const rates = [time, bare.at(-1), together.at(-1)].map((taken = 0) => Math.round(rows / taken));
    say(
      `  views ${Math.round(count / time)} events/s, ${rates[0]} rows/s; bare INSERT … ON CONFLICT ${rates[1]} rows/s, many rows at once ${rates[2]}`,
    );
  }
  const ratio = (floor: readonly number[]): string => (Math.min(...floor) / Math.min(...times)).toFixed(2);
  say(
    `  views ÷ bare loop at the same batch: ${ratio(bare)} (aim: at least 0.5); ÷ many rows at once: ${ratio(together)}`,
  );
}
await server.stop();
