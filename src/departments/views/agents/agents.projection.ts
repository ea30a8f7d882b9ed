import { keyOfStream, parseStream } from '@baton/contracts';
import { Code, Described } from '@baton/fields';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import { Agent } from '../../department.result.js';

@Described('An agent of a department who has a skill.')
export class SkilledAgent {
  @Code('The department the agent works in now') department: string;
  @Code('The skill') skill: string;
  @Code('The agent') agent: string;
}

type Rows = { rows: Agent; skilled: SkilledAgent };
type Tables = TablesRows<TablesOf<Rows>>;

type Words = EventOf<
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
  (event: E, { rows }: Tables): Promise<void> =>
    rows.change({ agent: keyOfStream(event) }, (row) => ({ ...row, ...change(row, event), revision: event.revision }));

const over = (row: Agent, { data }: EventOf<'AbsenceCancelled' | 'AbsenceEnded'>): Partial<Agent> => ({
  absences: row.absences.filter(({ absenceId }) => absenceId !== data.absenceId),
});

/** Says where somebody is found by each of his skills: where he works now. */
function moved({ skilled }: Tables, before: Agent, after: Agent): Agent {
  const { agent } = after;
  for (const skill of before.skills) skilled.remove({ department: before.department, skill, agent });
  for (const skill of after.skills) skilled.put({ department: after.department, skill, agent });
  return after;
}

/** All agents, with the department each works in now and whether each takes new work; and who in a department has a skill. */
export const agents = projection<Rows>({
  name: 'agents',
  version: 4,
  tables: {
    rows: { row: Agent, key: ['agent'], indexes: [['department', 'agent']] },
    skilled: { row: SkilledAgent, key: ['department', 'skill', 'agent'] },
  },
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
    AgentMoved: ({ stream, revision, data }, tables) =>
      tables.rows.change({ agent: keyOfStream({ stream }) }, (row) =>
        moved(tables, row, { ...row, department: data.to, revision }),
      ),
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
    SkillsSet: ({ stream, revision, data }, tables) => {
      const { kind, key } = parseStream(stream) ?? {};
      // Departments have skills too, under the same word.
      return kind === 'agent' && key !== undefined
        ? tables.rows.change({ agent: key }, (row) => moved(tables, row, { ...row, ...data, revision }))
        : undefined;
    },
  },
});
