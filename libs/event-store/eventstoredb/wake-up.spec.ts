import { setImmediate as nextTurn } from 'node:timers/promises';
import { Arrivals } from '../arrivals.js';
import { Connection } from './connection.js';
import { settingsOf } from './settings.js';
import { DoubleLog } from './testing/double-log.js';
import { EventStoreDouble } from './testing/event-store-double.js';
import { WakeUp } from './wake-up.js';

const FAR = `${10 ** 9}/${10 ** 9}`;

let double: EventStoreDouble;
let arrivals: Arrivals;
let wakeUp: WakeUp;
/** The end of the log as the readers see it. */
let head: () => Promise<string | undefined>;
let looks: number;
beforeEach(async () => {
  double = await EventStoreDouble.start();
  const settings = settingsOf(double.connectionString, 'baton.', {});
  arrivals = new Arrivals();
  looks = 0;
  head = () => Promise.resolve(FAR);
  wakeUp = new WakeUp(new Connection(settings.connectionString, settings), arrivals, () => {
    looks += 1;
    return head();
  });
});
afterEach(async () => {
  await wakeUp.end();
  await double.stop();
});

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await nextTurn();
};
const arrival = (seen = arrivals.count): Promise<void> => until(() => arrivals.count > seen);
const write = (): void => double.log.plant('baton.case-1', 'Told', {}, {});

/** Begins, and is told of the events that come from now on. */
async function begun(): Promise<void> {
  wakeUp.begin();
  await arrival(0);
}

describe('those who follow the log are woken', () => {
  it('where the subscription begins, and where it is resumed: what came in between is told to nobody', async () => {
    await begun();
    expect(double.calls.subscribe).toBe(1);
    const seen = arrivals.count;
    double.dropSubscriptions();
    await arrival(seen);
    expect([double.calls.subscribe, looks]).toEqual([2, 0]);
  });

  it('where an event of ours has come, and not for those of others', async () => {
    await begun();
    const seen = arrivals.count;
    for (let index = 0; index < 100; index++) double.log.plant('billing-1', 'Billed', {}, {});
    write();
    await arrival(seen);
    expect([arrivals.count - seen, looks]).toEqual([1, 1]);
  });

  it('only once what was told of can be read, however often that must be looked for', async () => {
    await begun();
    const seen = arrivals.count;
    const answers = [undefined, '1/1', new Error('away'), FAR];
    const arrivedAt: number[] = [];
    head = () => {
      arrivedAt.push(arrivals.count);
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    write();
    await arrival(seen);
    expect([arrivedAt, looks]).toEqual([[seen, seen, seen, seen], 4]);
  });

  it('also where the log goes on ending before what was told of, and of what comes then', async () => {
    await begun();
    head = () => Promise.resolve('1/1');
    const seen = arrivals.count;
    write();
    // Once for that, and once for the subscription that begins anew where the log ends now.
    await until(() => arrivals.count === seen + 2);
    expect(double.calls.subscribe).toBe(2);
    head = () => Promise.resolve(FAR);
    write();
    await arrival(seen + 2);
  });

  it('where the log was put back by another, in which what was heard of last is no place', async () => {
    await begun();
    for (let index = 0; index < 2; index++) {
      const seen = arrivals.count;
      write();
      await arrival(seen);
    }
    const seen = arrivals.count;
    double.log = new DoubleLog();
    for (let index = 0; index < 3; index++) double.log.plant('baton.case-1', 'Told', { text: 'x'.repeat(77) }, {});
    double.dropSubscriptions();
    await arrival(seen);
    expect(double.calls.subscribe).toBe(3);
  });
});
