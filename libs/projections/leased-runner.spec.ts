import { Backoff, StoreFailed, type Page, type Subscribe } from '@baton/event-store';
import { ViewStoreFailed } from './errors.js';
import { LeasedRunner, ProjectionRunner, type HeldLease, type Lease } from './index.js';
import { ArrayLog, MemoryViews } from './testing/index.js';
import { endOf } from './testing/contract-stage.js';
import { busyLog, officeRows } from './testing/office.model.js';
import { sampleProjections } from './testing/office.projections.js';
import type { Batch } from './view-store.js';

const lost = (): ViewStoreFailed => new ViewStoreFailed('LEASE_LOST', 'another has it', 'Wait');

/** A lease that is handed on by hand. */
class HandedLease implements Lease {
  /** What happened, in order. */
  readonly told: string[] = [];
  /** Who waits for it. */
  private waiting: ((held: HeldLease) => void) | undefined;
  private asked: (() => void) | undefined;
  private losing: AbortController | undefined;
  /** Says that another has it. */
  another: (() => void) | undefined;
  /** What giving it back ends with. */
  returning: Promise<void> = Promise.resolve();

  take(signal: AbortSignal, onWaiting?: () => void): Promise<HeldLease> {
    this.told.push('asked for');
    this.another = onWaiting;
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.asked?.();
    });
  }

  /** Resolves once somebody waits for it. */
  async wanted(): Promise<void> {
    if (!this.waiting) await new Promise<void>((resolve) => (this.asked = resolve));
  }

  /** @param late whether it is lost again before it is heard of */
  async give({ late = false } = {}): Promise<void> {
    await this.wanted();
    const losing = new AbortController();
    this.losing = losing;
    this.told.push('given');
    const giveBack = (): Promise<void> => {
      this.told.push('given back');
      return this.returning;
    };
    if (late) losing.abort(lost());
    this.waiting?.({ lost: losing.signal, giveBack });
    this.waiting = undefined;
  }

  lose(why = lost()): void {
    this.losing?.abort(why);
  }
}

class FencedViews extends MemoryViews {
  refusal: Error | undefined;
  /** Done before views are taken up. */
  beforeOpen: (() => void) | undefined;

  override create(...layout: Parameters<MemoryViews['create']>): ReturnType<MemoryViews['create']> {
    try {
      this.beforeOpen?.();
    } catch (error) {
      return Promise.reject(error as Error);
    }
    return super.create(...layout);
  }

  /** What a batch waits for before it is written. */
  held: Promise<void> | undefined;
  /** A batch waits. */
  waits = false;

  override async commit(batch: Batch): Promise<void> {
    if (this.refusal) throw this.refusal;
    if (this.held) {
      this.waits = true;
      await this.held;
    }
    await super.commit(batch);
  }
}

/** A log on other machines. */
class DistantLog extends ArrayLog {
  /** How often it was looked for. */
  looks = 0;
  private away: Error | undefined;
  private breakOff: ((why: Error) => void) | undefined;

  override head(): ReturnType<ArrayLog['head']> {
    this.looks += 1;
    return this.away ? Promise.reject(this.away) : super.head();
  }

  override async *subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    const brokenOff = new Promise<never>((_, reject) => (this.breakOff = reject));
    const pages = super.subscribe(options);
    for (;;) {
      const { value, done } = await Promise.race([pages.next(), brokenOff]);
      if (done) return;
      yield value;
    }
  }

  /** It does not answer any longer, which who follows it has found out. */
  goAway(): void {
    this.away = new StoreFailed('STORE_UNREACHABLE', 'no node answers', 'See that one runs');
    this.breakOff?.(this.away);
  }

  comeBack(): void {
    this.away = undefined;
  }
}

function office() {
  const log = new DistantLog(busyLog(60));
  const views = new FencedViews();
  const lease = new HandedLease();
  const said: string[] = [];
  const logger = { warn: (text: string) => said.push(text), error: (text: string) => said.push(text) };
  const runner = new ProjectionRunner({ store: log, views, projections: sampleProjections, pageSize: 10 });
  const leased = new LeasedRunner(runner, lease, logger);
  const expectBuilt = async (): Promise<void> => {
    await runner.waitFor(endOf(log));
    expect(views.rows('sample_inbox')).toHaveLength(officeRows(log.all).sample_inbox.rows.length);
  };
  return { log, views, lease, said, runner, leased, expectBuilt };
}

/** Lets everything run that waits for nothing but its turn. */
const settled = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
};

