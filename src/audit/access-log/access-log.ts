import { v7, validate } from 'uuid';
import { parseStream, streamOf, type AccessFact, type By, type CaseRead, type Recorded } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';
import { hashOfCommand, type StoredEvent, type Streams } from '@baton/event-store';
import type { Reading, ReadRecorder } from '../../platform/access/recorded-reads.js';
import type { RequestContext } from '../../platform/auth/caller.js';
import type { Clock } from '../../platform/clock/clock.js';
import { caseReads } from './case-reads.js';

/** What the audit module asks about cases: whom one concerns. */
export interface CaseConcern {
  /**
   * The departments that a case concerns at an instant; undefined where there is no such case. Reads the case's own
   * stream, and throws what the store throws.
   */
  departmentsAt(caseId: string, instant: string): Promise<ReadonlySet<string> | undefined>;
  /**
   * Whether an event of a case concerned a department as it was written, or the whole case does at an instant. Reads the case's
   * own stream, and throws what the store throws.
   */
  concerns(caseId: string, department: string, instant: string): Promise<(event: StoredEvent) => boolean>;
}

/** A feed somebody begins to follow. */
export interface FollowedFeed {
  /** Where: `GET /feeds/cases`. */
  readonly what: string;
  readonly caseId?: string;
  /** Whose feed it is; all departments' when absent. */
  readonly department?: string;
}

/** The longest name of an operation that is kept. */
const NAME_KEPT = 80;

/** Nothing is decided on: every read is kept. */
const access: Aggregate<null, Recorded<AccessFact>> = { initial: null, evolve: (state) => state };

/**
 * Keeps who looked at which case from outside: an auditor at any, everybody else at those that do not concern his
 * department. Kept in streams of their own, one for each reader and day (UTC): see ADR 9.
 */
export class AccessLog implements ReadRecorder {
  readonly reads = caseReads;

  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly concern: CaseConcern,
  ) {}

  /** Resolves once every read that has to be kept is stored. Throws `StoreFailed`: then nothing may be shown. */
  async record(asking: RequestContext, readings: readonly Reading[], operation: string | undefined): Promise<void> {
    const now = this.clock.now();
    const kept = await Promise.all(readings.map(({ id }) => this.looksIn(asking.by, id, now)));
    const facts = readings
      .filter((_, index) => kept[index])
      .map(({ id, fields }) => ({ caseId: id, what: [...fields], ...named(operation) }));
    await this.keep(asking, facts, now);
  }

  /** The same of a feed, at its start: one record for all it will tell. */
  async follow(asking: RequestContext, { what, caseId, department }: FollowedFeed): Promise<void> {
    const now = this.clock.now();
    const { by } = asking;
    const own = by.role !== 'AUDITOR' && department === by.department;
    const outside = caseId === undefined || department !== undefined ? !own : await this.looksIn(by, caseId, now);
    if (!outside) return;
    const fact = {
      what: [what],
      ...(caseId === undefined ? {} : { caseId }),
      ...(department === undefined ? {} : { department }),
    };
    await this.keep(asking, [fact], now);
  }

  async toldTo({ role, department }: By, stream: string): Promise<(event: StoredEvent) => boolean> {
    const parsed = parseStream(stream);
    if (parsed?.kind !== 'case') return () => true;
    if (role === 'AUDITOR') return () => false; // what he looks at is recorded, and this would not be
    return this.concern.concerns(parsed.key, department, this.clock.now());
  }

  private async looksIn({ role, department }: By, caseId: string, now: string): Promise<boolean> {
    if (!validate(caseId)) return false; // it is refused, so nothing is read
    const concerned = await this.concern.departmentsAt(caseId, now);
    return concerned !== undefined && (role === 'AUDITOR' || !concerned.has(department));
  }

  private async keep(asking: RequestContext, facts: readonly CaseRead[], now: string): Promise<void> {
    if (facts.length === 0) return;
    const { by, correlationId, traceparent } = asking;
    const commandId = v7();
    const commandHash = hashOfCommand('ReadCase', { facts });
    const stream = streamOf('access', `${now.slice(0, 10)}-${by.agent}`);
    const events = facts.map((data): AccessFact => ({ type: 'CaseRead', data }));
    const context = { commandId, commandHash, by, now, correlationId };
    await this.streams.decide(stream, access, () => events, {
      ...context,
      ...(traceparent === undefined ? {} : { traceparent }),
    });
  }
}

const named = (operation: string | undefined): { operation?: string } =>
  operation === undefined ? {} : { operation: operation.slice(0, NAME_KEPT) };
