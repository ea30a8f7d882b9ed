import type { Position } from '@baton/contracts';
import type { CommandContext } from '@baton/event-store';

/** Token under which the cases module's answer to `OpenWork` is bound. */
export const OPEN_WORK = Symbol('OpenWork');

/** An open case that an agent holds, or one with promises that are his to keep though he does not hold it. */
export interface OpenCase {
  readonly caseId: string;
  /** Whether the agent holds the case; else only its promises are his. */
  readonly held: boolean;
  /** The department that is accountable for the case he holds, or that owes the promises. */
  readonly department: string;
  /** The open promises, the next due first. */
  readonly promises: readonly { readonly promiseId: string; readonly due: string }[];
}

/** What the departments module asks about the work of agents; the cases module knows the answer. */
export interface OpenWork {
  /**
   * All that an agent has in his hands, as the cases' own streams say.
   * @param atLeast found in views that hold that position; absent: all that is stored by now
   */
  of(agent: string, atLeast?: Position): Promise<readonly OpenCase[]>;
  /** Those of some cases that there are none of, each once. */
  unknown(caseIds: readonly string[]): Promise<readonly string[]>;
  /**
   * The open promises that an agent made and his department owes, in cases of it that nobody holds: they wait in its inbox, with
   * the case. Found as `of` does.
   */
  inInbox(agent: string, department: string, atLeast?: Position): Promise<readonly OpenCase[]>;
  /** The open cases that others hold for an agent while he is away; found as `of` does. */
  heldFor(agent: string, atLeast?: Position): Promise<readonly string[]>;
  /** The open cases that an agent leads, whoever works on them (H10); found as `of` does. */
  ledBy(agent: string, atLeast?: Position): Promise<readonly string[]>;
  /** Passes a case from its holder to a colleague of the department, or back to the department; nothing where he no longer holds it. */
  passOn(
    caseId: string,
    passing: { readonly from: string; readonly to?: string | undefined; readonly department: string },
    context: CommandContext,
  ): Promise<void>;
  /**
   * Gives a case back to the agent it is held for, or leaves it to whoever holds it where the agent works for another
   * department by now; nothing where it is no longer held for him.
   */
  giveBack(
    caseId: string,
    back: { readonly agent: string; readonly department: string },
    context: CommandContext,
  ): Promise<void>;
  /** Tells the supervisor of a department that nobody sees to a case while an agent is away; once for an absence. */
  escalate(
    caseId: string,
    unattended: {
      readonly agent: string;
      readonly department: string;
      readonly absenceId: string;
      readonly until: string;
    },
    context: CommandContext,
  ): Promise<void>;
}
