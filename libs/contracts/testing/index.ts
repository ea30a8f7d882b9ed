import { v5 } from 'uuid';
import type { Fact } from '@baton/decider';
import type { By, Envelope, Recorded } from '../envelope.js';

/** The agent who did everything in a spec, unless the spec says otherwise. */
export const anAgent: By = { agent: 'ines', department: 'front-office', role: 'AGENT' };

/** When the first event of a stream happens in a spec; each further one a minute later. */
const BASE_INSTANT = '2026-03-02T09:00:00.000Z';

const NAMESPACE = '6f9619ff-8b86-5d01-b42d-00cf4fc964ff';
const FIRST_HASH = '0'.repeat(64);
let lastPosition = 0;

/** What a spec says of the envelopes: the same for all of them, or a function of the event's index among the facts. */
export type Overrides = Partial<Envelope> | ((index: number) => Partial<Envelope>);

/**
 * Dresses facts with a deterministic envelope, for the specs of decisions, folds and projections: the revision by
 * index, one command each, `occurredAt` = `recordedAt` = 2 March 2026 09:00 UTC plus a minute per revision, done by
 * `anAgent`. The position counts on across all streams of a spec file, so that later calls come later in the log.
 * A given `revision` is that of the first fact; the others follow. The hashes are of the right form, not a real chain.
 */
export function recorded<F extends Fact>(
  stream: string,
  facts: readonly F[],
  overrides: Overrides = {},
): Recorded<F>[] {
  return facts.map((fact, index) => {
    const own = typeof overrides === 'function' ? overrides(index) : overrides;
    const revision = typeof overrides === 'function' ? (own.revision ?? index) : index + (own.revision ?? 0);
    return { ...envelope(stream, revision), ...own, revision, type: fact.type, data: fact.data } as Recorded<F>;
  });
}

function envelope(stream: string, revision: number): Envelope {
  const at = new Date(Date.parse(BASE_INSTANT) + revision * 60_000).toISOString();
  const commandId = v5(`${stream} command ${revision}`, NAMESPACE);
  return {
    id: v5('0', commandId),
    schemaVersion: 1,
    stream,
    revision,
    position: String(++lastPosition),
    occurredAt: at,
    recordedAt: at,
    by: anAgent,
    commandId,
    commandHash: hashLike(`${stream} body ${revision}`),
    correlationId: commandId,
    causationId: commandId,
    previousHash: revision === 0 ? FIRST_HASH : hashLike(`${stream} ${revision - 1}`),
    hash: hashLike(`${stream} ${revision}`),
  };
}

const hashLike = (text: string): string => v5(text, NAMESPACE).replaceAll('-', '').repeat(2);
