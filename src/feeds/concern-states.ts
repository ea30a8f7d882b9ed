import { LRUCache } from 'lru-cache';
import type { EventStore } from '@baton/event-store';
import { concern, departmentsConcerned, noConcern, type CaseEvent, type ConcernState } from './concern.state.js';

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

  /** The departments that an event concerns. Reads of its stream only what is not known yet. Throws `StoreFailed`. */
  async departments(event: CaseEvent): Promise<ReadonlySet<string>> {
    return departmentsConcerned(await this.stateAt(event), event);
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
