import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { status } from '@grpc/grpc-js';
import { Connection } from './connection.js';
import { settingsOf } from './settings.js';
import { rpcError } from './testing/faults.js';

/** What the client keeps for itself. */
interface Inside {
  getGRPCClient(kind: typeof StreamsClient, name: string): Promise<unknown>;
  handleError(failed: object, error: Error): Promise<void>;
}

describe('the client', () => {
  it('does not end the process where a call fails while another finds that nobody leads', async () => {
    const settings = settingsOf('esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=1', 'baton.', {});
    const connection = new Connection(settings.connectionString, settings);
    const inside = connection.client as unknown as Inside;
    const another = inside.getGRPCClient(StreamsClient, 'another');
    const failed = { getChannel: () => undefined };
    // The client awaits this nowhere: a rejection of it would be nobody's.
    const reaction = inside.handleError(failed, rpcError(status.UNAVAILABLE, 'the node goes away'));
    await expect(another).rejects.toThrow('Failed to discover');
    await expect(reaction).resolves.toBeUndefined();
    connection.close();
  });
});
