import { readOn } from '@baton/event-store/testing';
import { BatonProcess, temporaryFolder } from '../support/baton-process.js';
import { client, type Client } from '../support/client.js';
import { startCluster, type TestCluster } from '../support/cluster.js';
import { Mortal } from '../support/mortal.js';
import { opened } from '../support/proof.js';
import { follow, type Told } from '../support/told.js';
import { Leaving } from './leaving.js';
import { ThreeNodes } from './nodes.js';
import { Postgres } from './postgres.js';
import type { Watched } from './watch.js';

const SERVICES = ['service 1', 'service 2'] as const;
const WORKERS = ['worker 1', 'worker 2'];
/** Of each service. */
const FEEDS = 2;
/** How long a caller waits for an answer, milliseconds. */
const ANSWER_WITHIN_MS = 30_000;

/** What runs while things fail: three nodes, a PostgreSQL, two services and two workers, each a process of its own. */
export class Office {
  readonly nodes: ThreeNodes;
  readonly env: TestCluster['env'];
  readonly services: readonly Watched[];
  readonly workers: readonly Watched[];
  readonly feeds: readonly Told[];
  /** Clients of the two services. */
  readonly clients: readonly Client[];

  private constructor(
    nodes: ThreeNodes,
    { env }: TestCluster,
    processes: readonly Watched[],
    private readonly leaving: Leaving,
  ) {
    this.nodes = nodes;
    this.env = env;
    this.services = processes.slice(0, SERVICES.length);
    this.workers = processes.slice(SERVICES.length);
    const [first] = this.services as [Watched];
    const token = first.mortal.process.announced.token ?? '';
    const urls = this.services.map(({ mortal }) => mortal.process.announced.url);
    this.clients = urls.map((url) => client(url.replace(/\/graphql$/, ''), token, ANSWER_WITHIN_MS));
    this.feeds = urls.flatMap((url) => Array.from({ length: FEEDS }, () => follow(url, token)));
  }

  /**
   * Starts all of it, or, where something does not start, ends what did.
   * @param command starts a node of EventStoreDB
   */
  static async open(command: string, said: (line: string) => void, signal: AbortSignal): Promise<Office> {
    const leaving = new Leaving();
    try {
      const nodes = await ThreeNodes.start(command, temporaryFolder(), said);
      leaving.later(
        () => nodes.stop(),
        () => nodes.abandon(),
      );
      said('three nodes of EventStoreDB and a PostgreSQL start');
      const cluster = await startCluster(nodes);
      leaving.later(() => cluster.stop());
      await nodes.untilWhole(signal);
      said('the cluster is whole; two services and two workers start');
      const { env, folder } = cluster;
      const settings = (port: string) => ({ folder, env: { ...env, BATON_PORT: port, BATON_LOG_LEVEL: 'warn' } });
      const born = async (name: string): Promise<Watched> => {
        const begin = (port: string): Promise<BatonProcess> =>
          WORKERS.includes(name) ? BatonProcess.startWorker(settings(port)) : BatonProcess.start(settings(port));
        const mortal = await Mortal.born(begin);
        leaving.later(() => mortal.killed());
        signal.throwIfAborted();
        return { name, mortal };
      };
      // The first one makes the key that all of them sign tokens with.
      const first = await born(SERVICES[0]);
      const others = await Promise.allSettled([...SERVICES.slice(1), ...WORKERS].map(born));
      const processes = [first, ...others.map(valueOf)];
      const office = new Office(nodes, cluster, processes, leaving);
      said('all run');
      for (const feed of office.feeds) leaving.later(async () => feed.leave());
      return office;
    } catch (error) {
      await leaving.leave();
      throw error;
    }
  }

  get processes(): readonly Watched[] {
    return [...this.services, ...this.workers];
  }

  /** Ends all of it. */
  close(): Promise<void> {
    return this.leaving.leave();
  }

  /** All events, read after the fact from the node that leads. */
  async stored() {
    const reading = await opened(this.env);
    try {
      return await readOn(reading.store, undefined, 500);
    } finally {
      await reading.close();
    }
  }

  /** PostgreSQL, to be stopped where it is and let go on. */
  async postgres(): Promise<{ strike(): void; lift(): void }> {
    const postgres = await Postgres.at(this.env.BATON_POSTGRES);
    const thaw = (): void => postgres.thaw();
    this.leaving.later(async () => thaw(), thaw);
    return { strike: () => postgres.freeze(), lift: thaw };
  }
}

/** Only once all have started or failed, so that those that started are ended. */
function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
