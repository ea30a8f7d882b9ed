import { keyOfStream, parseStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import { Agent } from '../../department.result.js';

type Words = EventOf<
  | 'AgentMoved'
  | 'AbsencePlanned'
  | 'StandInsNamed'
  | 'AbsenceStarted'
  | 'AbsenceDelayed'
  | 'LateWorkSettled'
  | 'AbsenceCancelled'
  | 'AbsenceEnded'
  | 'LeavingAnnounced'
  | 'LeavingWithdrawn'
  | 'AgentDeactivated'
>;

/** How a word of an agent's stream changes his row. */
const changing =
  <E extends Words>(change: (row: Agent, event: E) => Partial<Agent>) =>
  (event: E, { rows }: TablesRows<TablesOf<{ rows: Agent }>>): Promise<void> =>
    rows.change({ agent: keyOfStream(event) }, (row) => ({ ...row, ...change(row, event), revision: event.revision }));

const over = (row: Agent, { data }: EventOf<'AbsenceCancelled' | 'AbsenceEnded'>): Partial<Agent> => ({
  absences: row.absences.filter(({ absenceId }) => absenceId !== data.absenceId),
});

/** All agents, with the department each works in now and whether each takes new work. */
export const agents = projection({
  name: 'agents',
  version: 3,
  tables: { rows: { row: Agent, key: ['agent'], indexes: [['department', 'agent']] } },
  on: {
    AgentRegistered: ({ stream, revision, occurredAt, data }, { rows }) =>
      rows.put({
        agent: keyOfStream({ stream }),
        ...data,
        skills: [],
        registeredAt: occurredAt,
        absences: [],
        standing: 'ACTIVE',
        revision,
      }),
    AgentMoved: changing((_, { data }: EventOf<'AgentMoved'>) => ({ department: data.to })),
    AbsencePlanned: changing((row, { data: { standIns: _standIns, ...absence } }: EventOf<'AbsencePlanned'>) => ({
      absences: [...row.absences, { ...absence, started: false }],
    })),
    StandInsNamed: changing(() => ({})),
    AbsenceStarted: changing((row, { data }: EventOf<'AbsenceStarted'>) => ({
      absences: row.absences.map((absence) =>
        absence.absenceId === data.absenceId ? { ...absence, started: true } : absence,
      ),
    })),
    AbsenceDelayed: changing(() => ({})),
    LateWorkSettled: changing(() => ({})),
    AbsenceCancelled: changing(over),
    AbsenceEnded: changing(over),
    LeavingAnnounced: changing(() => ({ standing: 'LEAVING' })),
    LeavingWithdrawn: changing(() => ({ standing: 'ACTIVE' })),
    AgentDeactivated: changing(() => ({ standing: 'GONE' })),
    SkillsSet: ({ stream, revision, data }, { rows }) => {
      const { kind, key } = parseStream(stream) ?? {};
      // Departments have skills too, under the same word.
      return kind === 'agent' && key !== undefined
        ? rows.change({ agent: key }, (row) => ({ ...row, ...data, revision }))
        : undefined;
    },
  },
});
