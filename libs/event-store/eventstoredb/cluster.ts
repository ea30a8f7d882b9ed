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
  /** `host:port` of each node that is alive. */
  readonly nodes: readonly string[];
  /** `host:port` of the one that leads; undefined while none does. */
  readonly leader: string | undefined;
}

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
      const members = asking.execute(GossipClient, 'gossip', (nodes) => membersOf(nodes));
      const [{ serverVersion }, info] = await within(milliseconds, Promise.all([asking.capabilities, members]));
      const alive = info.getMembersList().filter((member) => member.getIsAlive());
      const leader = alive.find((member) => member.getState() === gossip.MemberInfo.VNodeState.LEADER);
      return { version: serverVersion, nodes: alive.map(addressOf), leader: leader && addressOf(leader) };
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
      const { nodes, leader } = await clusterOf(connection, settings.patience.probe);
      return `${node} knows ${nodes.length} nodes that are alive, led by ${leader ?? 'none'}`;
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
