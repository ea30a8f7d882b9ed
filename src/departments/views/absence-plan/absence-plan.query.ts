import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Streams } from '@baton/event-store';
import { plannedWork } from '../../absence-plan.js';
import { agentAggregate } from '../../agent.state.js';
import { agentStream, KnownAgentsReader } from '../../known-agents.js';
import { OPEN_WORK, type OpenWork } from '../../open-work.js';
import { absencesIn, type TimeSpan } from '../../stand-ins.js';
import { WORK_SHOWN, type AbsencePlan } from './absence-plan.result.js';

/** What an agent has in his hands for a time, with the stand-ins of the absence planned in it; undefined where there is no such agent. */
export class AbsencePlanOf extends Query<AbsencePlan | undefined> {
  constructor(
    readonly agent: string,
    readonly span: TimeSpan,
  ) {
    super();
  }
}

@QueryHandler(AbsencePlanOf)
export class AbsencePlanHandler implements IQueryHandler<AbsencePlanOf> {
  constructor(
    private readonly streams: Streams,
    private readonly agents: KnownAgentsReader,
    @Inject(OPEN_WORK) private readonly work: OpenWork,
  ) {}

  async execute({ agent, span }: AbsencePlanOf): Promise<AbsencePlan | undefined> {
    const loaded = await this.streams.load(agentStream(agent), agentAggregate);
    if (!loaded?.state) return undefined;
    const [absence] = absencesIn(loaded.state, span);
    const [open, inbox, known] = await Promise.all([
      this.work.of(agent, loaded.position),
      this.work.inInbox(agent, loaded.state.department, loaded.position),
      this.agents.around(absence?.standIns ?? [], span),
    ]);
    const work = plannedWork(loaded.state, absence ?? { standIns: [] }, span, open, known);
    const uncovered = work.filter(({ trouble }) => trouble !== undefined);
    const covered = work.filter(({ trouble }) => trouble === undefined);
    return {
      agent,
      ...span,
      ...(absence ? { absenceId: absence.absenceId } : {}),
      canBegin: absence !== undefined && uncovered.length === 0,
      total: work.length,
      uncovered: uncovered.length,
      work: [...uncovered, ...covered].slice(0, WORK_SHOWN),
      inInbox: inbox
        .flatMap(({ caseId, promises }) => promises.map((promise) => ({ caseId, ...promise })))
        .filter(({ due }) => due < span.until)
        .slice(0, WORK_SHOWN),
    };
  }
}
