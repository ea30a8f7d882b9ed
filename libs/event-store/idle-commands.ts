import { LRUCache } from 'lru-cache';
import type { CommandContext, Receipt } from './command.js';

/** A command that had nothing to do, and what it was answered. */
interface Idle {
  readonly commandHash: string;
  readonly receipt: Receipt;
}

/** How many commands are remembered: the latest ones, some megabytes. */
const REMEMBERED = 10_000;

/**
 * Remembers what commands were answered that had nothing to do: they wrote nothing, so that the store does not know
 * them. It is the memory of this process alone: after a restart, on another replica, and once 10,000 later ones have
 * come, such a command is decided anew.
 */
export class IdleCommands {
  // Each counts as one: a mere `max` would take the room of all of them at once.
  private readonly answers = new LRUCache<string, Idle>({ maxSize: REMEMBERED, sizeCalculation: () => 1 });

  /** What a command was answered; undefined where it is not remembered. */
  find(commandId: string): Idle | undefined {
    return this.answers.get(commandId.toLowerCase());
  }

  /** Remembers an answer, and hands it on. */
  keep({ commandId, commandHash }: CommandContext, receipt: Receipt): Receipt {
    this.answers.set(commandId.toLowerCase(), { commandHash, receipt });
    return receipt;
  }
}
