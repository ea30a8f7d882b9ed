import { LRUCache } from 'lru-cache';
import type { EventStore } from '@baton/event-store';
import type { Position } from '@baton/contracts';
import { comparePositions } from '@baton/event-store';
import {
  concern,
  departmentsConcerned,
  noConcern,
  survivorOf,
  type CaseEvent,
  type ConcernState,
} from './concern.state.js';

/** Whom events concern, worked out from their cases' own streams, with the states of the cases last asked about kept. */
export class ConcernStates {
  private readonly states: LRUCache<string, ConcernState>;

  /** @param kept the states of how many cases are kept in memory */
  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    kept = 10_000,
  ) {
    this.states = new LRUCache({ max: kept });
  }

  /**
   * The departments that an event concerns; that of a duplicate also the one that answers then for the case in which work
   * goes on, as it owes what the duplicate promised (X3). Reads of the streams only what is not known yet. Throws
   * `StoreFailed`.
   */
  async departments(event: CaseEvent): Promise<ReadonlySet<string>> {
    const state = await this.stateAt(event);
    const concerned = departmentsConcerned(state, event);
    const survivor = survivorOf(state, event);
    if (survivor === undefined) return concerned;
    const answering = accountableAt(await this.stateUpTo(survivor, event.position), event.position);
    return answering === undefined ? concerned : new Set([...concerned, answering]);
  }

  /** A case as it stood at a place in the log, or later: everything before that place is stored already. */
  private async stateUpTo(stream: string, position: Position): Promise<ConcernState> {
    let state = this.states.get(stream) ?? noConcern;
    for await (const event of this.store.readStream(stream, { from: state.revision + 1 })) {
      if (comparePositions(event.position, position) > 0) break;
      state = concern.evolve(state, event as CaseEvent);
    }
    this.keep(stream, state);
    return state;
  }

  private async stateAt(event: CaseEvent): Promise<ConcernState> {
    const { stream, revision } = event;
    let state = this.states.get(stream) ?? noConcern;
    if (state.revision >= revision) return state;
    if (state.revision + 1 < revision) {
      for await (const earlier of this.store.readStream(stream, { from: state.revision + 1, to: revision - 1 })) {
        state = concern.evolve(state, earlier as CaseEvent);
      }
    }
    state = concern.evolve(state, event);
    this.keep(stream, state);
    return state;
  }

  /** Two readers may have worked on the same case: the state that has come further knows all that the other does. */
  private keep(stream: string, state: ConcernState): void {
    if ((this.states.get(stream)?.revision ?? -1) < state.revision) this.states.set(stream, state);
  }
}

/** The department that was accountable for a case at a place in the log; undefined before its first event and where nobody was. */
const accountableAt = ({ spans }: ConcernState, position: Position): string | undefined =>
  spans.findLast(
    ({ as, since, endedAt }) =>
      as === 'ACCOUNTABLE' &&
      comparePositions(since, position) <= 0 &&
      (endedAt === undefined || comparePositions(position, endedAt) < 0),
  )?.department;
