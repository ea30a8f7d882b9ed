import { streamOf, type By } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { noCase, type CaseState } from '../../src/cases/case.state.js';
import { agentAggregate, type Agent } from '../../src/departments/agent.state.js';
import type { App } from '../../src/platform/app.js';
import { issue } from '../../src/platform/commands/issue.js';
import { registeredCommands } from '../../src/platform/commands/registry.js';
import { carryingOut, type CarryOut } from '../../src/platform/policies/carry-out.js';
import { DueTimers } from '../../src/platform/policies/due-timers.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';

/** The departments of the office; all are open around the clock. */
export const DEPARTMENTS = ['shop', 'repair', 'sales'];

/** Whoever leads a department. */
export const supervisor = (department: string): By => ({ agent: `lead-${department}`, department, role: 'SUPERVISOR' });

/** A whole office in this process, whose time stands still until somebody lets it pass. */
export class Office {
  /** How often each thing was asked for and done, and each refusal given. */
  readonly reached = new Map<string, number>();
  private readonly fired = new Set<string>();

  private constructor(
    readonly baton: TestBaton,
    readonly clock: TestClock,
    private readonly carryOut: CarryOut,
    private readonly due: DueTimers,
  ) {}

  static async open(): Promise<Office> {
    const clock = new TestClock();
    const baton = await startBaton(app, { clock });
    const { declared, timers } = app.policies as NonNullable<App['policies']>;
    const due = new DueTimers(baton.baton.queries, timers);
    const office = new Office(baton, clock, carryingOut(declared, baton.bus, clock), due);
    for (const department of DEPARTMENTS) {
      await office.ask(
        'openDepartment',
        { department, name: department },
        { ...supervisor(department), role: 'ADMIN' },
      );
    }
    return office;
  }

  /** Asks for something; a business no is counted and is no error. The stream it was written to, unless refused. */
  async ask(mutation: string, body: object, by: By, commandId?: string): Promise<string | undefined> {
    const known = registeredCommands().find((one) => one.mutation === mutation);
    if (!known) throw new Error(`${mutation} is no command`);
    try {
      const { stream } = await issue(this.baton.bus, known.command, body, { by, now: this.clock.now(), commandId });
      this.count(mutation);
      return stream;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.count(`${mutation} ${error.code}`);
      return undefined;
    }
  }

  count(what: string): void {
    this.reached.set(what, (this.reached.get(what) ?? 0) + 1);
  }

  /** Lets time pass, and has everything done that is due by then, each at once told. */
  async pass(time: Parameters<TestClock['pass']>[0], told: () => Promise<void>): Promise<void> {
    this.clock.pass(time);
    for (let fresh = await this.fresh(); fresh.length > 0; fresh = await this.fresh()) {
      for (const timer of fresh) {
        this.fired.add(timer.timerId);
        await this.carryOut(timer).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error;
        });
        await told();
      }
    }
  }

  private async fresh() {
    const head = await this.baton.baton.store.head();
    if (head !== undefined) await this.baton.runner.waitFor(head);
    const due = await this.due.dueAt(this.clock.now(), 500);
    return due.filter(({ timerId }) => !this.fired.has(timerId));
  }

  async caseOf(caseId: string): Promise<CaseState> {
    return (await this.baton.baton.streams.load(streamOf('case', caseId), caseAggregate))?.state ?? noCase;
  }

  async agentOf(agent: string): Promise<Agent | undefined> {
    return (await this.baton.baton.streams.load(streamOf('agent', agent), agentAggregate))?.state;
  }
}
