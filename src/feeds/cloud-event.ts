import { parseStream } from '@baton/contracts';
import type { CaseEvent } from './concern.state.js';

/** An event in the structured JSON form of CloudEvents 1.0, with Baton's extension attributes. */
export interface CaseCloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  /** The event's word: `TransferOffered`. */
  readonly type: string;
  /** The case's id. */
  readonly subject: string;
  /** When it happened. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The name of the JSON Schema of the data: see docs/schemas/events. */
  readonly dataschema: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  /** When Baton recorded it. */
  readonly recordedat: string;
  readonly agent: string;
  readonly department: string;
  /** The agent in whose name it was done, where that is somebody else. */
  readonly onbehalfof?: string;
  readonly correlationid: string;
  readonly causationid: string;
  readonly traceparent?: string;
  /** Present where the event states what another system did (X5). */
  readonly imported?: true;
  readonly data: object;
}

/** Where the events come from, as CloudEvents wants it said; with the id it names an event in the world. */
const CLOUD_EVENT_SOURCE = '/feeds/cases';

/** A case event as a CloudEvent. The names of extension attributes are small letters and digits, as the format demands. */
export const cloudEventOf = (event: CaseEvent): CaseCloudEvent => ({
  specversion: '1.0',
  id: event.id,
  source: CLOUD_EVENT_SOURCE,
  type: event.type,
  subject: parseStream(event.stream)?.key ?? event.stream,
  time: event.occurredAt,
  datacontenttype: 'application/json',
  dataschema: `urn:baton:event:${event.type}:v${event.schemaVersion}`,
  stream: event.stream,
  revision: event.revision,
  position: event.position,
  recordedat: event.recordedAt,
  agent: event.by.agent,
  department: event.by.department,
  ...(event.by.onBehalfOf === undefined ? {} : { onbehalfof: event.by.onBehalfOf }),
  correlationid: event.correlationId,
  causationid: event.causationId,
  ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  ...(event.imported ? { imported: true } : {}),
  data: event.data,
});
