import type { CommandBus } from '@nestjs/cqrs';
import type { By } from '@baton/contracts';
import { StoreFailed, type Receipt } from '@baton/event-store';
import type { Clock } from '../clock/clock.js';
import { issue } from '../commands/issue.js';
import type { Policy, Timer } from './policy.js';

/** Does what a timer leads to. Throws what the command is refused or fails with. */
export type CarryOut = (timer: Timer) => Promise<Receipt>;

/** As whom Baton does what a policy says: nobody's agent, of no department, through the policy. */
export const BATON: By = { agent: 'baton', department: 'baton', role: 'ADMIN' };

/**
 * Carries out policies' commands. Each has its timer's id, so that the same one is written once whoever issues it and
 * however often; what it writes happened when it was due, and is recorded now.
 */
export function carryingOut(policies: readonly Policy[], bus: CommandBus, clock: Clock): CarryOut {
  const named = new Map(policies.map((policy) => [policy.name, policy]));
  return async (timer) => {
    const policy = named.get(timer.policy);
    if (!policy) throw new Error(`There is no policy ${timer.policy}: the view of timers is another version's`);
    return issue(bus, policy.command, policy.ask(timer), {
      by: { ...BATON, via: policy.name },
      now: clock.now(),
      commandId: timer.timerId,
      occurredAt: timer.due,
    });
  };
}

/** Whether the engine failed, and not what was asked: everything else would fail, too. */
export const engineFailed = (error: unknown): boolean =>
  error instanceof StoreFailed && error.code !== 'STORE_CONTENDED';
