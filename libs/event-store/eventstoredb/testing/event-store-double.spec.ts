import { randomUUID } from 'node:crypto';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials, type ClientWritableStream } from '@grpc/grpc-js';
import { EventStoreDouble } from './event-store-double.js';

let double: EventStoreDouble;
let client: StreamsClient;
beforeEach(async () => {
  double = await EventStoreDouble.start();
  client = new StreamsClient(double.wire.address, credentials.createInsecure());
});
afterEach(async () => {
  client.close();
  await double.stop();
});

function optionsFor(stream: string): streams.AppendReq {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(new Uint8Array(Buffer.from(stream)));
  const options = new streams.AppendReq.Options();
  options.setStreamIdentifier(identifier);
  options.setNoStream(new shared.Empty());
  const request = new streams.AppendReq();
  request.setOptions(options);
  return request;
}

function event(): streams.AppendReq {
  const id = new shared.UUID();
  id.setString(randomUUID());
  const proposed = new streams.AppendReq.ProposedMessage();
  proposed.setId(id);
  proposed.getMetadataMap().set('type', 'Told').set('content-type', 'application/json');
  proposed.setData(new Uint8Array(Buffer.from('{}')));
  const request = new streams.AppendReq();
  request.setProposedMessage(proposed);
  return request;
}

/** Begins an append to a new stream, of which more may come. */
function begun(stream: string, told: (error: Error | null) => void): ClientWritableStream<streams.AppendReq> {
  const call = client.append((error: Error | null) => told(error));
  call.write(optionsFor(stream));
  call.write(event());
  return call;
}

/** An append from beginning to end; what was sent before over the same connection has come to the server then. */
const appended = (stream: string): Promise<void> =>
  new Promise((resolve, reject) => void begun(stream, (error) => (error ? reject(error) : resolve())).end());

it('stores an append whole or not at all, also where the client gives up while it sends it', async () => {
  await appended('case-first');
  const ended: (Error | null)[] = [];
  const half = begun('case-half', (error) => ended.push(error));
  await appended('case-second');
  half.cancel();
  await appended('case-third');
  const stored = ['case-first', 'case-half', 'case-second', 'case-third'].map((name) => double.log.stream(name).length);
  expect(stored).toEqual([1, 0, 1, 1]);
  expect(ended).toMatchObject([{ code: 1 }]);
});
