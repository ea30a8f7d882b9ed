import { Inject, Injectable } from '@nestjs/common';
import { derivedId, type Position } from '@baton/contracts';
import type { CommandContext } from '@baton/event-store';
import { plannedWork, type PlannedWork } from './absence-plan.js';
import type { Absence, Agent } from './agent.state.js';
import { KnownAgentsReader } from './known-agents.js';
import { OPEN_WORK, type OpenWork } from './open-work.js';
import { standInAt } from './stand-ins.js';

/** Passes the work of an agent on, and back: each case under a command id of its own, so that it can be asked twice. */
@Injectable()
export class HandingOn {
  constructor(
    private readonly agents: KnownAgentsReader,
    @Inject(OPEN_WORK) private readonly work: OpenWork,
  ) {}

  /** The cases and promises of an absent agent that nobody would see to from now on. */
  async uncovered(agent: Agent, absence: Absence, now: string, atLeast: Position): Promise<PlannedWork[]> {
    const span = { from: now, until: absence.until };
    const [work, known] = await Promise.all([
      this.work.of(agent.agent, atLeast),
      this.agents.around(absence.standIns, span),
    ]);
    return plannedWork(agent, absence, span, work, known).filter(({ trouble }) => trouble !== undefined);
  }

  /** Passes each open case of an absent agent to whoever stands in and is there, or back to the department. */
  async passOn(
    agent: Agent,
    absence: Absence,
    atLeast: Position | undefined,
    context: CommandContext,
  ): Promise<string[]> {
    const { now } = context;
    const [work, known] = await Promise.all([
      this.work.of(agent.agent, atLeast),
      this.agents.around(absence.standIns, { from: now, until: absence.until }),
    ]);
    const held = work.filter((one) => one.held).map(({ caseId }) => caseId);
    for (const caseId of held) {
      const to = standInAt(agent, absence, caseId, now, known);
      const passing = { from: agent.agent, to, department: agent.department };
      await this.work.passOn(caseId, passing, step(context, `${caseId} passes on`));
    }
    return held;
  }

  /**
   * Puts back into the inbox what an agent holds who has left, or works for another department now.
   * @param unless the department he works for now: its cases stay with him
   */
  async release(
    { agent, department }: Agent,
    atLeast: Position | undefined,
    context: CommandContext,
    unless?: string,
  ): Promise<string[]> {
    const work = await this.work.of(agent, atLeast);
    const held = work.filter((one) => one.held && one.department !== unless).map(({ caseId }) => caseId);
    for (const caseId of held) {
      await this.work.passOn(caseId, { from: agent, department }, step(context, `${caseId} goes back`));
    }
    return held;
  }

  /** Gives back all that others hold for an agent; what he cannot work on any longer stays with them. */
  async giveBack(agent: Agent, atLeast: Position | undefined, context: CommandContext): Promise<string[]> {
    const held = [...(await this.work.heldFor(agent.agent, atLeast))];
    for (const caseId of held) await this.giveBackOne(caseId, agent, context);
    return held;
  }

  /** Tells the supervisor of each case that nobody would see to while an agent is away, once for an absence. */
  async escalate(
    { agent, department }: Agent,
    { absenceId, until }: Absence,
    uncovered: readonly PlannedWork[],
    context: CommandContext,
  ): Promise<void> {
    for (const caseId of new Set(uncovered.map((one) => one.caseId))) {
      const unattended = { agent, department, absenceId, until };
      await this.work.escalate(caseId, unattended, step(context, `${caseId} is unattended`));
    }
  }

  /** Gives back what a process that came to nothing has passed on. */
  async takeBack(agent: Agent, caseIds: readonly string[], context: CommandContext): Promise<void> {
    for (const caseId of caseIds) await this.giveBackOne(caseId, agent, context);
  }

  private giveBackOne(caseId: string, { agent, department }: Agent, context: CommandContext): Promise<void> {
    return this.work.giveBack(caseId, { agent, department }, step(context, `${caseId} comes back`));
  }
}

/** The context of one step of a process: what the caller says of the first stream does not hold for the others. */
function step(context: CommandContext, name: string): CommandContext {
  const { expectedRevision: _, occurredAt: __, ...now } = context;
  return { ...now, commandId: derivedId(context.commandId, name) };
}
