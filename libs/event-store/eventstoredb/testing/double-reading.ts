import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { DoubleLog, KeptEvent } from './double-log.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;
type Options = streams.ReadReq.Options;

/** A filtered subscription says where it is after so many events that it did not show. */
const CHECKPOINT_AFTER = 32;

/** Answers a read of a stream or of the whole log, to its end. */
export function answerRead(log: DoubleLog, call: ReadCall, options: Options): void {
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const name = nameOf(options);
  if (name !== undefined && log.stream(name).length === 0) {
    const missing = new streams.ReadResp.StreamNotFound();
    missing.setStreamIdentifier(identifier(name));
    const answer = new streams.ReadResp();
    answer.setStreamNotFound(missing);
    call.write(answer);
  } else {
    const all = name === undefined ? log.events : log.stream(name);
    const from = all.filter(reaches(options, backwards));
    if (backwards) from.reverse();
    for (const event of from.slice(0, Number(options.getCount()))) call.write(eventAnswer(event));
  }
  call.end();
}

/** Answers a subscription to the whole log: the past after its start, then what comes, until it is cancelled. */
export function answerSubscription(log: DoubleLog, call: ReadCall, options: Options, times: () => number): void {
  const after = wanted(options);
  const start = options.getAll()?.hasPosition()
    ? log.events.filter((event) => event.position <= after).length
    : options.getAll()?.hasEnd()
      ? log.events.length
      : 0;
  let next = start;
  let skipped = 0;
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [''];
  const go = (): void => {
    for (; next < log.events.length; next++) {
      const event = log.events[next];
      if (!event) continue;
      if (prefixes.some((prefix) => event.stream.startsWith(prefix))) {
        for (let time = times(); time > 0; time--) call.write(eventAnswer(event));
      } else if (++skipped % CHECKPOINT_AFTER === 0) call.write(checkpointAnswer(event));
    }
  };
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(crypto.randomUUID());
  const confirmed = new streams.ReadResp();
  confirmed.setConfirmation(confirmation);
  call.write(confirmed);
  go();
  const caughtUp = new streams.ReadResp();
  caughtUp.setCaughtUp(new streams.ReadResp.CaughtUp());
  call.write(caughtUp);
  const stop = log.listen(go);
  call.on('cancelled', () => {
    stop();
    call.end();
  });
  call.on('close', stop);
}

/** Whether the log is to be read from a place before its end where nothing begins. */
export function refusesPlace(log: DoubleLog, options: Options): boolean {
  return options.getAll()?.hasPosition() === true && !log.hasPlace(wanted(options));
}

function reaches(options: Options, backwards: boolean): (event: KeptEvent) => boolean {
  const of = options.getStream();
  if (of?.hasStart() || of?.hasEnd() || options.getAll()?.hasStart() || options.getAll()?.hasEnd()) return () => true;
  const from = of ? BigInt(of.getRevision()) : wanted(options);
  const place = (event: KeptEvent): bigint => (of ? BigInt(event.revision) : event.position);
  return (event) => (backwards ? place(event) <= from : place(event) >= from);
}

const wanted = (options: Options): bigint => BigInt(options.getAll()?.getPosition()?.getCommitPosition() ?? '0');

function nameOf(options: Options): string | undefined {
  const bytes = options.getStream()?.getStreamIdentifier()?.getStreamName_asU8();
  return bytes && Buffer.from(bytes).toString('utf8');
}

function identifier(name: string): shared.StreamIdentifier {
  const made = new shared.StreamIdentifier();
  made.setStreamName(new Uint8Array(Buffer.from(name)));
  return made;
}

function eventAnswer(event: KeptEvent): streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(event.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier(event.stream));
  recorded.setStreamRevision(String(event.revision));
  recorded.setCommitPosition(String(event.position));
  recorded.setPreparePosition(String(event.position));
  recorded.setData(event.data);
  recorded.setCustomMetadata(event.metadata);
  recorded.getMetadataMap().set('type', event.type).set('content-type', event.contentType).set('created', '0');
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(event.position));
  const answer = new streams.ReadResp();
  answer.setEvent(read);
  return answer;
}

function checkpointAnswer({ position }: KeptEvent): streams.ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position));
  checkpoint.setPreparePosition(String(position));
  const answer = new streams.ReadResp();
  answer.setCheckpoint(checkpoint);
  return answer;
}
