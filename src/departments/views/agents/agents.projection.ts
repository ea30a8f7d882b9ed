import { keyOfStream, parseStream } from '@baton/contracts';
import { projection } from '@baton/projections';
import { Agent } from '../../department.result.js';

/** All agents, with the department each works in now. */
export const agents = projection({
  name: 'agents',
  version: 1,
  tables: { rows: { row: Agent, key: ['agent'], indexes: [['department', 'agent']] } },
  on: {
    AgentRegistered: ({ stream, revision, occurredAt, data }, { rows }) =>
      rows.put({ agent: keyOfStream({ stream }), ...data, skills: [], registeredAt: occurredAt, revision }),
    AgentMoved: ({ stream, revision, data }, { rows }) =>
      rows.change({ agent: keyOfStream({ stream }) }, (row) => ({ ...row, department: data.to, revision })),
    SkillsSet: ({ stream, revision, data }, { rows }) => {
      const { kind, key } = parseStream(stream) ?? {};
      // Departments have skills too, under the same word.
      return kind === 'agent' && key !== undefined
        ? rows.change({ agent: key }, (row) => ({ ...row, ...data, revision }))
        : undefined;
    },
  },
});
