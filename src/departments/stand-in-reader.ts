import { Inject, Injectable } from '@nestjs/common';
import type { StandIn } from '@baton/contracts';
import type { StandInFacts } from './absence.guards.js';
import { KnownAgentsReader } from './known-agents.js';
import { OPEN_WORK, type OpenWork } from './open-work.js';
import type { TimeSpan } from './stand-ins.js';

/** Reads what a decision about stand-ins must know: of those named, each from his own stream, and of the cases named. */
@Injectable()
export class StandInReader {
  constructor(
    private readonly agents: KnownAgentsReader,
    @Inject(OPEN_WORK) private readonly work: OpenWork,
  ) {}

  /** In a time. */
  async around(standIns: readonly StandIn[], span: TimeSpan): Promise<StandInFacts> {
    return { known: await this.agents.around(standIns, span), unknownCases: await this.unknown(standIns) };
  }

  /** In the time of an absence of an agent. */
  async aroundAbsence(id: string, absenceId: string, standIns: readonly StandIn[]): Promise<StandInFacts> {
    const known = await this.agents.aroundAbsence(id, absenceId, standIns);
    return { known, unknownCases: await this.unknown(standIns) };
  }

  private unknown(standIns: readonly StandIn[]): Promise<readonly string[]> {
    return this.work.unknown(standIns.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId])));
  }
}
