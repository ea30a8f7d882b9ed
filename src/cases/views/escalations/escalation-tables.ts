import type { TablesOf, TablesRows } from '@baton/projections';
import type {
  EscalatedAbsence,
  EscalatedCase,
  EscalatedWaiting,
  EscalationOfAbsence,
  ListedEscalation,
} from './escalations.row.js';

/** The tables of the list of escalations. */
export type Row = {
  rows: ListedEscalation;
  cases: EscalatedCase;
  absences: EscalatedAbsence;
  absent: EscalationOfAbsence;
  waiting: EscalatedWaiting;
};
export type Tables = TablesRows<TablesOf<Row>>;

/** The escalations of a case that nothing has settled. */
export async function openOf({ open = [] }: EscalatedCase, { rows }: Tables): Promise<ListedEscalation[]> {
  const found = await Promise.all(open.map((escalationId) => rows.get({ escalationId })));
  return found.filter((row) => row !== undefined);
}

/** The case without what was settled. */
export function without({ open = [], ...known }: EscalatedCase, settled: ReadonlySet<string>): EscalatedCase {
  const left = open.filter((escalationId) => !settled.has(escalationId));
  return left.length > 0 ? { ...known, open: left } : known;
}
