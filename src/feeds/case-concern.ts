import { streamOf } from '@baton/contracts';
import type { Streams } from '@baton/event-store';
import { concern, departmentsConcernedAt } from './concern.state.js';

/** Knows whom cases concern, as their own streams tell it at this moment. */
export class StreamCaseConcern {
  constructor(private readonly streams: Pick<Streams, 'load'>) {}

  /** The departments that a case concerns at an instant (UTC ISO 8601); undefined where there is no such case. */
  async departmentsAt(caseId: string, instant: string): Promise<ReadonlySet<string> | undefined> {
    const loaded = await this.streams.load(streamOf('case', caseId), concern);
    return loaded && departmentsConcernedAt(loaded.state, instant);
  }
}
