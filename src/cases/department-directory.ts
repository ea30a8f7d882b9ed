import type { WorkingCalendar } from '@baton/working-calendar';
import type { CapacitySet, Channel } from '@baton/contracts';

/** Token under which the departments module's answer to `DepartmentDirectory` is bound. */
export const DEPARTMENT_DIRECTORY = Symbol('DepartmentDirectory');

/** Why an agent takes nothing new (H11). */
export interface ClosedDoor {
  /**
   * Away: in the time of an absence. Leaving: for good, as he has announced. Gone: he has left. Elsewhere: he works for another
   * department than the one he would take it for. Unregistered: nobody registered him, and the department registers its agents.
   */
  readonly why: 'AWAY' | 'LEAVING' | 'GONE' | 'ELSEWHERE' | 'UNREGISTERED';
  /** The department he works for by now, where it is another; or the one that registers its agents. */
  readonly department?: string;
  /** Who stands in for the agent; absent where nobody does. */
  readonly standIn?: string;
  /** When the agent is back, UTC ISO 8601. */
  readonly until?: string;
}

/** An agent of a department at one instant. */
export interface AgentAtWork {
  readonly agent: string;
  readonly skills: readonly string[];
  /** Neither away then nor leaving (H11). */
  readonly takesWork: boolean;
}

/** A department that has a skill, and the position of the event that said so. */
export interface SkilledAt {
  readonly department: string;
  readonly position: string;
}

/** Those who have a skill. */
export interface SkilledAgents {
  /** By department; none of those where nobody has it. */
  readonly of: ReadonlyMap<string, readonly AgentAtWork[]>;
  /** The departments of which not all could be looked at: who has it there is not known. */
  readonly unknown: ReadonlySet<string>;
}

/** What a department can take on at one instant. */
export interface DepartmentReadiness {
  /** True also where nobody said its hours. */
  readonly open: boolean;
  /** When it opens next, UTC ISO 8601; absent while it is open, and where it does not within ten years. */
  readonly opensAt?: string;
  readonly capacity: CapacitySet;
  readonly skills: readonly string[];
}

/** A department at one instant, with who works there. */
export interface DepartmentAtWork extends DepartmentReadiness {
  /** Who works there, the first 200 by their ids. */
  readonly agents: readonly AgentAtWork[];
  /** Whether there are more than those: what they can do, and whether they have room, is not known. */
  readonly moreAgents: boolean;
}

/** What the cases module asks about departments; the departments module knows the answer. */
export interface DepartmentDirectory {
  /** Whether a department with that code was opened. */
  has(code: string): Promise<boolean>;
  /**
   * When a department is open: around the clock where it never said; undefined where there is no such department.
   * @param channel when it is reached over that channel
   */
  calendarOf(code: string, channel?: Channel): Promise<WorkingCalendar | undefined>;
  /** The department an agent works in; undefined for an agent who is not registered. */
  departmentOf(agent: string): Promise<string | undefined>;
  /**
   * Why the agent takes nothing new, as his own stream says at this moment (H11); undefined where he does, and for an agent
   * whom nobody registered, unless the department for which he would take it registers its agents.
   * @param at when the work would be taken, UTC ISO 8601
   * @param caseId the case concerned: an absence may name a stand-in for it alone
   * @param department for which he would take it; absent: whichever he works for
   */
  closedDoorOf(agent: string, at: string, caseId: string, department?: string): Promise<ClosedDoor | undefined>;
  /**
   * What a department can take on, without a look at its agents; undefined where there is none.
   * @param at UTC ISO 8601
   */
  readiness(code: string, at: string): Promise<DepartmentReadiness | undefined>;
  /**
   * How many agents stay in some departments, neither leaving nor gone; whoever is away comes back. None is said of those in
   * which nobody was ever registered: nobody knows who works there. As late as the view.
   */
  staying(codes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Who in some departments has one of some skills, and whether each takes work then, by department. No more than 200 are
   * looked at: in departments beyond it is not known. As late as the view.
   * @param at UTC ISO 8601
   */
  skilled(codes: readonly string[], skills: readonly string[], at: string): Promise<SkilledAgents>;
  /**
   * The departments that have the skill named, or one that a text names, without some: those with the skill named first. As
   * late as the view.
   */
  whoCan(
    asked: { ask: string; skill?: string | undefined; without?: Iterable<string> | undefined },
    most: number,
  ): Promise<readonly SkilledAt[]>;
  /**
   * How a department stands; undefined where there is none. Its agents are as late as the view of them.
   * @param at UTC ISO 8601
   */
  atWork(code: string, at: string): Promise<DepartmentAtWork | undefined>;
}
