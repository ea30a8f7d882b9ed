import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Connection } from './connection.js';
import { settingsOf } from './settings.js';

/** What the client hands to gRPC, which it shows to nobody. */
interface Inside {
  getGRPCClient(
    kind: typeof StreamsClient,
    name: string,
  ): Promise<{
    getChannel(): { internalChannel: { options: Record<string, unknown> } };
  }>;
}

async function channelOptions(told: string): Promise<Record<string, unknown>> {
  const settings = settingsOf(told, 'baton.', {});
  const connection = new Connection(settings.connectionString, settings);
  const channel = await (connection.client as unknown as Inside).getGRPCClient(StreamsClient, 'look');
  connection.close();
  return channel.getChannel().internalChannel.options;
}

describe('the client', () => {
  it('is told to notice a node that says nothing within 13 seconds, without its warning of too many signs of life', async () => {
    const options = await channelOptions('esdb://127.0.0.1:1?tls=false');
    expect(options).toMatchObject({ 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 3000 });
  });

  it('is told what the connection string says of it instead', async () => {
    const options = await channelOptions('esdb://127.0.0.1:1?tls=false&KeepAliveTimeout=7000&keepAliveInterval=20000');
    expect(options).toMatchObject({ 'grpc.keepalive_time_ms': 20_000, 'grpc.keepalive_timeout_ms': 7000 });
  });

  it.each([
    ['a second unless told', 'esdb://a:1,b:1?tls=false', 'gossipTimeout=1'],
    ['as long as told', 'esdb://a:1,b:1?tls=false&gossip_timeout=4', 'gossip_timeout=4'],
  ])('gives a node %s to say who leads', (_, told, option) => {
    const { connectionString } = settingsOf(told, 'baton.', {});
    expect(connectionString.split(/[?&]/).filter((one) => /^gossip/i.test(one))).toEqual([option]);
  });
});
