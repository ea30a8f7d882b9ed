import { streamOf } from '@baton/contracts';
import type { StoredEvent, Streams } from '@baton/event-store';
import {
  concern,
  departmentsConcerned,
  departmentsConcernedAt,
  type CaseEvent,
  type ConcernState,
} from './concern.state.js';

/** Knows whom cases concern, as their own streams tell it at this moment. */
export class StreamCaseConcern {
  constructor(private readonly streams: Pick<Streams, 'load'>) {}

  /**
   * The departments that a case concerns at an instant (UTC ISO 8601), for a duplicate also those that the case concerns in
   * which work goes on (X3); undefined where there is no such case.
   */
  async departmentsAt(caseId: string, instant: string): Promise<ReadonlySet<string> | undefined> {
    const state = await this.state(streamOf('case', caseId));
    if (!state) return undefined;
    const into = state.merged.find(({ to }) => to === undefined)?.into;
    const survivor = into === undefined ? undefined : await this.state(into);
    const concerned = [state, ...(survivor ? [survivor] : [])].map((one) => departmentsConcernedAt(one, instant));
    return new Set(concerned.flatMap((departments) => [...departments]));
  }

  private async state(stream: string): Promise<ConcernState | undefined> {
    return (await this.streams.load(stream, concern))?.state;
  }

  /**
   * Whether an event of the case, one of those that are stored by now, concerned a department as it was written; every event
   * where the case concerns it at an instant (UTC ISO 8601).
   */
  async concerns(caseId: string, department: string, instant: string): Promise<(event: StoredEvent) => boolean> {
    const state = await this.state(streamOf('case', caseId));
    if (!state) return () => false;
    if ((await this.departmentsAt(caseId, instant))?.has(department)) return () => true;
    return (event) =>
      event.revision <= state.revision && departmentsConcerned(state, event as CaseEvent).has(department);
  }
}
