import { hash } from 'node:crypto';
import { parse as parseUuid, v5 } from 'uuid';
import { checkEvent, derivedId, streamOf } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import {
  canonicalJson,
  hashOfCommand,
  Streams,
  WrongExpectedRevision,
  type CommandContext,
  type EventStore,
  type Expected,
  type PastFact,
} from '@baton/event-store';
import type { ToldCase, ToldFact } from '../mapping/case-mapping.js';
import { placeOf, type ImportProblem, type Place } from '../reader/import-problem.js';

/** What came of a case: how many events were written, how many stood there already. */
export interface Written {
  readonly written: number;
  readonly alreadyThere: number;
}

/** At most so many facts in one append: well under what every engine takes, whatever they hold. */
const CHUNK = 250;

/**
 * Writes the cases of a log as the past. Each append has a command id made of the case and its number, and the hash
 * of what it says: so a second import writes nothing, an interrupted one goes on, and a case that reads differently
 * now is told apart.
 */
export class PastWriter {
  private readonly opened = new Map<string, Promise<void>>();
  private readonly streams: Streams;

  /** How many departments were new. */
  departments = 0;

  constructor(
    private readonly store: EventStore,
    /** UTC ISO 8601: when Baton records what it is told. */
    private readonly now: () => string,
    private readonly via: string,
  ) {
    this.streams = new Streams(store, { validate: remembering(checkEvent) });
  }

  /** Writes a case with the departments it names, or says why not. Throws where the store fails. */
  async write(told: ToldCase, place: Place): Promise<Written | ImportProblem> {
    await Promise.all([...told.departments].map(([code, at]) => this.open(code, at)));
    const stream = streamOf('case', told.caseId);
    const count = { written: 0, alreadyThere: 0 };
    let expected: Expected = 'none';
    for (let from = 0; from < told.facts.length; from += CHUNK) {
      const chunk = told.facts.slice(from, from + CHUNK);
      const context = this.context(derivedId(told.caseId, `import ${from / CHUNK}`), told.caseId, chunk);
      const seen = await this.store.findCommand(context.commandId, stream);
      if (seen && seen.commandHash !== context.commandHash) return changed(told, place);
      if (seen) {
        count.alreadyThere += chunk.length;
        expected = seen.revision;
        continue;
      }
      const revision = await this.append(stream, pastFacts(chunk, told.caseId), context, expected);
      if (revision === 'changed') return changed(told, place);
      if (revision === 'occupied') return occupied(told, place);
      count.written += chunk.length;
      expected = revision;
    }
    return count;
  }

  private async append(
    stream: string,
    facts: readonly PastFact[],
    context: CommandContext,
    expected: Expected,
  ): Promise<number | 'changed' | 'occupied'> {
    try {
      return (await this.streams.recordPast(stream, facts, context, expected)).revision;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return 'occupied';
      if (error instanceof Refusal && error.code === 'COMMAND_ID_REUSED') return 'changed';
      throw error;
    }
  }

  /** A department that the log names exists from then on, unless Baton knows it already. */
  private open(code: string, at: string): Promise<void> {
    const known = this.opened.get(code);
    if (known) return known;
    const opening = this.openNow(code, at);
    this.opened.set(code, opening);
    return opening;
  }

  private async openNow(code: string, at: string): Promise<void> {
    const stream = streamOf('department', code);
    const facts: PastFact[] = [{ type: 'DepartmentOpened', data: { name: code }, occurredAt: at }];
    const commandId = derivedId(DEPARTMENTS, code);
    if (await this.store.findCommand(commandId, stream)) return;
    const context: CommandContext = {
      commandId,
      commandHash: hashOfCommand('ImportDepartment', { code }),
      by: { agent: 'import', department: code, role: 'ADMIN', via: this.via },
      now: this.now(),
      correlationId: commandId,
    };
    const revision = await this.append(stream, facts, context, 'none');
    if (typeof revision === 'number') this.departments += 1;
  }

  private context(commandId: string, caseId: string, chunk: readonly ToldFact[]): CommandContext {
    const by = chunk[0]?.by ?? { agent: 'import', department: 'import', role: 'ADMIN' as const, via: this.via };
    return {
      commandId,
      commandHash: hashOfChunk(chunk),
      by,
      now: this.now(),
      correlationId: caseId,
    };
  }
}

const DEPARTMENTS = 'a2b8f3f4-0d0e-5c56-8a52-6a7d1d0f5e11';

/** What is told together, by one row, has one cause. */
function pastFacts(chunk: readonly ToldFact[], caseId: string): PastFact[] {
  const namespace = parseUuid(caseId);
  return chunk.map(({ fact, occurredAt, by, row }) => ({
    ...fact,
    occurredAt,
    by,
    causationId: v5(`row ${row}`, namespace),
  }));
}

/** SHA-256 (hex) of all that a part of a case says: the same as long as the log and the profile say the same. */
function hashOfChunk(chunk: readonly ToldFact[]): string {
  const lines = chunk.map(({ fact, occurredAt, by, row }) => {
    const { agent, department, role, via } = by;
    return `${JSON.stringify([row, occurredAt, agent, department, role, via, fact.type])}${canonicalJson(fact.data)}`;
  });
  return hash('sha256', lines.join('\n'), 'hex');
}

/** At most so many facts that were found in order are remembered. */
const REMEMBERED = 20_000;

/** The check of the published language, asked once for what a log says over and over. */
function remembering(validate: typeof checkEvent): typeof checkEvent {
  const inOrder = new Set<string>();
  return (stream, fact) => {
    const said = `${kindOf(stream)} ${fact.type} ${JSON.stringify(fact.data)}`;
    if (inOrder.has(said)) return [];
    const problems = validate(stream, fact);
    if (inOrder.size >= REMEMBERED) inOrder.clear();
    if (problems.length === 0) inOrder.add(said);
    return problems;
  };
}

const kindOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

const changed = ({ reference }: ToldCase, place: Place): ImportProblem => ({
  code: 'CASE_CHANGED',
  message: `The case reads differently from what was imported before under this name`,
  remedy: `What was imported stays as it is. Check whether the log or the profile has changed since, or whether the rows of the case stand in two places of the log (${placeOf(place)}).`,
  ...place,
  reference,
});

const occupied = ({ reference }: ToldCase, place: Place): ImportProblem => ({
  code: 'CASE_OCCUPIED',
  message: 'The case holds events that this import did not write',
  remedy: 'An import was interrupted and somebody has worked on the case since: it cannot be completed.',
  ...place,
  reference,
});
