import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StoreFailed } from '../errors.js';
import { Connection, unreachable } from './connection.js';
import type { Settings } from './settings.js';
import { within } from './waiting.js';

/** The cluster as it tells of itself. */
export interface Cluster {
  readonly version: string;
  /** `host:port` of each node that has a vote, also of one that is away: they are what a majority is of. */
  readonly nodes: readonly string[];
  /** How many of all that are known are alive. */
  readonly alive: number;
  /** `host:port` of the one that leads; undefined while none does. */
  readonly leader: string | undefined;
}

const STATES = gossip.MemberInfo.VNodeState;

/** Nodes that keep a copy or look after others, and are never asked to confirm an append. */
const VOTELESS: ReadonlySet<number> = new Set([
  STATES.READONLYREPLICA,
  STATES.PREREADONLYREPLICA,
  STATES.READONLYLEADERLESS,
  STATES.MANAGER,
]);

/** What the client keeps for itself, and what is needed to ask the cluster about itself over the connection there is. */
interface Asking {
  execute<T>(kind: typeof GossipClient, name: string, ask: (client: GossipClient) => Promise<T>): Promise<T>;
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
}

/** Asks the cluster what it is. Throws as `Connection.answered` does. */
export function clusterOf(connection: Connection, patience = connection.settings.patience.settle): Promise<Cluster> {
  return connection.answered(
    async (client, milliseconds) => {
      const asking = client as unknown as Asking;
      const asked = asking.execute(GossipClient, 'gossip', (nodes) => membersOf(nodes));
      const [{ serverVersion }, info] = await within(milliseconds, Promise.all([asking.capabilities, asked]));
      const members = info.getMembersList();
      const alive = members.filter((member) => member.getIsAlive());
      const leader = alive.find((member) => member.getState() === STATES.LEADER);
      const nodes = members.filter((member) => !VOTELESS.has(member.getState())).map(addressOf);
      return { version: serverVersion, nodes, alive: alive.length, leader: leader && addressOf(leader) };
    },
    { patience },
  );
}

/** Why a cluster of several nodes cannot be used: the client alone says no more than that it found no leader. */
export async function explained(error: unknown, settings: Settings): Promise<unknown> {
  if (!(error instanceof StoreFailed && error.code === 'STORE_UNREACHABLE' && settings.nodes.size > 1)) return error;
  return unreachable(`${settings.where} has no leader that answers: ${await testimonies(settings)}`, error);
}

async function testimonies(settings: Settings): Promise<string> {
  const said = [...settings.nodes].map(async ([node, connectionString]) => {
    const connection = new Connection(connectionString, { ...settings, where: node });
    try {
      const { alive, leader } = await clusterOf(connection, settings.patience.probe);
      return `${node} knows ${alive} nodes that are alive, led by ${leader ?? 'none'}`;
    } catch (error) {
      return error instanceof StoreFailed ? error.message.replace(`. ${error.remedy}`, '') : String(error);
    } finally {
      connection.close();
    }
  });
  return (await Promise.all(said)).join('; ');
}

const membersOf = (nodes: GossipClient): Promise<gossip.ClusterInfo> =>
  new Promise((resolve, reject) => {
    nodes.read(new shared.Empty(), (error, info) => (error ? reject(error) : resolve(info)));
  });

const addressOf = (member: gossip.MemberInfo): string => {
  const endpoint = member.getHttpEndPoint();
  return `${endpoint?.getAddress()}:${endpoint?.getPort()}`;
};
