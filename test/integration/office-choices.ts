import { derivedId, type By } from '@baton/contracts';
import type { CaseState } from '../../src/cases/case.state.js';
import type { Agent } from '../../src/departments/agent.state.js';
import { DEPARTMENTS, supervisor, type Office } from './whole-office.js';

/** Of what the ids in the histories of an office are made. */
export const SEED = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b70';

/** What somebody asks for next, and the numbers that choose about what and by whom. */
export interface Intent {
  readonly what: number;
  readonly numbers: readonly number[];
}

/** Chooses, by the numbers of an intent, about which of some cases and agents somebody asks for something. */
export abstract class Choices {
  protected readonly agents: string[] = [];
  protected readonly cases: string[] = [];
  protected next = 0;
  protected intent: Intent = { what: 0, numbers: [0] };
  protected asked = 0;

  /** @param name tells its agents and cases from those of others */
  constructor(
    protected readonly office: Office,
    protected readonly name: string,
  ) {}

  protected pick<T>(list: readonly T[]): T | undefined {
    const { numbers } = this.intent;
    return list[(numbers[this.next++ % numbers.length] ?? 0) % list.length];
  }

  protected ask(mutation: string, body: object, by: By): Promise<string | undefined> {
    this.asked += 1;
    return this.office.ask(mutation, body, by, derivedId(SEED, `${this.name} ${this.asked}`));
  }

  /** A case; mostly one that is as wanted. */
  protected async aCase(wanted: (state: CaseState) => boolean = ({ status }) => status === 'OPEN'): Promise<CaseState> {
    const states = await Promise.all(this.cases.map((caseId) => this.office.caseOf(caseId)));
    return this.pick(states.filter(wanted)) ?? (this.pick(states) as CaseState);
  }

  /** An agent of a department; mostly one who is there. */
  protected async someone(department: string, besides?: string): Promise<By> {
    const known = await Promise.all(this.agents.map((agent) => this.office.agentOf(agent)));
    const there = known.filter((agent) => agent?.department === department && agent.agent !== besides);
    const active = there.filter((agent) => agent?.standing === 'ACTIVE');
    const agent = this.pick([...active, ...active, ...active, ...there]) ?? this.pick(known);
    return { agent: agent?.agent ?? '', department: agent?.department ?? '', role: 'AGENT' };
  }

  protected async anAgent(wanted: (agent: Agent) => boolean): Promise<Agent | undefined> {
    const known = await Promise.all(this.agents.map((agent) => this.office.agentOf(agent)));
    const found = known.filter((agent) => agent !== undefined);
    return this.pick(found.filter(wanted)) ?? this.pick(found);
  }

  /** An agent; mostly one with a case in his hands. */
  protected async atWork(): Promise<Agent | undefined> {
    const { holder } = await this.aCase((one) => one.status === 'OPEN' && one.holder !== undefined);
    return this.anAgent(({ agent, standing }) => standing === 'ACTIVE' && (holder === undefined || agent === holder));
  }

  protected async joins(number: number): Promise<void> {
    const department = DEPARTMENTS[number] as string;
    const agent = `${this.name}-${this.agents.length}`;
    this.agents.push(agent);
    await this.ask('registerAgent', { agent, name: agent, department }, supervisor(department));
  }

  protected async opens(number: number): Promise<void> {
    const department = DEPARTMENTS[number] as string;
    const caseId = derivedId(SEED, `case ${this.name} ${this.cases.length}`);
    this.cases.push(caseId);
    const by = await this.someone(department);
    const at = this.office.clock.now();
    const contact = {
      ...{ contactId: derivedId(caseId, 'contact'), direction: 'INBOUND', channel: 'PHONE', participants: ['Anna'] },
      ...{ startedAt: at, endedAt: at, disposition: 'FOLLOW_UP', matter: 'It stands still' },
    };
    const opening = { caseId, customerId: derivedId(SEED, 'Anna'), matter: 'It stands still', kind: 'FAULT', contact };
    await this.ask('registerCustomer', { customerId: opening.customerId, kind: 'PERSON', name: 'Anna' }, by);
    await this.ask('openCase', { ...opening, department }, by);
  }

  protected inHours(hours: number): string {
    return new Date(Date.parse(this.office.clock.now()) + hours * 3_600_000).toISOString();
  }

  protected async byHimself(agent: string): Promise<By> {
    return { agent, department: (await this.office.agentOf(agent))?.department ?? '', role: 'AGENT' };
  }
}
