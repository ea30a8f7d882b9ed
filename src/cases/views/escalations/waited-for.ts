import { keyOfStream } from '@baton/contracts';
import type { EventOf } from '@baton/projections';
import { openOf, without, type Tables } from './escalation-tables.js';
import type { EscalatedCase, ListedEscalation } from './escalations.row.js';

/** An escalation of a case that had waited is found by that case, too. */
export async function ofWaiting(
  { waiting: parent, escalationId }: ListedEscalation,
  { rows, waiting }: Tables,
): Promise<void> {
  if (parent === undefined) return;
  const { escalations = [] } = (await waiting.get({ waiting: parent })) ?? {};
  const known = await Promise.all(escalations.map((one) => rows.get({ escalationId: one })));
  const open = known.flatMap((row) => (row ? [row.escalationId] : []));
  waiting.put({ waiting: parent, escalations: [...open, escalationId] });
}

/** A case is reopened: whoever answers for it no longer asks whether it should be, as work that it had waited for was. */
export async function reopened(event: EventOf<'CaseReopened'>, { rows, cases, waiting }: Tables): Promise<void> {
  const parent = keyOfStream(event);
  const { escalations = [] } = (await waiting.get({ waiting: parent })) ?? {};
  for (const escalationId of escalations) {
    const row = await rows.get({ escalationId });
    rows.remove({ escalationId });
    if (row) await cases.change({ caseId: row.caseId }, (known) => without(known, new Set([escalationId])));
  }
  if (escalations.length > 0) waiting.remove({ waiting: parent });
}

/** Another case waits for this one. */
export async function linked(event: EventOf<'CaseLinked'>, { cases }: Tables): Promise<void> {
  const { linkId, other, kind } = event.data;
  if (kind !== 'CHILD') return;
  await cases.change({ caseId: keyOfStream(event) }, ({ waitedForBy = [], ...known }) => ({
    ...known,
    waitedForBy: [...waitedForBy, { linkId, other }],
  }));
}

/** Another case waits for this one no longer: what was escalated as it had waited ends with the link, also with one of a duplicate (X3). */
export async function unlinked(event: EventOf<'CaseUnlinked'>, tables: Tables): Promise<void> {
  const known = await tables.cases.get({ caseId: keyOfStream(event) });
  if (!known?.waitedForBy) return;
  const waitedForBy = known.waitedForBy.filter(({ linkId }) => linkId !== event.data.linkId);
  tables.cases.put({ ...known, waitedForBy });
  await waitsStill(known.mergedInto ?? known.caseId, tables);
}

/** Two cases are two matters again: what was escalated for what the other one had to do with it ends (X3). */
export async function twoMatters(event: EventOf<'CasesUnmerged'>, tables: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  await waitsStill(caseId, tables);
  if (event.data.role !== 'DUPLICATE') return;
  const { escalations = [] } = (await tables.waiting.get({ waiting: event.data.other })) ?? {};
  const rows = await Promise.all(escalations.map((escalationId) => tables.rows.get({ escalationId })));
  for (const raisedBy of new Set(rows.flatMap((row) => (row ? [row.caseId] : [])))) await waitsStill(raisedBy, tables);
}

/** Ends what a case escalated for cases that wait neither for it nor for one of its duplicates any longer. */
async function waitsStill(caseId: string, tables: Tables): Promise<void> {
  const known = await tables.cases.get({ caseId });
  const raised = known ? (await openOf(known, tables)).filter(({ waiting }) => waiting !== undefined) : [];
  if (!known || raised.length === 0) return;
  const by = await waitingFor(known, tables);
  const over = raised.filter(({ waiting }: ListedEscalation) => !by.has(waiting ?? ''));
  for (const { escalationId } of over) tables.rows.remove({ escalationId });
  if (over.length > 0) tables.cases.put(without(known, new Set(over.map(({ escalationId }) => escalationId))));
}

/** The cases that wait for a case or one of its duplicates, with those into which they were merged. */
async function waitingFor(known: EscalatedCase, { cases }: Tables): Promise<ReadonlySet<string>> {
  const duplicates = await Promise.all((known.duplicates ?? []).map((caseId) => cases.get({ caseId })));
  const others = [known, ...duplicates].flatMap((one) => one?.waitedForBy ?? []).map(({ other }) => other);
  const into = await Promise.all(others.map(async (caseId) => (await cases.get({ caseId }))?.mergedInto));
  return new Set([...others, ...into.filter((caseId) => caseId !== undefined)]);
}
