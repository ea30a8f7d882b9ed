import { derivedId, type DepartmentFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import type { StoredEvent } from '@baton/event-store';
import { rowsOf } from '@baton/projections/testing';
import type { Policy } from './policy.js';
import { closeAfterAnHour, welcome } from './testing/office-policies.js';
import { timersOf } from './timers.projection.js';

const opened: DepartmentFact = { type: 'DepartmentOpened', data: { name: 'Shop' } };
const skilled: DepartmentFact = { type: 'SkillsSet', data: { skills: ['closed'] } };
const stream = 'department-shop';
const timersAfter = async (events: readonly StoredEvent[], policies: readonly Policy[] = [closeAfterAnHour]) =>
  (await rowsOf(timersOf(policies), events)).rows;

describe('the view of what policies have to do', () => {
  it('holds what an event sets until one drops it', async () => {
    const events = recorded(stream, [opened, skilled]);
    const timer = {
      timerId: derivedId(events[0]?.id ?? '', 'close-after-an-hour'),
      policy: 'close-after-an-hour',
      stream,
      subject: 'shop',
      due: '2026-03-02T10:00:00.000Z',
    };
    expect(await timersAfter(events.slice(0, 1))).toEqual([timer]);
    expect(await timersAfter(events)).toEqual([]);
  });

  it('has one timer a subject and policy: what is set again is another command at another time', async () => {
    const events = recorded(stream, [opened, opened]);
    const [timer, ...others] = await timersAfter(events);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ due: '2026-03-02T10:01:00.000Z' });
    expect(timer?.timerId).toBe(derivedId(events[1]?.id ?? '', 'close-after-an-hour'));
  });

  it('keeps policies apart that listen to the same event', async () => {
    const timers = await timersAfter(recorded(stream, [opened, skilled]), [closeAfterAnHour, welcome]);
    expect(timers.map(({ policy }) => policy)).toEqual(['welcome']);
  });

  it('X5 holds nobody to what an import states', async () => {
    expect(await timersAfter(recorded(stream, [opened], { imported: true }))).toEqual([]);
  });

  it('is a higher version whenever a policy comes, changes or goes', () => {
    const versions = [[closeAfterAnHour], [{ ...closeAfterAnHour, version: 2 }], [closeAfterAnHour, welcome]];
    expect(versions.map((policies) => timersOf(policies).version)).toEqual([1, 2, 4]);
    expect(timersOf([closeAfterAnHour], { [welcome.name]: welcome.version }).version).toBe(5);
    expect(() => timersOf([welcome], { [welcome.name]: 1 })).toThrow('retired');
  });
});
