import { ClientError } from '../platform/graphql/client-error.js';

/** The places for those who follow: so many, and so many of them for one agent. */
export class ReaderPlaces {
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(
    private readonly most: number,
    private readonly mostOfOne: number,
  ) {}

  /**
   * Takes a place at once, before anything of the reader is looked at or kept. Throws `TOO_MANY_READERS`.
   * @returns how to give it back; twice is once
   */
  take(agent: string): () => void {
    const own = this.taken.get(agent) ?? 0;
    if (own >= this.mostOfOne) {
      throw new ClientError('TOO_MANY_READERS', `You follow ${own} times already, as often as one agent may`, {
        remedy: 'End one of them first, or follow several things with one reader.',
      });
    }
    if (this.all >= this.most) {
      throw new ClientError('TOO_MANY_READERS', `${this.all} readers follow already, as many as there is room for`, {
        remedy: 'Come again later, or follow several things with one reader.',
      });
    }
    this.taken.set(agent, own + 1);
    this.all += 1;
    let held = true;
    return () => {
      if (held) this.giveBack(agent);
      held = false;
    };
  }

  private giveBack(agent: string): void {
    const left = (this.taken.get(agent) ?? 1) - 1;
    if (left === 0) this.taken.delete(agent);
    else this.taken.set(agent, left);
    this.all -= 1;
  }
}
