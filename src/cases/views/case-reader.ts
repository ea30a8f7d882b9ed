import { Injectable } from '@nestjs/common';
import { streamOf } from '@baton/contracts';
import { Streams, type ReadStream } from '@baton/event-store';
import { caseAggregate } from '../case-folds.state.js';
import type { CaseEvent, CaseState } from '../case.state.js';

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

  /** The case as it is now; undefined where there is none. */
  async now(caseId: string): Promise<CaseState | undefined> {
    return (await this.streams.load(streamOf('case', caseId), caseAggregate))?.state;
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
   * The case as it was after its first events, up to the first that `beyond` is true of.
   * @param each is told every event with the state after it, for who wants to look at the way
   * @returns undefined where that is before its first event
   */
  async until(
    caseId: string,
    beyond: (event: CaseEvent) => boolean,
    each: (event: CaseEvent, state: CaseState) => void = () => undefined,
  ): Promise<CaseAt | undefined> {
    let at: CaseAt | undefined;
    for await (const event of this.events(caseId, {})) {
      if (beyond(event)) break;
      at = { state: caseAggregate.evolve(at?.state ?? caseAggregate.initial, event), knownAt: knownAt(event) };
      each(event, at.state);
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
