import { Injectable } from '@nestjs/common';
import type { RemindOfPromise, RemindOfPromiseFacts } from './commands/remind-of-promise/remind-of-promise.decision.js';
import { Neighbours } from './neighbours.js';
import { owing } from './owed-promises.js';
import { agentOf } from './promise-reminders.js';
import { CaseReader } from './views/case-reader.js';

/** Who sees to a promise, and whether he is there to be reminded of it. */
@Injectable()
export class RemindedAgents {
  constructor(
    private readonly reader: CaseReader,
    private readonly neighbours: Neighbours,
  ) {}

  /** @param now UTC ISO 8601 */
  async of({ caseId, promiseId }: RemindOfPromise, now: string): Promise<RemindOfPromiseFacts> {
    const state = await this.reader.now(caseId);
    const promise = state?.promises.get(promiseId);
    if (!state || !promise) return {};
    const survivor = await this.reader.survivor(state);
    const agent = agentOf(state, promise, survivor);
    const door = await this.neighbours.closedDoorOf(agent, now, caseId, owing(state, promise, survivor));
    return { survivor, agent, door };
  }
}
