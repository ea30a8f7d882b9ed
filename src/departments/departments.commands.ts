import type { RegisteredCommand } from '../platform/commands/command-slice.js';
import { decisionSlice } from '../platform/commands/decision-slice.js';
import { agentAggregate } from './agent.state.js';
import { MoveAgent, moveAgent } from './commands/move-agent/move-agent.decision.js';
import { OpenDepartment, openDepartment } from './commands/open-department/open-department.decision.js';
import { RegisterAgent, registerAgent } from './commands/register-agent/register-agent.decision.js';
import { SetAgentSkills, setAgentSkills } from './commands/set-agent-skills/set-agent-skills.decision.js';
import {
  SetDepartmentSkills,
  setDepartmentSkills,
} from './commands/set-department-skills/set-department-skills.decision.js';
import { SetOpeningHours, setOpeningHours } from './commands/set-opening-hours/set-opening-hours.decision.js';
import { agentStream, departmentStream, StreamDepartmentDirectory } from './department-directory.js';
import type { DepartmentFacts } from './department-facts.js';
import { departmentAggregate } from './department.state.js';

const streamOfDepartment = ({ department }: { readonly department: string }): string => departmentStream(department);
const streamOfAgent = ({ agent }: { readonly agent: string }): string => agentStream(agent);

/** Whether the department that a command about an agent names was opened: its own stream says so. */
const departmentFacts = <C extends object>(named: (command: C) => string) => ({
  from: StreamDepartmentDirectory,
  gather: async (directory: StreamDepartmentDirectory, command: C): Promise<DepartmentFacts> => ({
    departmentKnown: await directory.has(named(command)),
  }),
});

/** Every command on departments and agents. */
export const departmentsCommands: readonly RegisteredCommand[] = [
  decisionSlice({
    command: OpenDepartment,
    aggregate: departmentAggregate,
    stream: streamOfDepartment,
    decide: openDepartment,
  }),
  decisionSlice({
    command: SetOpeningHours,
    aggregate: departmentAggregate,
    stream: streamOfDepartment,
    decide: setOpeningHours,
  }),
  decisionSlice({
    command: SetDepartmentSkills,
    aggregate: departmentAggregate,
    stream: streamOfDepartment,
    decide: setDepartmentSkills,
  }),
  decisionSlice({
    command: RegisterAgent,
    aggregate: agentAggregate,
    stream: streamOfAgent,
    decide: registerAgent,
    facts: departmentFacts((command: RegisterAgent) => command.department),
  }),
  decisionSlice({
    command: MoveAgent,
    aggregate: agentAggregate,
    stream: streamOfAgent,
    decide: moveAgent,
    facts: departmentFacts((command: MoveAgent) => command.to),
  }),
  decisionSlice({
    command: SetAgentSkills,
    aggregate: agentAggregate,
    stream: streamOfAgent,
    decide: setAgentSkills,
  }),
];
