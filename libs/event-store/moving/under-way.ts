/** Work that may overlap: so many pieces at once, each begun in its turn, none before the one so many places earlier is done. */
export class UnderWay {
  private readonly pieces: Promise<void>[] = [];
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly atOnce: number) {}

  /** Begins a piece as soon as there is room for it. Throws what failed first of those before. */
  async begin(work: () => Promise<void>): Promise<void> {
    while (this.pieces.length >= this.atOnce) await this.pieces.shift();
    this.throwFailure();
    this.pieces.push(
      work().catch((error: unknown) => {
        this.failure ??= { error };
      }),
    );
  }

  /** Waits for all that was begun. Throws what failed first. */
  async done(): Promise<void> {
    await Promise.all(this.pieces.splice(0));
    this.throwFailure();
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