describe('views under a lease', () => {
  it('are not touched before the lease is there, and are built from then on', async () => {
    const { views, lease, leased, expectBuilt } = office();
    leased.start();
    await lease.wanted();
    expect(await views.generations()).toEqual([]);
    expect(leased.holds).toBe(false);
    await lease.give();
    await settled(() => leased.holds && leased.states().every(({ status }) => status === 'live'));
    await expectBuilt();
    await leased.stop();
    expect(lease.told).toEqual(['asked for', 'given', 'given back']);
    expect(leased.holds).toBe(false);
  });

  it('stop where it is lost, and go on where it comes again', async () => {
    const { log, lease, said, leased, expectBuilt } = office();
    leased.start();
    await lease.give();
    await settled(() => leased.states().every(({ status }) => status === 'live'));
    lease.lose();
    await lease.wanted();
    expect(lease.told).toEqual(['asked for', 'given', 'asked for']);
    expect(said).toEqual([expect.stringContaining('another has it')]);
    expect(leased.states()[0]?.failure).toBeUndefined();
    log.add(busyLog(30));
    await lease.give();
    await settled(() => leased.states().every(({ position }) => position === endOf(log)));
    await expectBuilt();
    await leased.stop();
  });

  it('stop where the place refuses a batch because another has it, which is no failure', async () => {
    const { log, views, lease, leased, expectBuilt } = office();
    leased.start();
    await lease.give();
    await settled(() => leased.states().every(({ status }) => status === 'live'));
    views.refusal = lost();
    log.add(busyLog(30));
    await lease.wanted();
    expect(leased.states()[0]).toMatchObject({ status: 'live' });
    expect(leased.states()[0]?.failure).toBeUndefined();
    views.refusal = undefined;
    await lease.give();
    await settled(() => leased.states().every(({ position }) => position === endOf(log)));
    await expectBuilt();
    await leased.stop();
  });

  it('give it back where they fail, say why until they run again, and try again', async () => {
    const { views, lease, leased, expectBuilt } = office();
    views.refusal = new ViewStoreFailed('VIEWS_FULL', 'There is no room', 'Make room');
    leased.start();
    await lease.give();
    await lease.wanted();
    expect(lease.told).toEqual(['asked for', 'given', 'given back', 'asked for']);
    expect(leased.states()[0]?.failure).toMatchObject({ code: 'VIEWS_FULL', remedy: 'Make room' });
    views.refusal = undefined;
    await lease.give();
    await settled(() => leased.states().every(({ status, failure }) => status === 'live' && !failure));
    await expectBuilt();
    await leased.stop();
  });

  it('say why where the lease cannot even be asked for', async () => {
    const { lease, said, leased } = office();
    const take = lease.take.bind(lease);
    lease.take = () => {
      lease.take = take;
      return Promise.reject(new ViewStoreFailed('VIEWS_UNREACHABLE', 'No server', 'Start it'));
    };
    leased.start();
    await lease.wanted();
    expect(leased.states()[0]?.failure).toMatchObject({ code: 'VIEWS_UNREACHABLE' });
    expect(said).toEqual(['The views cannot be built. VIEWS_UNREACHABLE: No server. Start it']);
    await leased.stop();
  });

  it('give the lease back where the log cannot be read, and do not ask for it again until it can', async () => {
    const { log, lease, leased, expectBuilt } = office();
    leased.start();
    await lease.give();
    await settled(() => leased.states().every(({ status }) => status === 'live'));
    const { looks } = log;
    log.goAway();
    await settled(() => log.looks >= looks + 3);
    expect(lease.told).toEqual(['asked for', 'given', 'given back']);
    expect(leased.states()[0]?.failure).toMatchObject({ code: 'STORE_UNREACHABLE', remedy: 'See that one runs' });
    log.comeBack();
    log.add(busyLog(30));
    await lease.give();
    await settled(() => leased.states().every(({ position, failure }) => position === endOf(log) && !failure));
    await expectBuilt();
    await leased.stop();
  });

  it('leave the lease to who can read the log, and say why they cannot', async () => {
    const { log, lease, leased } = office();
    log.goAway();
    leased.start();
    await settled(() => log.looks >= 3);
    expect(lease.told).toEqual([]);
    expect(leased.states()[0]?.failure).toMatchObject({ code: 'STORE_UNREACHABLE' });
    await leased.stop();
  });

  it('end at once while they wait, and while they are taken up', async () => {
    const waiting = office();
    waiting.leased.start();
    await waiting.lease.wanted();
    await waiting.leased.stop();
    expect(waiting.lease.told).toEqual(['asked for']);
    expect(waiting.said).toEqual([]);
    expect(waiting.leased.failure).toBeUndefined();
    const begun = office();
    begun.leased.start();
    await begun.lease.give();
    await begun.leased.stop();
    expect(begun.lease.told).toEqual(['asked for', 'given', 'given back']);
    expect(begun.leased.states()[0]?.failure).toBeUndefined();
  });

  it('say at once that the lease could not be renewed, while the batch in hand still waits for the place', async () => {
    const { log, views, lease, leased, expectBuilt } = office();
    leased.start();
    await lease.give();
    await settled(() => leased.states().every(({ status }) => status === 'live'));
    let goOn = (): void => undefined;
    const hung = new Promise<void>((_, reject) => (goOn = () => reject(lost())));
    views.held = hung;
    log.add(busyLog(30));
    await settled(() => views.waits);
    lease.lose(new ViewStoreFailed('VIEWS_UNREACHABLE', 'Not renewed in time', 'See that it runs'));
    const unreachable = { code: 'VIEWS_UNREACHABLE', remedy: 'See that it runs' };
    expect(leased.holds).toBe(false);
    expect(leased.states()[0]?.failure).toMatchObject(unreachable);
    views.held = undefined;
    goOn();
    await lease.wanted();
    expect(leased.states()[0]?.failure).toMatchObject(unreachable);
    await lease.give();
    await settled(() => leased.states().every(({ position, failure }) => position === endOf(log) && !failure));
    await expectBuilt();
    await leased.stop();
  });

  it.each([
    ['are well again once', 'VIEWS_UNREACHABLE', undefined],
    ['are still said to be newer than this process, which will never build them, where', 'VIEWS_NEWER', 'VIEWS_NEWER'],
  ] as const)('%s another is found to have the lease', async (_, before, after) => {
    const { lease, leased } = office();
    const take = lease.take.bind(lease);
    lease.take = () => {
      lease.take = take;
      return Promise.reject(new ViewStoreFailed(before, 'It cannot be taken', 'See why'));
    };
    leased.start();
    await lease.wanted();
    expect(leased.failure?.code).toBe(before);
    lease.another?.();
    expect(leased.failure?.code).toBe(after);
    await leased.stop();
  });

  it('are not touched where the lease is lost before it is heard of', async () => {
    const { views, lease, leased, expectBuilt } = office();
    leased.start();
    await lease.give({ late: true });
    await lease.wanted();
    expect(await views.generations()).toEqual([]);
    expect(lease.told).toEqual(['asked for', 'given', 'asked for']);
    await lease.give();
    await expectBuilt();
    await leased.stop();
  });

  it.each([
    ['before they know it', undefined],
    ['while that is told', (lease: HandedLease) => lease.lose()],
  ])('that lose it while they are taken up, %s, wait again, which is no failure', async (_, told) => {
    const { views, lease, leased, said, expectBuilt } = office();
    views.beforeOpen = () => {
      told?.(lease);
      throw told ? new Error('the connection was cut') : lost();
    };
    leased.start();
    await lease.give();
    await lease.wanted();
    expect(leased.failure).toBeUndefined();
    expect(said).not.toContainEqual(expect.stringContaining('cannot be built'));
    views.beforeOpen = undefined;
    await lease.give();
    await expectBuilt();
    await leased.stop();
  });

  it('go on where the lease cannot be given back, and say so', async () => {
    const { views, lease, leased, said, expectBuilt } = office();
    views.refusal = new ViewStoreFailed('VIEWS_FULL', 'There is no room', 'Make room');
    lease.returning = Promise.reject(new ViewStoreFailed('VIEWS_UNREACHABLE', 'No server', 'Start it'));
    lease.returning.catch(() => undefined);
    leased.start();
    await lease.give();
    await lease.wanted();
    expect(said).toContainEqual('The lease could not be given back, and ends by itself: No server. Start it');
    expect(leased.failure).toMatchObject({ code: 'VIEWS_FULL' });
    views.refusal = undefined;
    lease.returning = Promise.resolve();
    await lease.give();
    await expectBuilt();
    await leased.stop();
  });

  it('started twice ask for the lease once', async () => {
    const { lease, leased } = office();
    leased.start();
    leased.start();
    await lease.wanted();
    expect(lease.told).toEqual(['asked for']);
    await leased.stop();
  });

  describe('pause where they fail', () => {
    const { wait, reset } = Backoff.prototype;
    let pauses: string[];
    beforeEach(() => {
      pauses = [];
      Backoff.prototype.wait = () => Promise.resolve(void pauses.push('a longer one'));
      Backoff.prototype.reset = () => void pauses.push('short ones again');
    });
    afterEach(() => void Object.assign(Backoff.prototype, { wait, reset }));

    it('longer each time, and shortly again once they came on', async () => {
      const { log, views, lease, leased } = office();
      views.refusal = new ViewStoreFailed('VIEWS_FULL', 'There is no room', 'Make room');
      leased.start();
      for (let failed = 1; failed <= 2; failed++) {
        await lease.give();
        await lease.wanted();
        expect(pauses).toEqual(Array.from({ length: failed }, () => 'a longer one'));
      }
      views.refusal = undefined;
      await lease.give();
      await settled(() => leased.states().every(({ position }) => position === endOf(log)));
      views.refusal = new ViewStoreFailed('VIEWS_FULL', 'There is no room', 'Make room');
      log.add(busyLog(30));
      await lease.wanted();
      expect(pauses.slice(2)).toEqual(['short ones again', 'a longer one']);
      await leased.stop();
    });
  });
});
