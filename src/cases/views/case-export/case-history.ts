import { streamOf, type Position } from '@baton/contracts';
import { verifyLog, type BadEvent, type StoredLog, type StoredRow } from '@baton/event-store';
import type { CaseEvent } from '../../case.state.js';

/** An event of a case as it is stored. */
export interface StoredCaseEvent {
  readonly position: Position;
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
  const upTo = await log.head();
  if (upTo === undefined) return undefined;
  const verified: StoredCaseEvent[] = [];
  const { bad } = await verifyLog(log, { stream, upTo, onEvent: (row) => verified.push(storedOf(row)) });
  if (bad) return { caseId, exportedAt, stored: await rowsOf(log, stream, upTo), events: [], bad };
  return verified.length === 0 ? undefined : { caseId, exportedAt, stored: verified, events: verified.map(eventOf) };
}

async function rowsOf(log: StoredLog, stream: string, upTo: Position): Promise<StoredCaseEvent[]> {
  const rows: StoredCaseEvent[] = [];
  for await (const page of log.pages({ stream, upTo })) rows.push(...page.map(storedOf));
  return rows;
}

const storedOf = ({ position, hash, body }: StoredRow): StoredCaseEvent => ({ position, hash, bytes: body });

const eventOf = ({ position, hash, bytes }: StoredCaseEvent): CaseEvent =>
  ({ ...(JSON.parse(bytes.toString('utf8')) as object), position, hash }) as CaseEvent;
