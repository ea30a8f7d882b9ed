import { refuse } from '@baton/contracts';

/** Refuses a command that names a department nobody opened. */
export const departmentUnknown = (department: string): never =>
  refuse('DEPARTMENT_UNKNOWN', `There is no department ${department}: open it first, or correct the code.`);

/** Refuses a command that names an agent nobody registered. */
export const agentUnknown = (agent: string): never =>
  refuse('AGENT_UNKNOWN', `There is no agent ${agent}: register the agent first, or correct the id.`);
