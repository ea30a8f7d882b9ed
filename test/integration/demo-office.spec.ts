import type { CommandBus } from '@nestjs/cqrs';
import type { StoredEvent } from '@baton/event-store';
import { readOn } from '@baton/event-store/testing';
import { app } from '../../src/app.js';
import { openDemoOffice } from '../../src/demo/demo-office.js';
import { TestClock, startBaton, type TestBaton } from '../support/baton.js';

const MONDAY = '2026-03-02T09:00:00.000Z';
const TUESDAY = '2026-03-03T09:00:00.000Z';

/** What happened when, without the ids that tell one log from another. */
const told = (events: readonly StoredEvent[]): string[] =>
  events.map(({ stream, revision, type, occurredAt, commandId }) =>
    [stream, revision, type, occurredAt, commandId].join(' '),
  );

describe('the demo office', () => {
  let opened: TestBaton[];
  beforeEach(() => (opened = []));
  afterEach(() => Promise.all(opened.map((baton) => baton.close())));

  const start = async (demo: 'on' | 'off'): Promise<TestBaton> => {
    const baton = await startBaton(app, { clock: new TestClock(MONDAY), env: { BATON_DEMO: demo } });
    opened.push(baton);
    return baton;
  };
  const eventsOf = async ({ baton }: TestBaton): Promise<string[]> => told(await readOn(baton.store, undefined));
  const whole = async (): Promise<string[]> => (await eventsOf(await start('on'))).map(withoutFingerprint).toSorted();

  it('is opened once, and not where there are other events', async () => {
    const { bus, baton } = await start('on');
    const before = await baton.store.head();
    await expect(openDemoOffice(bus, baton.store, TUESDAY)).resolves.toBe(false);
    expect(await baton.store.head()).toBe(before);
  });

  it('is not opened where somebody has begun something else', async () => {
    const other = await start('off');
    const ada = await other.as({ agent: 'ada', department: 'office', role: 'ADMIN' });
    await ada.ask(
      'mutation { openDepartment(input: { department: "shop", name: "Shop" }) { ... on Receipt { revision } } }',
    );
    const before = await other.baton.store.head();
    expect(before).toBeDefined();
    await expect(openDemoOffice(other.bus, other.baton.store, MONDAY)).resolves.toBe(false);
    expect(await other.baton.store.head()).toBe(before);
  });

  it('interrupted, goes on with the instant it was begun at', async () => {
    const half = await start('off');
    await expect(openDemoOffice(failingAfter(40, half.bus), half.baton.store, MONDAY)).rejects.toThrow(
      'the power went',
    );
    await expect(openDemoOffice(half.bus, half.baton.store, TUESDAY)).resolves.toBe(true);
    expect((await eventsOf(half)).map(withoutFingerprint).toSorted()).toEqual(await whole());
  });

  it('is one office where two processes open it at the same time, each by its own clock', async () => {
    const shared = await start('off');
    await Promise.all([
      openDemoOffice(shared.bus, shared.baton.store, MONDAY),
      openDemoOffice(shared.bus, shared.baton.store, '2026-03-02T09:00:00.001Z'),
    ]);
    const count = (await whole()).length;
    expect(await eventsOf(shared)).toHaveLength(count);
  });
});

/** The name of an identifier's stream, and the command on it, are made under a key that each folder has of its own. */
const withoutFingerprint = (line: string): string => line.replace(/^identifier-\S+(.*) \S+$/, 'identifier$1');

/** A bus on which the power goes after so many commands. */
function failingAfter(commands: number, bus: CommandBus): CommandBus {
  let left = commands;
  const execute = (command: never): unknown => {
    if (left-- > 0) return bus.execute(command);
    throw new Error('the power went');
  };
  return { execute } as unknown as CommandBus;
}
