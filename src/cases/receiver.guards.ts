import { refuse, type TransferMode } from '@baton/contracts';

/** How the department that a live transfer is for stands at this moment. */
export interface Receiver {
  /** True also where nobody said its hours. */
  readonly open: boolean;
  /** When it opens next, UTC ISO 8601; absent while open, and where it does not within ten years. */
  readonly opensAt?: string | undefined;
  /** The agents who could take it: those of the department, or the one it is meant for. */
  readonly agents: number;
  /** Of these, who take work now and hold fewer cases than one is meant to. */
  readonly free: number;
  /** Open cases it can work on at a time; absent where nobody said a limit. */
  readonly limit?: number | undefined;
  /** Open cases it answers for. */
  readonly accountable: number;
  /** Open cases of others that are on offer to it. */
  readonly offered: number;
}

/**
 * H7: with the customer on the line nobody is put through unannounced to a department that is closed or where nobody is
 * free; and no live transfer of any kind goes to one that has all the work it can do. Refuses with what can be done
 * instead. Nothing is refused for what nobody said: hours, agents, limits.
 */
export function canTakeNow(to: string, mode: TransferMode, receiver: Receiver | undefined): void {
  if (mode === 'ASYNC' || !receiver) return;
  if (mode === 'BLIND') putThrough(to, receiver);
  const { limit, accountable, offered } = receiver;
  if (limit !== undefined && accountable + offered >= limit) {
    refuse(
      'RECEIVER_FULL',
      `${to} has ${accountable} open cases and ${offered} on offer; it can work on ${limit} at a time.`,
      { alternatives: [WITHOUT_THE_CUSTOMER, CALL_BACK] },
    );
  }
}

function putThrough(to: string, { open, opensAt, agents, free }: Receiver): void {
  if (!open) {
    const opens = opensAt === undefined ? [] : [`Put the customer through from ${opensAt} on, when ${to} opens`];
    const until = opensAt === undefined ? '' : ` until ${opensAt}`;
    refuse('RECEIVER_CLOSED', `${to} is closed${until}: nobody would answer.`, {
      rule: 'H7',
      alternatives: [...opens, CALL_BACK, WITHOUT_THE_CUSTOMER],
    });
  }
  if (agents > 0 && free === 0) {
    refuse('NO_FREE_AGENT', `Nobody who could take it is free in ${to}: each is away, leaving or has enough to do.`, {
      rule: 'H7',
      alternatives: [CALL_BACK, WITHOUT_THE_CUSTOMER],
    });
  }
}

const CALL_BACK = 'Promise the customer a call back with makePromise';
const WITHOUT_THE_CUSTOMER = 'Offer it with mode ASYNC, with no customer on the line';
