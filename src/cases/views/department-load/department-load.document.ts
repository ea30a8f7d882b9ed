import type { DepartmentAtWork } from '../../department-directory.js';
import type { CaseLoad } from './case-loads.js';
import type { AgentLoad, DepartmentLoad, SkillLoad } from './department-load.result.js';

/** So many skills are shown. */
const MOST_SKILLS = 200;

/** The load of a department, made of how it stands and of what is counted. */
export function departmentLoadOf(
  department: string,
  at: string,
  { open, opensAt, capacity, skills, agents }: DepartmentAtWork,
  { accountable, offered, held }: CaseLoad,
): DepartmentLoad {
  const { cases: limit, perAgent, perSkill } = capacity;
  const loads = agents.map(({ agent, takesWork }): AgentLoad => {
    const cases = held.get(agent) ?? 0;
    return { agent, held: cases, takesWork, overloaded: beyond(cases, perAgent) };
  });
  const limits = new Map(perSkill.map((one) => [one.skill, one.cases]));
  const named = new Set([...skills, ...limits.keys(), ...agents.flatMap((agent) => agent.skills)]);
  const ofSkill = (skill: string): SkillLoad => {
    const able = agents.filter((agent) => agent.skills.includes(skill));
    const holding = able.reduce((sum, { agent }) => sum + (held.get(agent) ?? 0), 0);
    const most = limits.get(skill);
    return {
      skill,
      agents: able.length,
      takingWork: able.filter(({ takesWork }) => takesWork).length,
      held: holding,
      ...(most === undefined ? {} : { limit: most }),
      overloaded: beyond(holding, most),
    };
  };
  return {
    department,
    at,
    open,
    ...(opensAt === undefined ? {} : { opensAt }),
    accountable,
    offered,
    ...(limit === undefined ? {} : { limit }),
    ...(perAgent === undefined ? {} : { perAgent }),
    overloaded: beyond(accountable, limit),
    agents: loads.sort((one, other) => other.held - one.held || (one.agent < other.agent ? -1 : 1)),
    skills: [...named].sort().slice(0, MOST_SKILLS).map(ofSkill),
  };
}

const beyond = (cases: number, limit: number | undefined): boolean => limit !== undefined && cases > limit;
