import { setImmediate as nextTurn } from 'node:timers/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { StoreFailed, type EventStore, type Receipt } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import { ProjectionRunner } from '@baton/projections';
import { SqliteViews } from '@baton/projections/sqlite';
import type { Clock } from '../clock/clock.js';
import { Metrics } from '../telemetry/metrics.js';
import type { Timer } from './policy.js';
import { PolicyRunner } from './policy-runner.js';
import { closeAfterAnHour } from './testing/office-policies.js';
import { timersOf } from './timers.projection.js';

/** An instant of the morning on which `newEvent` happens: departments opened then are to be closed at 10:30. */
const at = (time: string): string => `2026-03-02T${time}:00.000Z`;

/** Pauses that a spec ends by hand. */
class Pauses {
  readonly lengths: number[] = [];
  private readonly waiting = new Set<() => void>();

  readonly after = (milliseconds: number, then: () => void): (() => void) => {
    this.lengths.push(milliseconds);
    this.waiting.add(then);
    return () => void this.waiting.delete(then);
  };

  end(): void {
    for (const then of [...this.waiting]) {
      this.waiting.delete(then);
      then();
    }
  }
}

/** A clock that a spec moves; timers of Node follow it only by looking. */
class HandClock implements Clock {
  private readonly rings = new Map<() => void, string>();
  constructor(private time = at('09:30')) {}

  now = (): string => this.time;
  wakeAt = (instant: string, ring: () => void): (() => void) => {
    this.rings.set(ring, instant);
    this.set(this.time);
    return () => void this.rings.delete(ring);
  };
  /** How many wait for an instant. */
  get waiting(): number {
    return this.rings.size;
  }
  set(time: string): void {
    this.time = time;
    for (const [ring, instant] of this.rings) {
      if (instant > time) continue;
      this.rings.delete(ring);
      ring();
    }
  }
}

/** An office in memory, whose departments are closed by a policy. */
class Office {
  readonly clock = new HandClock();
  readonly pauses = new Pauses();
  readonly metrics = new Metrics();
  /** The subjects whose command was carried out or tried, in order. */
  readonly tried: string[] = [];
  /** What happens when a command is carried out, where that is not what it is asked for. */
  carrying: (timer: Timer) => Promise<void> = () => Promise.resolve();
  readonly log: EventStore = new MemoryEventStore();
  private readonly told: string[] = [];
  private ending = new AbortController();
  private readonly timers = timersOf([closeAfterAnHour]);
  private views: SqliteViews | undefined;
  private builder: ProjectionRunner | undefined;
  policies: PolicyRunner | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  async open(...departments: readonly string[]): Promise<void> {
    for (const department of departments) await this.write(department, 'DepartmentOpened', { name: department });
  }

  async write(department: string, type: string, data: object, expected: 'any' | 'none' = 'any'): Promise<Receipt> {
    return this.log.append(`department-${department}`, [newEvent(type, data)], appendOptions(expected));
  }

  /** Takes the views up, and begins. */
  async start(): Promise<void> {
    const views = new SqliteViews(join(this.folder, 'views.db'));
    this.views = views;
    this.builder = new ProjectionRunner({ store: this.log, views, projections: [this.timers] });
    await this.builder.start();
    this.policies = new PolicyRunner({
      timers: this.timers,
      carryOut: async (timer) => {
        this.tried.push(timer.subject);
        await this.carrying(timer);
        return this.write(timer.subject, 'SkillsSet', { skills: [timer.policy] });
      },
      log: this.log,
      queries: views.queries,
      views: this.builder,
      clock: this.clock,
      telemetry: { metrics: this.metrics, log: pino({}, { write: (line) => void this.told.push(line) }) },
      after: this.pauses.after,
    });
    this.running = this.policies.run(this.ending.signal);
  }

  /** What was written to the log of the service. */
  get said(): string {
    return this.told.join('');
  }

  rebuild = (): Promise<void> => this.builder?.rebuild('timers') ?? Promise.resolve();

  /** Ends what runs, and resolves once it has. */
  async rest(): Promise<void> {
    this.ending.abort();
    await this.running;
    await this.builder?.stop();
    await this.views?.close();
    this.ending = new AbortController();
  }

