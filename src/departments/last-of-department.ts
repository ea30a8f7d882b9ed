import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '@baton/event-store';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { AtLeast } from '../platform/graphql/at-least.js';
import type { Agent } from './agent.state.js';
import { DEPARTMENT_WORK, type DepartmentWork, type WorkCounts } from './department-work.js';
import { StreamDepartmentDirectory } from './department-directory.js';
import { agents } from './views/agents/agents.projection.js';

/** Knows what a department would be left with that its last agent leaves (H11). */
@Injectable()
export class LastOfDepartment {
  constructor(
    private readonly directory: StreamDepartmentDirectory,
    private readonly atLeast: AtLeast,
    @Inject(DEPARTMENT_WORK) private readonly work: DepartmentWork,
    @Inject(EVENT_STORE) private readonly log: Pick<EventStore, 'head'>,
  ) {}

  /**
   * What the department of an agent has to do, where nobody but him stays there; undefined where others do. Whoever is leaving
   * does not stay: of two who leave at the same time neither counts on the other. All that is stored by now counts.
   */
  async leaves({ department, standing }: Agent): Promise<WorkCounts | undefined> {
    const atLeast = await this.log.head();
    await this.atLeast.reached(atLeast, agents);
    const staying = (await this.directory.staying([department])).get(department) ?? 0;
    const others = standing === 'ACTIVE' ? staying - 1 : staying;
    return others > 0 ? undefined : this.work.of(department, atLeast);
  }
}
