import type { Envelope } from '@baton/contracts';
import { link } from './field-table.js';

interface EnvelopeField {
  readonly is: string;
  readonly optional?: true;
  readonly meaning: string;
}

/** The fields of a stored event; one that the envelope gains makes this fail to compile until it is said here. */
const FIELDS: Readonly<Record<keyof Envelope | 'type' | 'data', EnvelopeField>> = {
  id: { is: 'UUID', meaning: 'Version 5, made of the command id and the place of the event in what the command wrote' },
  type: { is: 'word', meaning: 'The word of the event, as the headings of this page' },
  schemaVersion: { is: 'whole number from 1', meaning: 'The version of the shape of the data' },
  stream: { is: 'text', meaning: 'The stream it belongs to: its kind, a dash, its key' },
  revision: { is: 'whole number from 0', meaning: 'Its place in the stream, without a gap' },
  position: { is: 'text', meaning: 'Its place in the whole log: opaque, comparable, and the engine’s own' },
  occurredAt: {
    is: 'instant',
    meaning: 'When it happened; earlier than `recordedAt` where it was recorded later (C2)',
  },
  recordedAt: { is: 'instant', meaning: 'When Baton recorded it, by the service’s clock' },
  by: { is: link('By'), meaning: 'Who did it' },
  commandId: { is: 'UUID', meaning: 'The command that wrote it' },
  commandHash: {
    is: 'SHA-256, hex',
    meaning: 'Of the canonical command: the same id with another body is refused (X1)',
  },
  correlationId: { is: 'UUID', meaning: 'What belongs together across commands' },
  causationId: { is: 'UUID', meaning: 'What it followed from: the command, or the event a rule acted on' },
  traceparent: { is: 'text', optional: true, meaning: 'The W3C trace it was part of' },
  imported: { is: 'true', optional: true, meaning: 'It states what another system did (X5)' },
  previousHash: { is: 'SHA-256, hex', meaning: 'The `hash` of the event before in the stream; 64 zeros for the first' },
  hash: {
    is: 'SHA-256, hex',
    meaning: 'Of the canonical JSON (RFC 8785) of the event as stored, without `hash` and `position`',
  },
  data: { is: 'object', meaning: 'What this page says under the word of the event' },
};

/** The envelope of an event as a table of Markdown. */
export const envelopeTable = (): string[] => [
  '| field | what it is | required | meaning |',
  '| --- | --- | --- | --- |',
  ...Object.entries(FIELDS).map(
    ([name, { is, optional, meaning }]) => `| \`${name}\` | ${is} | ${optional ? 'no' : 'yes'} | ${meaning} |`,
  ),
  '',
];
