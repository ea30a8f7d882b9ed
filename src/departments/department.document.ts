import type { Loaded } from '@baton/event-store';
import { normalise } from '@baton/fields';
import type { AgentState } from './agent.state.js';
import { Agent, Department } from './department.result.js';
import type { DepartmentState } from './department.state.js';

/** The department as it is shown, from its own stream; undefined before it was opened. */
export const departmentOf = (loaded: Loaded<DepartmentState> | undefined): Department | undefined =>
  loaded?.state &&
  normalise(Department, {
    weekly: [],
    channels: [],
    holidays: [],
    exceptions: [],
    ...loaded.state.calendar,
    ...loaded.state,
    revision: loaded.revision,
  });

/** The agent as he or she is shown, from the own stream; undefined before the registration. */
export const agentOf = (loaded: Loaded<AgentState> | undefined): Agent | undefined =>
  loaded?.state && normalise(Agent, { ...loaded.state, revision: loaded.revision });
