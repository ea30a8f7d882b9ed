import type { RegisteredCommand } from '../platform/commands/command-slice.js';
import { decisionSlice } from '../platform/commands/decision-slice.js';
import { processSlice } from '../platform/commands/process-slice.js';
import type { AgentFact, DepartmentFact, Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import { agentAggregate, type AgentState } from './agent.state.js';
import { AnnounceLeaving, announceLeaving } from './commands/announce-leaving/announce-leaving.decision.js';
import { BeginAbsence } from './commands/begin-absence/begin-absence.decision.js';
import { BeginAbsenceProcess } from './commands/begin-absence/begin-absence.process.js';
import { CancelAbsence, cancelAbsence } from './commands/cancel-absence/cancel-absence.decision.js';
import { DeactivateAgent } from './commands/deactivate-agent/deactivate-agent.decision.js';
import { DeactivateAgentProcess } from './commands/deactivate-agent/deactivate-agent.process.js';
import { EndAbsence } from './commands/end-absence/end-absence.decision.js';
import { EndAbsenceProcess } from './commands/end-absence/end-absence.process.js';
import { MoveAgent } from './commands/move-agent/move-agent.decision.js';
import { MoveAgentProcess } from './commands/move-agent/move-agent.process.js';
import { NameStandIns, nameStandIns } from './commands/name-stand-ins/name-stand-ins.decision.js';
import { OpenDepartment, openDepartment } from './commands/open-department/open-department.decision.js';
import { PlanAbsence, planAbsence } from './commands/plan-absence/plan-absence.decision.js';
import { RegisterAgent, registerAgent } from './commands/register-agent/register-agent.decision.js';
import { SetAgentSkills, setAgentSkills } from './commands/set-agent-skills/set-agent-skills.decision.js';
import { SetCapacity, setCapacity } from './commands/set-capacity/set-capacity.decision.js';
import {
  SetDepartmentSkills,
  setDepartmentSkills,
} from './commands/set-department-skills/set-department-skills.decision.js';
import { SetHolidays, setHolidays } from './commands/set-holidays/set-holidays.decision.js';
import { SetOpeningHours, setOpeningHours } from './commands/set-opening-hours/set-opening-hours.decision.js';
import { SettleLateWork } from './commands/settle-late-work/settle-late-work.decision.js';
import { SettleLateWorkProcess } from './commands/settle-late-work/settle-late-work.process.js';
import { StartAbsence } from './commands/start-absence/start-absence.decision.js';
import { StartAbsenceProcess } from './commands/start-absence/start-absence.process.js';
import { WithdrawLeaving, withdrawLeaving } from './commands/withdraw-leaving/withdraw-leaving.decision.js';
import { departmentStream, StreamDepartmentDirectory } from './department-directory.js';
import type { DepartmentFacts } from './department-facts.js';
import { departmentAggregate, type DepartmentState } from './department.state.js';
import { agentStream } from './known-agents.js';
import { StandInReader } from './stand-in-reader.js';

const streamOfDepartment = ({ department }: { readonly department: string }): string => departmentStream(department);
const streamOfAgent = ({ agent }: { readonly agent: string }): string => agentStream(agent);

/** Whether the department that a command about an agent names was opened: its own stream says so. */
const departmentFacts = <C extends object>(named: (command: C) => string) => ({
  from: StreamDepartmentDirectory,
  gather: async (directory: StreamDepartmentDirectory, command: C): Promise<DepartmentFacts> => ({
    departmentKnown: await directory.has(named(command)),
  }),
});

type OnAgent = { readonly agent: string };

/** A command on an agent that needs nothing but the agent. */
const onAgent = <C extends OnAgent>(
  command: DescribedClass<C>,
  decide: (command: C, given: Given) => Decide<AgentState, AgentFact>,
): RegisteredCommand => decisionSlice({ command, aggregate: agentAggregate, stream: streamOfAgent, decide });

type OnDepartment = { readonly department: string };

/** A command on a department that needs nothing but the department. */
const onDepartment = <C extends OnDepartment>(
  command: DescribedClass<C>,
  decide: (command: C, given: Given) => Decide<DepartmentState, DepartmentFact>,
): RegisteredCommand => decisionSlice({ command, aggregate: departmentAggregate, stream: streamOfDepartment, decide });

/** Every command on departments and agents. */
export const departmentsCommands: readonly RegisteredCommand[] = [
  onDepartment(OpenDepartment, openDepartment),
  onDepartment(SetOpeningHours, setOpeningHours),
  onDepartment(SetHolidays, setHolidays),
  onDepartment(SetCapacity, setCapacity),
  onDepartment(SetDepartmentSkills, setDepartmentSkills),
  decisionSlice({
    command: RegisterAgent,
    aggregate: agentAggregate,
    stream: streamOfAgent,
    decide: registerAgent,
    facts: departmentFacts((command: RegisterAgent) => command.department),
  }),
  processSlice({ command: MoveAgent, process: MoveAgentProcess }),
  onAgent(SetAgentSkills, setAgentSkills),
  decisionSlice({
    command: PlanAbsence,
    aggregate: agentAggregate,
    stream: streamOfAgent,
    decide: planAbsence,
    facts: {
      from: StandInReader,
      gather: (reader: StandInReader, { standIns = [], from, until }: PlanAbsence) =>
        reader.around(standIns, { from, until }),
    },
  }),
  decisionSlice({
    command: NameStandIns,
    aggregate: agentAggregate,
    stream: streamOfAgent,
    decide: nameStandIns,
    facts: {
      from: StandInReader,
      gather: (reader: StandInReader, { agent, absenceId, standIns }: NameStandIns) =>
        reader.aroundAbsence(agent, absenceId, standIns),
    },
  }),
  onAgent(CancelAbsence, cancelAbsence),
  processSlice({ command: StartAbsence, process: StartAbsenceProcess }),
  processSlice({ command: BeginAbsence, mutation: false, process: BeginAbsenceProcess }),
  processSlice({ command: EndAbsence, process: EndAbsenceProcess }),
  processSlice({ command: SettleLateWork, mutation: false, process: SettleLateWorkProcess }),
  onAgent(AnnounceLeaving, announceLeaving),
  onAgent(WithdrawLeaving, withdrawLeaving),
  processSlice({ command: DeactivateAgent, process: DeactivateAgentProcess }),
];
