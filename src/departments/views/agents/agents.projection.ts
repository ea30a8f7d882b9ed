import { keyOfStream, parseStream } from '@baton/contracts';
import { Code, Count, Described } from '@baton/fields';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import type { AgentStanding } from '../../agent.words.js';
import { Agent } from '../../department.result.js';

@Described('An agent of a department who has a skill.')
export class SkilledAgent {
  @Code('The department the agent works in now') department: string;
  @Code('The skill') skill: string;
  @Code('The agent') agent: string;
}

@Described('A department in which somebody was registered once: of others nobody said who works there.')
export class Staff {
  @Code('The department') department: string;
  @Count('How many agents stay there: registered, neither leaving nor gone, and working there still') staying: number;
}

type Rows = { rows: Agent; skilled: SkilledAgent; staff: Staff };
type Tables = TablesRows<TablesOf<Rows>>;

type Words = EventOf<
  | 'AbsencePlanned'
  | 'StandInsNamed'
  | 'AbsenceStarted'
  | 'AbsenceDelayed'
  | 'LateWorkSettled'
  | 'AbsenceCancelled'
  | 'AbsenceEnded'
>;

/** How a word of an agent's stream changes his row. */
const changing =
  <E extends Words>(change: (row: Agent, event: E) => Partial<Agent>) =>
  (event: E, { rows }: Tables): Promise<void> =>
    rows.change({ agent: keyOfStream(event) }, (row) => ({ ...row, ...change(row, event), revision: event.revision }));

/** As `changing`, of a word that says whether an agent stays: he is counted where he works. */
const staying =
  (standing: AgentStanding) =>
  async (
    event: EventOf<'LeavingAnnounced' | 'LeavingWithdrawn' | 'AgentDeactivated'>,
    tables: Tables,
  ): Promise<void> => {
    const { rows, staff } = tables;
    const before = await rows.get({ agent: keyOfStream(event) });
    if (!before) return;
    rows.put({ ...before, standing, revision: event.revision });
    await count(staff, before.department, stays({ standing }) - stays(before));
  };

const stays = ({ standing }: Pick<Agent, 'standing'>): number => (standing === 'ACTIVE' ? 1 : 0);

async function count(staff: Tables['staff'], department: string, by: number): Promise<void> {
  const found = await staff.get({ department });
  staff.put({ department, staying: (found?.staying ?? 0) + by });
}

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

/**
 * All agents, with the department each works in now and whether each takes new work; who in a department has a skill; and how
 * many stay in each department in which somebody was registered.
 */
export const agents = projection<Rows>({
  name: 'agents',
  version: 5,
  tables: {
    rows: { row: Agent, key: ['agent'], indexes: [['department', 'agent']] },
    skilled: { row: SkilledAgent, key: ['department', 'skill', 'agent'] },
    staff: { row: Staff, key: ['department'] },
  },
  on: {
    AgentRegistered: async ({ stream, revision, occurredAt, data }, { rows, staff }) => {
      rows.put({
        agent: keyOfStream({ stream }),
        ...data,
        skills: [],
        registeredAt: occurredAt,
        absences: [],
        standing: 'ACTIVE',
        revision,
      });
      await count(staff, data.department, 1);
    },
    AgentMoved: async ({ stream, revision, data }, tables) => {
      const row = await tables.rows.get({ agent: keyOfStream({ stream }) });
      if (!row) return;
      tables.rows.put(moved(tables, row, { ...row, department: data.to, revision }));
      await count(tables.staff, row.department, -stays(row));
      await count(tables.staff, data.to, stays(row));
    },
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
    LeavingAnnounced: staying('LEAVING'),
    LeavingWithdrawn: staying('ACTIVE'),
    AgentDeactivated: staying('GONE'),
    SkillsSet: ({ stream, revision, data }, tables) => {
      const { kind, key } = parseStream(stream) ?? {};
      // Departments have skills too, under the same word.
      return kind === 'agent' && key !== undefined
        ? tables.rows.change({ agent: key }, (row) => moved(tables, row, { ...row, ...data, revision }))
        : undefined;
    },
  },
});
