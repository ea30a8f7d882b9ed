import { StoreFailed } from './errors.js';

/** In less time than this nothing is begun any more, milliseconds. */
const WORTH_BEGINNING_MS = 100;

/** How long there is left until it was to be done, milliseconds. */
export type Left = () => number;

/**
 * Lets one caller at a time work on a name, in the order in which they came; different names do not wait for each other.
 * The time of each begins when it comes: who has waited for all of it is refused and has tried nothing.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** @param patience how long a caller has, its waiting and its work, milliseconds */
  constructor(private readonly patience: number) {}

  /**
   * Works on a name when it is its turn. Throws `StoreFailed` STORE_UNREACHABLE where that does not come in time.
   * @param patience where the caller has less time than others, milliseconds
   */
  async take<T>(name: string, work: (left: Left) => Promise<T>, patience = this.patience): Promise<T> {
    const end = performance.now() + Math.min(patience, this.patience);
    const left = (): number => Math.max(0, end - performance.now());
    const before = this.last.get(name);
    const result = (before ? inTime(name, before, left) : Promise.resolve()).then(() => work(left));
    // Who leaves the queue lets nobody past those who are before it.
    const done = Promise.allSettled([before, result]);
    this.last.set(name, done);
    try {
      return await result;
    } finally {
      void done.then(() => this.last.get(name) === done && this.last.delete(name));
    }
  }
}

async function inTime(name: string, before: Promise<unknown>, left: Left): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, left());
  });
  await Promise.race([before, late]);
  clearTimeout(timer);
  if (left() < WORTH_BEGINNING_MS) throw untried(name);
}

/** What a command is answered whose time passed while those before it waited for the store. */
const untried = (stream: string): StoreFailed =>
  new StoreFailed(
    'STORE_UNREACHABLE',
    `those before it waited for ${stream} too long: this was not tried, and may be sent again`,
    'See that the store can be reached; the service goes on as soon as it can',
  );
