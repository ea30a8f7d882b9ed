import { streamOf } from '@baton/contracts';
import type { StoredEvent, Streams } from '@baton/event-store';
import { concern, departmentsConcerned, departmentsConcernedAt, type CaseEvent } from './concern.state.js';

/** Knows whom cases concern, as their own streams tell it at this moment. */
export class StreamCaseConcern {
  constructor(private readonly streams: Pick<Streams, 'load'>) {}

  /** The departments that a case concerns at an instant (UTC ISO 8601); undefined where there is no such case. */
  async departmentsAt(caseId: string, instant: string): Promise<ReadonlySet<string> | undefined> {
    const loaded = await this.streams.load(streamOf('case', caseId), concern);
    return loaded && departmentsConcernedAt(loaded.state, instant);
  }

  /**
   * Whether an event of the case, one of those that are stored by now, concerned a department as it was written; every event
   * where the case concerns it at an instant (UTC ISO 8601).
   */
  async concerns(caseId: string, department: string, instant: string): Promise<(event: StoredEvent) => boolean> {
    const loaded = await this.streams.load(streamOf('case', caseId), concern);
    if (!loaded) return () => false;
    const { state } = loaded;
    if (departmentsConcernedAt(state, instant).has(department)) return () => true;
    return (event) =>
      event.revision <= state.revision && departmentsConcerned(state, event as CaseEvent).has(department);
  }
}
