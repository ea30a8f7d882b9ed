import { Code, Described, OneOf, Text, words, type WordOf } from '@baton/fields';
import type { Fact } from '@baton/decider';

export const Role = words('Role', 'What a person may do in Baton', {
  AGENT: 'Works cases of a department',
  SUPERVISOR: 'Leads a department',
  AUDITOR: 'Reads everything, changes nothing',
  ADMIN: 'Keeps departments and agents; may stand in for any department',
});
export type Role = WordOf<typeof Role>;

@Described("Who did it: taken from the caller's token, never from the request.")
export class By {
  @Code("The agent's id") agent: string;
  @Code('The department the agent worked for at that moment') department: string;
  @OneOf(Role, 'The role in which it was done') role: Role;
  @Code('The agent in whose name it was done, where that is somebody else', { optional: true }) onBehalfOf?: string;
  @Text('The application or channel it came through', { optional: true, max: 80 }) via?: string;
}

/**
 * Where an event stands in the whole log: opaque to callers, comparable with `comparePositions`, printable.
 * Digits on SQLite; two numbers with a slash on EventStoreDB.
 */
export type Position = string;

/** What every stored event carries beside its data. Instants are UTC ISO 8601 with milliseconds. */
export interface Envelope {
  /** UUIDv5 of the command id and the event's index in what the command wrote. */
  readonly id: string;
  readonly schemaVersion: number;
  readonly stream: string;
  /** Place in the stream; the first event has 0. */
  readonly revision: number;
  readonly position: Position;
  /** When it happened; earlier than `recordedAt` where it was recorded later. */
  readonly occurredAt: string;
  /** When Baton recorded it, by the service's clock. */
  readonly recordedAt: string;
  readonly by: By;
  readonly commandId: string;
  /** SHA-256 (hex) of the canonical command: the same id with another body is refused (X1). */
  readonly commandHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  /** Present when the event states what another system did (X5). */
  readonly imported?: true;
  /** `hash` of the event before in the stream; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256 (hex) over the canonical JSON (RFC 8785) of the stored event without `hash` and `position`. */
  readonly hash: string;
}

/** A fact with its envelope: what a stream holds and a fold reads. Distributes over a union of facts. */
export type Recorded<F extends Fact = Fact> = F extends Fact ? Envelope & F : never;
