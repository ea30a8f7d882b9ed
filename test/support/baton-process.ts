import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { client, type Client } from './client.js';

/** How a process of Baton ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `baton serve --json` says once it runs. */
export interface Announced {
  readonly url: string;
  readonly health: string;
  readonly engine: string;
  readonly durability: string;
  readonly dataFolder: string;
  readonly token?: string;
}

export interface ProcessOptions {
  /** The data folder; a new temporary one unless told. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The Node to run it with; this one unless told. */
  readonly node?: string;
  /** The user to run it as, by number; only root may choose. */
  readonly uid?: number;
  /** Kills it after so many milliseconds, where it might never end by itself and heed no other signal. */
  readonly killedAfter?: number;
}

/** Where the build is; a build of one's own keeps a test apart from others that build at the same time. */
const DIST = resolve(import.meta.dirname, '../..', process.env['BATON_TEST_DIST'] ?? 'dist');
const BUILT = join(DIST, 'src');
/** The libraries as they were built. */
export const BUILT_LIBS = join(DIST, 'libs');

const folders: string[] = [];
const removeAll = (): void => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};
const children = new Set<ChildProcess>();
if ('afterAll' in globalThis) afterAll(removeAll);
else {
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL');
    removeAll();
  });
}

/** A folder of its own for a test; it goes when the tests of the file, or a program outside Jest, are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-process-'));
  folders.push(folder);
  return folder;
}

/** The service as a process of its own, built as it is delivered: for what only a real process shows. */
export class BatonProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly announced: Announced,
    readonly ended: Promise<Ended>,
  ) {}

  /** Starts it on a free port and resolves once it listens; rejects with what it said when it does not get there. */
  static start(options: ProcessOptions = {}): Promise<BatonProcess> {
    return BatonProcess.startAs('main.js', options);
  }

  /** The same for a worker. */
  static startWorker(options: ProcessOptions = {}): Promise<BatonProcess> {
    return BatonProcess.startAs('worker.js', options);
  }

  private static async startAs(script: string, options: ProcessOptions): Promise<BatonProcess> {
    const { child, ended, firstLine } = run(script, ['--json'], options);
    const first = await Promise.race([firstLine, ended]);
    if (typeof first !== 'string') throw new Error(`it did not start: ${JSON.stringify(first)}`);
    return new BatonProcess(child, JSON.parse(first) as Announced, ended);
  }

  get pid(): number {
    return this.child.pid ?? NaN;
  }

  /** A client with the token that was announced, or another. */
  client(token = this.announced.token): Client {
    return client(this.announced.url.replace(/\/graphql$/, ''), token);
  }

  /** What `/health/ready` answers. */
  async health<T>(): Promise<T> {
    return (await (await fetch(this.announced.health)).json()) as T;
  }

  /** A figure without labels, as `/metrics` tells it. */
  async figure(name: string): Promise<number | undefined> {
    const text = await (await fetch(new URL('/metrics', this.announced.health))).text();
    const [, value] = new RegExp(`^${name} (\\S+)$`, 'm').exec(text) ?? [];
    return value === undefined ? undefined : Number(value);
  }

  /** Sends a signal and resolves when the process has ended. */
  stop(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Runs the command line `baton` to its end. */
export const runBaton = (args: readonly string[], options: ProcessOptions = {}): Promise<Ended> =>
  run('cli.js', args, options).ended;

/** Starts the command line `baton` for what goes on until it is told to stop. */
export function startCommand(args: readonly string[], options: ProcessOptions = {}): RunningCommand {
  const { child, ended, until } = run('cli.js', args, options);
  return {
    until,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}

/** A command that goes on. */
export interface RunningCommand {
  /** Resolves with all that it wrote once that is enough; rejects where it ends before. */
  until(enough: (stdout: string, stderr: string) => boolean): Promise<void>;
  stop(signal: NodeJS.Signals): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

/** Runs what `npm start` runs to its end. */
export const runMain = (args: readonly string[], options: ProcessOptions = {}): Promise<Ended> =>
  run('main.js', args, options).ended;

function run(
  script: string,
  args: readonly string[],
  { folder = temporaryFolder(), env = {}, node = process.execPath, uid, killedAfter }: ProcessOptions,
): { child: ChildProcess; ended: Promise<Ended>; firstLine: Promise<string>; until: RunningCommand['until'] } {
  const file = join(BUILT, script);
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build first`);
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(node, [file, ...args], {
    // An empty file of settings, so that one in the folder the tests are run in is not read.
    env: {
      PATH,
      HOME,
      TMPDIR,
      BATON_CONFIG: '/dev/null',
      BATON_DATA: folder,
      BATON_PORT: '0',
      BATON_DEMO: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    ...(killedAfter === undefined ? {} : { timeout: killedAfter, killSignal: 'SIGKILL' as const }),
  });
  children.add(child);
  child.once('close', () => children.delete(child));
  let stdout = '';
  let stderr = '';
  const firstLine = new Promise<string>((resolveLine) => {
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
      const end = stdout.indexOf('\n');
      if (end >= 0) resolveLine(stdout.slice(0, end));
    });
  });
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString();
  });
  const ended = new Promise<Ended>((resolveEnd, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolveEnd({ code, signal, stdout, stderr }));
  });
  const until: RunningCommand['until'] = (enough) =>
    new Promise((resolveEnough, reject) => {
      const look = (): void => void (enough(stdout, stderr) && resolveEnough());
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void ended.then((end) => reject(new Error(`it ended before: ${JSON.stringify(end)}`)), reject);
      look();
    });
  return { child, ended, firstLine, until };
}
