import type { Mortal } from '../support/mortal.js';

const LOOK_EVERY_MS = 200;
/** Whoever waits longer for an answer about health takes it for none. */
const ANSWER_WITHIN_MS = 5000;

/** One answer of `/health/ready`; the instants are those of `performance.now()`. */
interface Sample {
  readonly asked: number;
  readonly told: number;
  /** What it said is wrong, by code; undefined where it is ready. */
  readonly wrong: string | undefined;
}

/** A process that is watched. */
export interface Watched {
  readonly name: string;
  readonly mortal: Mortal;
}

/** What the processes said of their health while something was wrong. */
export interface Health {
  /** From the fault until each of them was first red, milliseconds, by name; those that stayed green are absent. */
  readonly redAfterMs: Readonly<Record<string, number>>;
  /** What they said was wrong, by code: from the fault until it was first and last said by anybody, milliseconds. */
  readonly said: Readonly<Record<string, readonly [first: number, last: number]>>;
  /** From when it was to get better until all were green for good, milliseconds. */
  readonly readyAgainMs: number;
  /** Who said that it was well while it could not be. */
  readonly liars: readonly string[];
}

/** Asks each process five times a second whether it is ready, whatever became of the questions before. */
export class Watch {
  private readonly samples = new Map<string, Sample[]>();
  private readonly timer: NodeJS.Timeout;

  constructor(watched: readonly Watched[]) {
    for (const { name } of watched) this.samples.set(name, []);
    this.timer = setInterval(() => {
      for (const one of watched) void this.look(one);
    }, LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Forgets what was said until now. */
  forget(): void {
    for (const samples of this.samples.values()) samples.length = 0;
  }

  /** Since when all have been green without a break; undefined while one is not. */
  greenSince(): number | undefined {
    let since = 0;
    for (const samples of this.samples.values()) {
      const red = samples.findLastIndex(({ wrong }) => wrong !== undefined);
      const green = samples[red + 1];
      if (!green) return undefined;
      since = Math.max(since, green.told);
    }
    return since;
  }

  /**
   * How health was told from a fault until now, when all are green again.
   * @param struck when something went wrong
   * @param from from when on the time until all were green is counted
   * @param untrue when green was untrue: from and until; what was asked in between was
   */
  since(struck: number, from: number, untrue?: { readonly from: number; readonly until: number }): Health {
    const redAfterMs: Record<string, number> = {};
    const liars: string[] = [];
    const said: Record<string, [number, number]> = {};
    let again = from;
    for (const [name, all] of this.samples) {
      const samples = all.filter(({ told }) => told >= struck);
      const first = samples.find(({ wrong }) => wrong !== undefined);
      if (first) redAfterMs[name] = first.told - struck;
      for (const { wrong, told } of samples) {
        if (wrong === undefined) continue;
        const [from, until] = (said[wrong] ??= [Infinity, 0]);
        said[wrong] = [Math.min(from, told - struck), Math.max(until, told - struck)];
      }
      const last = samples.findLastIndex(({ wrong }) => wrong !== undefined);
      // An answer that took long may be red and the last: nothing is known of what came after it.
      const green = samples[last + 1] ?? samples[last];
      if (last >= 0 && green) again = Math.max(again, green.told);
      if (
        untrue &&
        samples.some((one) => one.wrong === undefined && one.asked > untrue.from && one.told < untrue.until)
      ) {
        liars.push(name);
      }
    }
    return { redAfterMs, said, readyAgainMs: again - from, liars };
  }

  private async look({ name, mortal }: Watched): Promise<void> {
    const asked = performance.now();
    const wrong = await wrongWith(mortal.process.announced.health);
    const samples = this.samples.get(name);
    samples?.push({ asked, told: performance.now(), wrong });
    // In the order in which was asked: one that waits for its answer is not overtaken by what was said before it.
    samples?.sort((one, other) => one.asked - other.asked);
  }
}

/** What a process says is wrong, by code; undefined where it is ready. */
async function wrongWith(health: string): Promise<string | undefined> {
  try {
    const answer = await fetch(health, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const { problems = [] } = (await answer.json()) as { problems?: readonly { readonly code: string }[] };
    return answer.ok ? undefined : problems.map(({ code }) => code).join(' ');
  } catch {
    return 'NO_ANSWER';
  }
}
