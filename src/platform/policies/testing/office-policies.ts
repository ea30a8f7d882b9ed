import { keyOfStream } from '@baton/contracts';
import { Code, Described } from '@baton/fields';
import { policy } from '../policy.js';

@Described('Closes a department.')
export class CloseDepartment {
  @Code('The department') department: string;
}

const HOUR_MS = 60 * 60 * 1000;

/** A department is closed an hour after it was opened, unless its skills say that it is closed already. */
export const closeAfterAnHour = policy({
  name: 'close-after-an-hour',
  version: 1,
  on: {
    DepartmentOpened: (event, timers) =>
      timers.set(keyOfStream(event), new Date(Date.parse(event.occurredAt) + HOUR_MS).toISOString()),
    SkillsSet: (event, timers) => timers.drop(keyOfStream(event)),
  },
  command: CloseDepartment,
  ask: ({ subject }) => ({ department: subject }),
});

/** Each department is welcomed at once. */
export const welcome = policy({
  name: 'welcome',
  version: 3,
  on: { DepartmentOpened: (event, timers) => timers.set(keyOfStream(event), event.recordedAt) },
  command: CloseDepartment,
  ask: ({ subject }) => ({ department: subject }),
});
