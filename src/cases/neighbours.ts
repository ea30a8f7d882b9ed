import { Inject, Injectable } from '@nestjs/common';
import type { By, Channel, TransferMode } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-calendar';
import { CUSTOMER_FINDER, type CustomerFinder } from './customer-finder.js';
import {
  DEPARTMENT_DIRECTORY,
  type ClosedDoor,
  type DepartmentAtWork,
  type DepartmentDirectory,
} from './department-directory.js';
import type { OfferTransfer } from './commands/offer-transfer/offer-transfer.decision.js';
import type { Receiver } from './receiver.guards.js';
import { SUGGESTION_SEALS, SuggestionSeals } from './suggestion-seals.js';
import { couldTake, hasRoom, nameOf, type Offering } from './views/department-load/agents-of-offers.js';
import { OfferBacklogs } from './views/department-load/offer-backlogs.js';
import { CaseLoads } from './views/department-load/case-loads.js';

/** To whom something is offered, and how; with no customer on the line where that is absent. */
type Received = Offering & { readonly mode?: TransferMode | undefined };

/** What other modules know and a decision about a case needs: gathered by the handler, handed over as data. */
@Injectable()
export class Neighbours {
  constructor(
    @Inject(DEPARTMENT_DIRECTORY) private readonly departments: DepartmentDirectory,
    @Inject(CUSTOMER_FINDER) private readonly customers: CustomerFinder,
    private readonly loads: CaseLoads,
    private readonly backlogs: OfferBacklogs,
    @Inject(SUGGESTION_SEALS) private readonly seals: SuggestionSeals,
  ) {}

  /** Whether all the departments exist; true where none is named. */
  async departmentsKnown(codes: readonly (string | undefined)[]): Promise<boolean> {
    return (await this.unknownDepartments(codes)).length === 0;
  }

  /** Those that do not exist, each once. */
  async unknownDepartments(codes: readonly (string | undefined)[]): Promise<string[]> {
    const named = [...new Set(codes)].filter((code) => code !== undefined);
    const known = await Promise.all(named.map((code) => this.departments.has(code)));
    return named.filter((_, index) => !known[index]);
  }

  /**
   * When a department is open; undefined where there is no such department.
   * @param channel when it is reached over that channel
   */
  calendarOf(code: string, channel?: Channel): Promise<WorkingCalendar | undefined> {
    return this.departments.calendarOf(code, channel);
  }

  /** The department an agent works in; undefined where none is named or he is not registered. */
  async departmentOf(agent: string | undefined): Promise<string | undefined> {
    return agent === undefined ? undefined : this.departments.departmentOf(agent);
  }

  /**
   * Why an agent takes nothing new now (H11); undefined where he does, or none is named.
   * @param department for which he would take it; absent: whichever he works for
   */
  async closedDoorOf(
    agent: string | undefined,
    at: string,
    caseId: string,
    department?: string,
  ): Promise<ClosedDoor | undefined> {
    return agent === undefined ? undefined : this.departments.closedDoorOf(agent, at, caseId, department);
  }

  /**
   * Why the caller takes nothing new now (H11), or no longer works for the department that his token names (H1); an admin
   * stands in for any.
   */
  callersDoor({ agent, department, role }: By, at: string, caseId: string): Promise<ClosedDoor | undefined> {
    return this.departments.closedDoorOf(agent, at, caseId, role === 'ADMIN' ? undefined : department);
  }

  /**
   * How the receiver of an offer stands now: its department, and the agent it is meant for or those with the skill it needs,
   * where one is named (H7). Undefined where there is no such department. Loads are as late as the views. Its agents are not
   * read where nothing depends on them: then it has none.
   */
  async receiver(offering: Received, at: string): Promise<Receiver | undefined> {
    // Before anything is counted: all counts hold at least what was stored until there.
    const position = this.backlogs.position();
    const department = await this.stands(offering, at);
    if (!department) return undefined;
    const staying = await this.staying(offering.to);
    const { open, opensAt, skills, capacity, moreAgents } = department;
    const held = capacity.perAgent === undefined ? undefined : await this.loads.heldBy(department.agents.map(nameOf));
    const free = couldTake(offering, department.agents).filter((one) => hasRoom(one, capacity, held));
    const backlogs = await this.backlogs.of(offering, department, held);
    const all = [...new Set([...skills, ...department.agents.flatMap((one) => one.skills)])];
    const agents = department.agents.length;
    const atWork = department.agents.filter(({ takesWork }) => takesWork).length;
    const ofAgent = department.agents.find(({ agent }) => agent === offering.toAgent)?.skills;
    const counts = { agents, atWork, moreAgents, staying, free: free.length };
    return { open, opensAt, ...counts, skills: all, ofAgent, backlogs, position };
  }

  /** How many agents stay in a department; undefined where nobody was ever registered, or none is named. As late as the view. */
  async staying(code: string | undefined): Promise<number | undefined> {
    return code === undefined ? undefined : (await this.departments.staying([code])).get(code);
  }

  /** Whether a suggestion was made, by the department that was accountable then (X4); undefined where none is relied on. */
  suggestedTo({ caseId, to, suggestion }: OfferTransfer): ((from: string) => boolean) | undefined {
    return suggestion && ((from) => this.seals.holds({ ...suggestion, caseId, from, to }, suggestion.seal));
  }

  /** Whether the customer exists. */
  async customerKnown(customerId: string): Promise<boolean> {
    return (await this.customers.byId(customerId)) !== undefined;
  }

  /**
   * With its agents only where one of them is to be free, is named, is to have a skill, or is meant to hold no more than so
   * many cases.
   */
  private async stands(offering: Received, at: string): Promise<DepartmentAtWork | undefined> {
    const { to, toAgent, skill, mode = 'ASYNC' } = offering;
    if (mode !== 'ASYNC' || toAgent !== undefined || skill !== undefined) return this.departments.atWork(to, at);
    const ready = await this.departments.readiness(to, at);
    if (!ready || ready.capacity.perAgent === undefined) return ready && { ...ready, agents: [], moreAgents: false };
    return this.departments.atWork(to, at);
  }
}
