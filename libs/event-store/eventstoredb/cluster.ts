import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Connection } from './connection.js';

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
export function clusterOf(connection: Connection): Promise<Cluster> {
  return connection.answered(async (client) => {
    const asking = client as unknown as Asking;
    const [{ serverVersion }, info] = await Promise.all([
      asking.capabilities,
      asking.execute(GossipClient, 'gossip', (nodes) => membersOf(nodes)),
    ]);
    const alive = info.getMembersList().filter((member) => member.getIsAlive());
    const leader = alive.find((member) => member.getState() === gossip.MemberInfo.VNodeState.LEADER);
    return { version: serverVersion, nodes: alive.map(addressOf), leader: leader && addressOf(leader) };
  });
}

const membersOf = (nodes: GossipClient): Promise<gossip.ClusterInfo> =>
  new Promise((resolve, reject) => {
    nodes.read(new shared.Empty(), (error, info) => (error ? reject(error) : resolve(info)));
  });

const addressOf = (member: gossip.MemberInfo): string => {
  const endpoint = member.getHttpEndPoint();
  return `${endpoint?.getAddress()}:${endpoint?.getPort()}`;
};
