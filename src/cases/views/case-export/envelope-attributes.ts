import type { FieldKind } from '@baton/fields';
import type { CaseEvent } from '../../case.state.js';
import { sentenceOf } from '../case-trail/case-trail.sentences.js';

/** What an export for other programs tells of an event beside its data. */
export interface EnvelopeAttribute {
  readonly name: string;
  readonly kind: FieldKind;
  readonly meaning: string;
  /** Whether every event has it. */
  readonly always: boolean;
  readonly of: (event: CaseEvent) => string | number | boolean | undefined;
}

const attribute = (
  name: string,
  kind: FieldKind,
  meaning: string,
  of: EnvelopeAttribute['of'],
  always = true,
): EnvelopeAttribute => ({ name, kind, meaning, always, of });

/** Who, when and what are told in each format's own words; these are Baton's. */
export const ENVELOPE: readonly EnvelopeAttribute[] = [
  attribute('revision', 'count', 'Place of the event in its case; the first has 0', ({ revision }) => revision),
  attribute('position', 'text', 'Place of the event in the whole log', ({ position }) => position),
  attribute('sentence', 'text', 'What happened, in plain English', sentenceOf),
  attribute('recordedAt', 'instant', 'When Baton recorded it', ({ recordedAt }) => recordedAt),
  attribute('schemaVersion', 'count', "Version of the event's form", ({ schemaVersion }) => schemaVersion),
  attribute('commandId', 'id', 'The command that wrote it', ({ commandId }) => commandId),
  attribute('commandHash', 'text', 'SHA-256 of that command', ({ commandHash }) => commandHash),
  attribute('correlationId', 'text', 'The chain of requests it belongs to', ({ correlationId }) => correlationId),
  attribute('causationId', 'text', 'What it was caused by', ({ causationId }) => causationId),
  attribute('previousHash', 'text', 'Hash of the event before; 64 zeros for the first', (event) => event.previousHash),
  attribute('hash', 'text', 'SHA-256 over the event as it is stored', ({ hash }) => hash),
  attribute('onBehalfOf', 'code', 'The agent in whose name it was done', ({ by }) => by.onBehalfOf, false),
  attribute('via', 'text', 'The application it came through', ({ by }) => by.via, false),
  attribute('traceparent', 'text', 'W3C trace context of the request', ({ traceparent }) => traceparent, false),
  attribute('imported', 'flag', 'It states what another system did', ({ imported }) => imported, false),
];
