import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derivedId, streamOf, type CaseFact } from '@baton/contracts';
import { Streams, type PastFact } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { ProjectionRunner, type Projection } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';

const NAMESPACE = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';

/** An id that a spec can tell from others by its name. */
export const idOf = (name: string): string => derivedId(NAMESPACE, name);

/** Midnight of a day of March 2026, UTC. */
export const onDay = (day: number): string => new Date(Date.UTC(2026, 2, day)).toISOString();

/** An office in memory whose cases a spec tells, and views of them on SQLite. */
export class ToldOffice {
  private readonly store = new MemoryEventStore();
  private readonly folder = mkdtempSync(join(tmpdir(), 'baton-figures-spec-'));
  private readonly views = new SqliteViews(join(this.folder, 'views.db'));

  get queries(): SqliteViews['queries'] {
    return this.views.queries;
  }

  /** Tells a case: all of it happened on a day of March 2026, by somebody of a department. */
  async tell(name: string, day: number, department: string, facts: readonly CaseFact[]): Promise<void> {
    const past = facts.map((fact): PastFact => ({ ...fact, occurredAt: onDay(day) }));
    const commandId = idOf(name);
    const by = { agent: 'ines', department, role: 'AGENT' } as const;
    const context = { commandId, commandHash: '0'.repeat(64), by, now: onDay(31), correlationId: commandId };
    await new Streams(this.store, { validate: () => [] }).recordPast(streamOf('case', idOf(name)), past, context);
  }

  async catchUp(...projections: Projection[]): Promise<void> {
    await new ProjectionRunner({ store: this.store, views: this.views, projections }).catchUp();
  }

  async close(): Promise<void> {
    await this.views.close();
    rmSync(this.folder, { recursive: true });
  }
}
