import { keyOfStream, parseStream } from '@baton/contracts';
import { Code, Described, Text } from '@baton/fields';
import { projection } from '@baton/projections';
import { longestWordOf } from '@baton/text-words';
import { Department } from '../../department.result.js';

@Described('A department that has a skill, found by the longest word of its name.')
export class SkilledDepartment {
  @Text('The longest word of the skill, in small letters without accents; empty where it has none', { max: 200 })
  word: string;
  @Code('The skill') skill: string;
  @Code('The department') department: string;
  @Code('The position of the event that said so') position: string;
}

/** All departments, and which of them has a skill. */
export const departments = projection<{ rows: Department; skilled: SkilledDepartment }>({
  name: 'departments',
  version: 5,
  tables: {
    rows: { row: Department, key: ['code'] },
    skilled: { row: SkilledDepartment, key: ['word', 'skill', 'department'] },
  },
  on: {
    DepartmentOpened: ({ stream, revision, occurredAt, data }, { rows }) =>
      rows.put({
        code: keyOfStream({ stream }),
        ...data,
        weekly: [],
        channels: [],
        holidays: [],
        exceptions: [],
        skills: [],
        openedAt: occurredAt,
        revision,
      }),
    OpeningHoursSet: ({ stream, revision, data }, { rows }) =>
      rows.change({ code: keyOfStream({ stream }) }, (row) => ({ ...row, channels: [], ...data, revision })),
    HolidaysSet: ({ stream, revision, data }, { rows }) =>
      rows.change({ code: keyOfStream({ stream }) }, (row) => ({ ...row, ...data, revision })),
    CapacitySet: ({ stream, revision, data: capacity }, { rows }) =>
      rows.change({ code: keyOfStream({ stream }) }, (row) => ({ ...row, capacity, revision })),
    SkillsSet: async ({ stream, revision, position, data }, { rows, skilled }) => {
      const { kind, key: department } = parseStream(stream) ?? {};
      // Agents have skills too, under the same word.
      if (kind !== 'department' || department === undefined) return;
      await rows.change({ code: department }, (row) => {
        for (const skill of row.skills) skilled.remove({ word: longestWordOf(skill), skill, department });
        for (const skill of data.skills) skilled.put({ word: longestWordOf(skill), skill, department, position });
        return { ...row, ...data, revision };
      });
    },
  },
});
