import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { DoubleLog, ProposedEvent } from './double-log.js';

/** What an append asks for. @param saysPlace whether its answer says where it stands @returns what stores it, the first time it is called, and says what came of it */
export function appendAnswer(
  log: DoubleLog,
  options: streams.AppendReq.Options,
  proposed: readonly ProposedEvent[],
  saysPlace: boolean,
): () => streams.AppendResp {
  let answer: streams.AppendResp | undefined;
  return () => {
    answer ??= stored(log, options, proposed);
    if (!saysPlace) answer.getSuccess()?.setNoPosition(new shared.Empty());
    return answer;
  };
}

/** An event as the client proposes it. */
export function proposedEvent(message: streams.AppendReq.ProposedMessage): ProposedEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

function stored(log: DoubleLog, options: streams.AppendReq.Options, proposed: readonly ProposedEvent[]) {
  const name = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  const inexact = options.hasAny() || options.hasStreamExists();
  if (inexact && proposed.length > 0) throw new Error(`${name}: the double knows exact revisions alone`);
  const expected = options.hasNoStream() ? -1 : Number(options.getRevision());
  const written = proposed.length > 0 ? log.append(name, expected, proposed) : log.mark();
  const response = new streams.AppendResp();
  if ('current' in written) response.setWrongExpectedVersion(conflict(expected, written.current));
  else {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(written.position));
    position.setPreparePosition(String(written.position));
    const success = new streams.AppendResp.Success();
    success.setCurrentRevision(String(written.revision));
    success.setPosition(position);
    response.setSuccess(success);
  }
  return response;
}

function conflict(expected: number, current: number): streams.AppendResp.WrongExpectedVersion {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (current < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(current));
  if (expected < 0) wrong.setExpectedNoStream(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  return wrong;
}
