/** Places for so many at the same time, and for so many of one: of an address, of an agent. */
export class Places {
  private readonly taken = new Map<string, number>();
  private all = 0;

  constructor(
    readonly most: number,
    readonly mostOfOne: number,
  ) {}

  /** Why there is no place for one more: that one has as many as one may have, or all are taken. */
  full(one: string): 'of one' | 'of all' | undefined {
    if (this.of(one) >= this.mostOfOne) return 'of one';
    return this.all >= this.most ? 'of all' : undefined;
  }

  /**
   * Takes a place, whether there is one or not: `full` says that before.
   * @returns how to give it back; twice is once
   */
  take(one: string): () => void {
    this.taken.set(one, this.of(one) + 1);
    this.all += 1;
    let held = true;
    return () => {
      if (held) this.giveBack(one);
      held = false;
    };
  }

  private of(one: string): number {
    return this.taken.get(one) ?? 0;
  }

  private giveBack(one: string): void {
    const left = this.of(one) - 1;
    if (left === 0) this.taken.delete(one);
    else this.taken.set(one, left);
    this.all -= 1;
  }
}
