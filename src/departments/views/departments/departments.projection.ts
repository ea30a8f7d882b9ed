import { keyOfStream, parseStream } from '@baton/contracts';
import { projection } from '@baton/projections';
import { Department } from '../../department.result.js';

/** All departments. */
export const departments = projection({
  name: 'departments',
  version: 2,
  tables: { rows: { row: Department, key: ['code'] } },
  on: {
    DepartmentOpened: ({ stream, revision, occurredAt, data }, { rows }) =>
      rows.put({
        code: keyOfStream({ stream }),
        ...data,
        weekly: [],
        holidays: [],
        exceptions: [],
        skills: [],
        openedAt: occurredAt,
        revision,
      }),
    OpeningHoursSet: ({ stream, revision, data }, { rows }) =>
      rows.change({ code: keyOfStream({ stream }) }, (row) => ({ ...row, ...data, revision })),
    HolidaysSet: ({ stream, revision, data }, { rows }) =>
      rows.change({ code: keyOfStream({ stream }) }, (row) => ({ ...row, ...data, revision })),
    CapacitySet: ({ stream, revision, data: capacity }, { rows }) =>
      rows.change({ code: keyOfStream({ stream }) }, (row) => ({ ...row, capacity, revision })),
    SkillsSet: ({ stream, revision, data }, { rows }) => {
      const { kind, key } = parseStream(stream) ?? {};
      // Agents have skills too, under the same word.
      return kind === 'department' && key !== undefined
        ? rows.change({ code: key }, (row) => ({ ...row, ...data, revision }))
        : undefined;
    },
  },
});
