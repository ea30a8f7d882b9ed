/** Wakes whoever waits for something to look at. A ring is never missed: one that came before is heard at once. */
export class Bell {
  private rung = false;
  private wake: () => void = () => undefined;

  readonly ring = (): void => {
    this.rung = true;
    this.wake();
  };

  /** Resolves once it has rung since it was heard last. */
  async heard(): Promise<void> {
    if (!this.rung) await new Promise<void>((resolve) => (this.wake = resolve));
    this.rung = false;
  }
}
