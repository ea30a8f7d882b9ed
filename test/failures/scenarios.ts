import type { ClusterNode } from './nodes.js';
import type { Office } from './office.js';
import { until } from './patience.js';

/** Something that goes wrong, and how it gets better. */
interface Fault {
  readonly strike: () => unknown;
  readonly lift: () => unknown;
}

/** One kind of failure. */
export interface Scenario {
  readonly name: string;
  /** What is done, for people. */
  readonly what: string;
  readonly times: number;
  /** How long it stays wrong, milliseconds. */
  readonly holdMs: number;
  /** Whether the others are to go on by themselves, before anybody mends anything. */
  readonly goesOn: boolean;
  /** Who cannot do its work meanwhile and must say so: green of theirs is then untrue. */
  readonly red: 'everybody' | 'nobody';
  /** Looks for whom it meets. */
  readonly aim: (office: Office, round: number, signal: AbortSignal) => Promise<Fault>;
}

/** All that are known, in the order in which they are run. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'leader-killed',
    what: 'the node that leads is killed, and started again',
    times: 20,
    holdMs: 3000,
    goesOn: true,
    red: 'nobody',
    aim: async (office, _round, signal) => {
      const leader = await leading(office, signal);
      return { strike: () => leader.kill(), lift: () => leader.start() };
    },
  },
  {
    name: 'leader-frozen',
    what: 'the node that leads is stopped where it is, and let go on',
    times: 3,
    holdMs: 12_000,
    goesOn: true,
    red: 'nobody',
    aim: async (office, _round, signal) => {
      const leader = await leading(office, signal);
      return { strike: () => leader.signal('SIGSTOP'), lift: () => leader.signal('SIGCONT') };
    },
  },
  {
    name: 'quorum-lost',
    what: 'two of three nodes are killed, the leader among them in every other round, and started again',
    times: 1,
    holdMs: 12_000,
    goesOn: false,
    red: 'everybody',
    aim: async (office, round, signal) => {
      const leader = await leading(office, signal);
      const others = office.nodes.nodes.filter((node) => node !== leader);
      const victims = round % 2 === 0 ? [leader, ...others.slice(0, 1)] : others;
      return together(victims);
    },
  },
  {
    name: 'cluster-killed',
    what: 'all nodes are killed, and started again',
    times: 1,
    holdMs: 3000,
    goesOn: false,
    red: 'everybody',
    aim: async ({ nodes }) => together(nodes.nodes),
  },
  {
    name: 'worker-killed',
    what: 'a worker is killed, one after the other, and started again',
    times: 4,
    holdMs: 3000,
    goesOn: true,
    red: 'nobody',
    aim: async ({ workers }, round) => {
      const { mortal } = workers[round % workers.length] as Office['workers'][number];
      return { strike: () => mortal.killed(), lift: () => mortal.bornAgain() };
    },
  },
  {
    name: 'postgres-frozen',
    what: 'PostgreSQL is stopped where it is, and let go on',
    times: 1,
    holdMs: 12_000,
    goesOn: false,
    red: 'everybody',
    aim: (office) => office.postgres(),
  },
];

/** The node that leads. Where the machine is busy it takes a while until all say the same. */
async function leading({ nodes }: Office, signal: AbortSignal): Promise<ClusterNode> {
  let leader: ClusterNode | undefined;
  await until('the nodes agree on who leads', async () => (leader = await nodes.leader()) !== undefined, signal);
  return leader as unknown as ClusterNode;
}

const together = (nodes: readonly ClusterNode[]): Fault => ({
  strike: () => Promise.all(nodes.map((node) => node.kill())),
  lift: () => nodes.forEach((node) => node.start()),
});
