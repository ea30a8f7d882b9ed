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

  take(signal: AbortSignal): Promise<HeldLease> {
    this.told.push('asked for');
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

  async give(): Promise<void> {
    await this.wanted();
    const losing = new AbortController();
    this.losing = losing;
    this.told.push('given');
    const giveBack = (): Promise<void> => {
      this.told.push('given back');
      return Promise.resolve();
    };
    this.waiting?.({ lost: losing.signal, giveBack });
    this.waiting = undefined;
  }

  lose(): void {
    this.losing?.abort(lost());
  }
}

class FencedViews extends MemoryViews {
  refusal: Error | undefined;

  override commit(batch: Batch): Promise<void> {
    return this.refusal ? Promise.reject(this.refusal) : super.commit(batch);
  }
}

function office() {
  const log = new ArrayLog(busyLog(60));
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

  it('end at once while they wait, and while they are taken up', async () => {
    const waiting = office();
    waiting.leased.start();
    await waiting.lease.wanted();
    await waiting.leased.stop();
    expect(waiting.lease.told).toEqual(['asked for']);
    const begun = office();
    begun.leased.start();
    await begun.lease.give();
    await begun.leased.stop();
    expect(begun.lease.told).toEqual(['asked for', 'given', 'given back']);
    expect(begun.leased.states()[0]?.failure).toBeUndefined();
  });
});