  async stop(): Promise<void> {
    await this.rest();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Resolves once something is so; a spec that waits in vain ends by its time. */
async function until(so: () => boolean): Promise<void> {
  while (!so()) await nextTurn();
}

describe('what policies have to do', () => {
  let office: Office;
  beforeEach(() => {
    office = new Office(mkdtempSync(join(tmpdir(), 'baton-policies-')));
  });
  afterEach(() => office.stop());

  const asleep = (): Promise<void> => until(() => office.clock.waiting > 0);
  const untilTried = (count: number): Promise<void> => until(() => office.tried.length >= count);

  it('is done when it is due, once, and not before', async () => {
    await office.open('shop');
    await office.start();
    await asleep();
    office.clock.set(at('10:29'));
    await asleep();
    expect(office.tried).toEqual([]);
    office.clock.set(at('10:30'));
    await untilTried(1);
    office.clock.set(at('23:00'));
    await asleep();
    expect(office.tried).toEqual(['shop']);
  });

  it('is done at once where it was due while nobody ran', async () => {
    await office.open('shop', 'workshop');
    office.clock.set(at('12:00'));
    await office.start();
    await untilTried(2);
    expect(office.tried).toEqual(['shop', 'workshop']);
  });

  it('is heard of while asleep: the first one, and one that is due before the next', async () => {
    await office.start();
    await asleep();
    office.clock.set(at('10:30'));
    await asleep();
    await office.open('shop');
    await untilTried(1);
    expect(office.tried).toEqual(['shop']);
  });

  it('is not done where an event says that there is nothing left to do', async () => {
    await office.open('shop', 'workshop');
    await office.write('shop', 'SkillsSet', { skills: [] });
    office.clock.set(at('10:30'));
    await office.start();
    await untilTried(1);
    await asleep();
    expect(office.tried).toEqual(['workshop']);
  });

  it('is not done again because the view is built anew', async () => {
    await office.open('shop');
    office.clock.set(at('10:30'));
    await office.start();
    await untilTried(1);
    await office.rebuild();
    await office.open('workshop');
    await untilTried(2);
    await asleep();
    expect(office.tried).toEqual(['shop', 'workshop']);
  });

  it('fails alone: 1,000 that fail for ever do not hold up the others, nor does one that takes for ever', async () => {
    const failing = Array.from({ length: 1000 }, (_, index) => `a failing one ${index}`);
    office.carrying = ({ subject }) =>
      subject.startsWith('a failing') ? Promise.reject(new Error('it cannot be done')) : Promise.resolve();
    await office.open(...failing, 'shop');
    office.clock.set(at('10:30'));
    await office.start();
    await until(() => office.tried.includes('shop'));
    await until(() => office.policies?.failed === 1000);
    expect(await office.metrics.text()).toContain('baton_timers_failing{policy="close-after-an-hour"} 1000');
    expect(office.said).toContain('a policy could not do what was due');

    // Tried again, they never come to an end: and still the others do not wait.
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    office.carrying = ({ subject }) => (subject.startsWith('a failing') ? ended : Promise.resolve());
    office.pauses.end();
    await office.open('workshop');
    await until(() => office.tried.includes('workshop'));
    expect(office.tried.length).toBeLessThan(1002 + 10);
    end();
  });

  it('that failed is tried again after pauses that double, and is forgotten once it is done', async () => {
    office.carrying = () => Promise.reject(new Error('it cannot be done'));
    await office.open('shop');
    office.clock.set(at('10:30'));
    await office.start();
    for (let tries = 1; tries <= 12; tries++) {
      await until(() => office.pauses.lengths.length === tries);
      office.pauses.end();
    }
    const seconds = office.pauses.lengths.map((milliseconds) => milliseconds / 1000);
    expect(seconds.slice(0, 12)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    await until(() => office.pauses.lengths.length === 13);
    office.carrying = () => Promise.resolve();
    office.pauses.end();
    await until(() => office.policies?.failed === 0);
  });

  it('that failed is not tried again once an event says that there is nothing left to do', async () => {
    office.carrying = () => Promise.reject(new Error('it cannot be done'));
    await office.open('shop');
    office.clock.set(at('10:30'));
    await office.start();
    await until(() => office.policies?.failed === 1);
    await office.write('shop', 'SkillsSet', { skills: [] });
    await until(() => office.policies?.failed === 0);
    office.pauses.end();
    await asleep();
    expect(office.tried).toEqual(['shop']);
  });

  it('waits, all of it, while the engine fails, and is no failure of its own', async () => {
    let broken = true;
    office.carrying = () =>
      broken ? Promise.reject(new StoreFailed('STORE_UNREACHABLE', 'gone', 'Wait')) : Promise.resolve();
    await office.open('shop');
    office.clock.set(at('10:30'));
    await office.start();
    await untilTried(2);
    expect(office.policies?.failed).toBe(0);
    broken = false;
    const before = office.tried.length;
    await untilTried(before + 1);
    await asleep();
    expect(office.pauses.lengths).toEqual([]);
  });

  it('is done where the clock is put forward by hours, and waits where it is put back', async () => {
    await office.open('shop');
    office.clock.set(at('10:00'));
    await office.start();
    await asleep();
    office.clock.set(at('08:00'));
    await office.open('workshop');
    await asleep();
    expect(office.tried).toEqual([]);
    office.clock.set(at('17:00'));
    await untilTried(2);
    expect(office.tried).toEqual(['shop', 'workshop']);
  });

  it('ends at the signal: what is under way is finished, what is not begun is left to whoever runs next', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `shop ${index}`);
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    office.carrying = () => finished;
    await office.open(...names);
    office.clock.set(at('10:30'));
    await office.start();
    await untilTried(64);
    const resting = office.rest();
    finish();
    await resting;
    expect(office.tried).toHaveLength(64);

    await office.start();
    await untilTried(100);
    expect(new Set(office.tried).size).toBe(100);
  });
});
