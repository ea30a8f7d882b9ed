import type { BatonProcess } from './baton-process.js';

/** A process that is killed and comes again at the same address. */
export class Mortal {
  private constructor(
    private readonly begin: (port: string) => Promise<BatonProcess>,
    public process: BatonProcess,
  ) {}

  /** @param begin starts it at a port; `0` is any that is free */
  static async born(begin: (port: string) => Promise<BatonProcess>): Promise<Mortal> {
    return new Mortal(begin, await begin('0'));
  }

  async killed(): Promise<void> {
    await this.process.stop('SIGKILL');
  }

  async bornAgain(): Promise<void> {
    this.process = await this.begin(new URL(this.process.announced.health).port);
  }

  async killedAndBornAgain(): Promise<void> {
    await this.killed();
    await this.bornAgain();
  }
}
