import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { status } from '@grpc/grpc-js';
import { Connection } from './connection.js';
import { settingsOf } from './settings.js';
import { rpcError } from './testing/faults.js';
import { Silence } from './trouble.js';

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

  it('that is not answered says what was told of it, not that a last attempt had no time', async () => {
    const settings = settingsOf('esdb://127.0.0.1:1?tls=false', 'baton.', {});
    const connection = new Connection(settings.connectionString, settings);
    const failures = [rpcError(status.UNAVAILABLE, 'certificate has expired'), new Silence(50)];
    const call = () => Promise.reject(failures.shift() ?? new Silence(50));
    await expect(connection.answered(call, { patience: 200 })).rejects.toThrow('certificate has expired');
    expect(failures).toEqual([]);
    connection.close();
  });
});
