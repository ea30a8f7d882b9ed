import { streamOf } from '@baton/contracts';
import { verifyLog, type BadEvent, type StoredLog } from '@baton/event-store';
import type { CaseEvent } from '../../case.state.js';

/** An event of a case as it is stored. */
export interface StoredCaseEvent {
  readonly position: string;
  /** Lower-case hex. */
  readonly hash: string;
  /** The bytes that were hashed: canonical JSON, unless they were altered. */
  readonly bytes: Buffer;
}

/** Every event of a case, read to be exported, with what verifying them found. */
export interface CaseHistory {
  readonly caseId: string;
  /** UTC ISO 8601. */
  readonly exportedAt: string;
  /** In the order of their revisions; at least one. */
  readonly stored: readonly StoredCaseEvent[];
  /** The same events as they are read; none where one is not as it was stored. */
  readonly events: readonly CaseEvent[];
  /** The first event that is not as it was stored; absent where all are. */
  readonly bad?: BadEvent;
}

/** A file format of an export: the document in pieces of text. */
export type ExportDocument = (history: CaseHistory) => Iterable<string>;

/**
 * Reads a case as its log holds it at this moment, and verifies it. Throws `StoreFailed`.
 * @returns undefined where there is no such case
 */
export async function historyIn(log: StoredLog, caseId: string, exportedAt: string): Promise<CaseHistory | undefined> {
  const stream = streamOf('case', caseId);
  const upTo = log.head();
  const verified: StoredCaseEvent[] = [];
  const { bad } = await verifyLog(log, {
    stream,
    upTo,
    onEvent: ({ position, hash, body }) => verified.push({ position: String(position), hash, bytes: body }),
  });
  if (bad) return { caseId, exportedAt, stored: rowsOf(log, stream, upTo), events: [], bad };
  return verified.length === 0 ? undefined : { caseId, exportedAt, stored: verified, events: verified.map(eventOf) };
}

function rowsOf(log: StoredLog, stream: string, upTo: number): StoredCaseEvent[] {
  const rows: StoredCaseEvent[] = [];
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = log.pageOfStream(stream, after, upTo);
    const last = page.at(-1);
    if (!last) return rows;
    for (const { position, hash, body } of page) rows.push({ position: String(position), hash, bytes: body });
    after = last.revision;
  }
}

const eventOf = ({ position, hash, bytes }: StoredCaseEvent): CaseEvent =>
  ({ ...(JSON.parse(bytes.toString('utf8')) as object), position, hash }) as CaseEvent;
