import { streamOf } from '@baton/contracts';
import type { CaseCloudEvent } from '../cloud-event.js';
import type { CaseSentences } from '../case-sentences.js';
import type { CaseEvent } from '../concern.state.js';

/** A case event on one line for a person: when it happened, its position, the case, and what the trail says of it. */
export function lineOf(sent: CaseCloudEvent, sentences: CaseSentences): string {
  const time = `${sent.time.slice(0, 10)} ${sent.time.slice(11, 19)}Z`;
  return `${time}  ${sent.position.padStart(6)}  ${sent.subject}  ${sentences(eventOf(sent))}`;
}

/** The event as far as a CloudEvent carries it: all that a sentence is made of. */
const eventOf = (sent: CaseCloudEvent): CaseEvent => {
  const { agent, department, onbehalfof } = sent;
  const told = {
    id: sent.id,
    type: sent.type,
    stream: streamOf('case', sent.subject),
    revision: sent.revision,
    position: sent.position,
    occurredAt: sent.time,
    recordedAt: sent.recordedat,
    by: { agent, department, ...(onbehalfof === undefined ? {} : { onBehalfOf: onbehalfof }) },
    ...(sent.imported ? { imported: true } : {}),
    data: sent.data,
  };
  return told as unknown as CaseEvent;
};
