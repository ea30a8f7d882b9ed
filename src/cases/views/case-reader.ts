import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { streamOf } from '@baton/contracts';
import { Streams, type ReadStream } from '@baton/event-store';
import { caseAggregate } from '../case-folds.state.js';
import { mergedInto, type CaseEvent, type CaseState } from '../case.state.js';
import { owedThrough } from '../owed-promises.js';
import { duplicatesOf } from '../related.guards.js';
import { frameOf, type Frame } from './frame.js';

/** Events that are folded before others have their turn. */
const FOLDED_AT_ONCE = 250;

/** A case at some point of its life. */
export interface CaseAt {
  readonly state: CaseState;
  /** When the last event up to that point became known: see `knownAt`. */
  readonly knownAt: string;
}

/** Reads cases from their own streams: what it answers is what the store holds at that moment. */
@Injectable()
export class CaseReader {
  constructor(private readonly streams: Streams) {}

  /** The case as it is now, what it promised owed by whoever owes it now (X3); undefined where there is none. */
  async now(caseId: string): Promise<CaseState | undefined> {
    const state = await this.told(caseId);
    return state && this.owed(state);
  }

  /** A case with its promises owed by the departments that owe them: see `owing`; as known at an instant, now unless told. */
  async owed(state: CaseState, at?: string): Promise<CaseState> {
    const survivor = mergedInto(state);
    return survivor === undefined ? state : owedThrough(state, await this.told(survivor, at));
  }

  /** The case into which one was merged, as it is now; undefined where it was not merged. */
  async survivor(state: CaseState): Promise<CaseState | undefined> {
    const survivor = mergedInto(state);
    return survivor === undefined ? undefined : this.told(survivor);
  }

  /** The cases that were merged into one, in the order of their ids; as they were known at an instant, now unless told. */
  async duplicates(state: CaseState, at?: string): Promise<CaseState[]> {
    const states = await Promise.all(
      duplicatesOf(state)
        .sort()
        .map((caseId) => this.told(caseId, at)),
    );
    return states.filter((duplicate) => duplicate !== undefined).map((duplicate) => owedThrough(duplicate, state));
  }

  /** The case as its own stream tells it. */
  private async told(caseId: string, at?: string): Promise<CaseState | undefined> {
    return at === undefined
      ? (await this.streams.load(streamOf('case', caseId), caseAggregate))?.state
      : (await this.until(caseId, (event) => knownAt(event) > at))?.state;
  }

  /** The revision of the last event of a case; undefined where there is no case. Reads one event. */
  async lastRevision(caseId: string): Promise<number | undefined> {
    for await (const { revision } of this.events(caseId, { direction: 'backwards', limit: 1 })) return revision;
    return undefined;
  }

  /** The events of a case; nothing where there is none. Reads only what is asked for. */
  events(caseId: string, range: ReadStream): AsyncIterable<CaseEvent> {
    return this.streams.read(streamOf('case', caseId), range) as AsyncIterable<CaseEvent>;
  }

  /**
   * The events of a case in order, each with the states around it; nothing where there is none. Lets others have their
   * turn now and then.
   * @param before the state to go on from: only events after it are read
   * @param to the last revision wanted; the newest unless told
   */
  async *frames(caseId: string, before?: CaseState, to?: number): AsyncGenerator<Frame, void, undefined> {
    const range = { from: before === undefined ? 0 : before.revision + 1, ...(to === undefined ? {} : { to }) };
    let state = before;
    for await (const event of this.events(caseId, range)) {
      const frame = frameOf(event, state);
      state = frame.after;
      yield frame;
      if (event.revision % FOLDED_AT_ONCE === FOLDED_AT_ONCE - 1) await nextTurn();
    }
  }

  /**
   * The case as it was after its first events, up to the first that `beyond` is true of.
   * @returns undefined where that is before its first event
   */
  async until(caseId: string, beyond: (event: CaseEvent) => boolean): Promise<CaseAt | undefined> {
    let at: CaseAt | undefined;
    for await (const { event, after } of this.frames(caseId)) {
      if (beyond(event)) break;
      at = { state: after, knownAt: knownAt(event) };
    }
    return at;
  }
}

/**
 * When an event became known to whoever worked on the case: when it was recorded, and for an imported event when it
 * happened, as the other system knew it then.
 */
export const knownAt = ({ imported, occurredAt, recordedAt }: CaseEvent): string =>
  imported ? occurredAt : recordedAt;
