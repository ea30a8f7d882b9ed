import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import type { StartedEvents } from '../support/cluster.js';
import { until } from './patience.js';

/** How long a node may take to answer for its members, milliseconds. */
const GOSSIP_PATIENCE_MS = 3000;

interface Member {
  readonly state: string;
  readonly isAlive: boolean;
  readonly httpEndPointPort: number;
}

/** A node of EventStoreDB on the loopback: a process that is killed, frozen and started again on its folder. */
export class ClusterNode {
  private child: ChildProcess | undefined;
  /** Whether it is meant to run: one that ends by itself is then started again, as a supervisor does. */
  private meant = false;

  /**
   * @param command starts a node, with flags after it; a line of the shell
   * @param flags its own
   * @param said told when it ends by itself
   */
  constructor(
    readonly port: number,
    private readonly command: string,
    private readonly flags: readonly string[],
    private readonly log: string,
    private readonly said: (line: string) => void,
  ) {}

  start(): void {
    this.meant = true;
    const out = openSync(this.log, 'a');
    // In a group of its own: a signal reaches also what a script around the server has started.
    const child = spawn('sh', ['-c', `exec ${this.command} "$@"`, 'node', ...this.flags], {
      env: { ...process.env, EVENTSTORE_TELEMETRY_OPTOUT: 'true', DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
      stdio: ['ignore', out, out],
      detached: true,
    });
    child.once('close', (code, signal) => {
      if (!this.meant || this.child !== child) return;
      this.said(`node ${this.port} ended by itself (${signal ?? code}) and is started again`);
      setTimeout(() => this.meant && this.start(), 500).unref();
    });
    this.child = child;
  }

  async kill(): Promise<void> {
    this.meant = false;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    this.signal('SIGKILL');
    await ended;
  }

  /** Sends a signal to all that it consists of. */
  signal(signal: NodeJS.Signals): void {
    const pid = this.child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Ends it at once, when there is no time to wait. */
  abandon(): void {
    this.meant = false;
    this.signal('SIGKILL');
  }

  /** The members as this node sees them; none where it does not answer. */
  async members(): Promise<readonly Member[]> {
    try {
      const signal = AbortSignal.timeout(GOSSIP_PATIENCE_MS);
      const answer = await fetch(`http://127.0.0.1:${this.port}/gossip`, { signal });
      return answer.ok ? ((await answer.json()) as { members: Member[] }).members : [];
    } catch {
      return [];
    }
  }
}

/** Three nodes of EventStoreDB on the loopback, with folders that go with whoever made them. */
export class ThreeNodes implements StartedEvents {
  private constructor(readonly nodes: readonly ClusterNode[]) {}

  /** Starts them; they are not one cluster yet. */
  static async start(command: string, folder: string, said: (line: string) => void): Promise<ThreeNodes> {
    const ports = await freePorts(6);
    const http = ports.slice(0, 3);
    const nodes = http.map((port, index) => {
      const own = join(folder, `node-${index + 1}`);
      mkdirSync(own);
      const seeds = http.filter((other) => other !== port).map((other) => `127.0.0.1:${other}`);
      const flags = [
        ['--insecure'],
        [`--db=${join(own, 'db')}`, `--index=${join(own, 'index')}`, `--log=${join(own, 'log')}`],
        ['--node-ip=127.0.0.1', `--node-port=${port}`],
        ['--replication-ip=127.0.0.1', `--replication-port=${ports[3 + index]}`],
        ['--cluster-size=3', '--discover-via-dns=false', `--gossip-seed=${seeds.join(',')}`],
        // The filter is made for a log of hundreds of gigabytes unless told, and written at every start.
        ['--run-projections=None', '--stream-existence-filter-size=10000000'],
      ].flat();
      return new ClusterNode(port, command, flags, join(own, 'output'), said);
    });
    for (const node of nodes) node.start();
    return new ThreeNodes(nodes);
  }

  get connectionString(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;
  }

  /** The node that all of them say leads; undefined while they do not agree. */
  async leader(): Promise<ClusterNode | undefined> {
    const views = await Promise.all(this.nodes.map((node) => node.members()));
    const leading = views.map((members) => members.find(({ state, isAlive }) => isAlive && state === 'Leader'));
    const [first] = leading;
    if (!first || !leading.every((member) => member?.httpEndPointPort === first.httpEndPointPort)) return undefined;
    return this.nodes.find(({ port }) => port === first.httpEndPointPort);
  }

  /** Whether every node sees one that leads and two that follow. */
  async whole(): Promise<boolean> {
    const views = await Promise.all(this.nodes.map((node) => node.members()));
    return views.every((members) => {
      const states = members.filter(({ isAlive }) => isAlive).map(({ state }) => state);
      return states.toSorted().join() === 'Follower,Follower,Leader';
    });
  }

  /** Resolves once it is whole. */
  untilWhole(signal: AbortSignal): Promise<void> {
    return until('the three nodes are one cluster', () => this.whole(), signal);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  abandon(): void {
    for (const node of this.nodes) node.abandon();
  }
}

/** Ports that are free now. All are held until the last one is known, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server: Server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
