import type { DepartmentAtWork } from '../../department-directory.js';
import type { CaseLoad } from './case-loads.js';
import type { AgentLoad, DepartmentLoad, SkillLoad } from './department-load.result.js';

/** A skill is scarce that so many have at most, while each has more to do than an agent is meant to, or than twice the average. */
const FEW = 2;
const TIMES_THE_AVERAGE = 2;
/** So many skills are shown. */
const MOST_SKILLS = 200;

/** The load of a department, made of how it stands and of what is counted. */
export function departmentLoadOf(
  department: string,
  at: string,
  { open, opensAt, capacity, skills, agents, moreAgents }: DepartmentAtWork,
  { accountable, offered, held, needing }: CaseLoad,
  waitingForSkills: ReadonlyMap<string, number> = new Map(),
): DepartmentLoad {
  const { cases: limit, perAgent, perSkill } = capacity;
  const loads = agents.map(({ agent, takesWork }): AgentLoad => {
    const cases = held.get(agent) ?? 0;
    return { agent, held: cases, takesWork, overloaded: beyond(cases, perAgent) };
  });
  const limits = new Map(perSkill.map((one) => [one.skill, one.cases]));
  const working = agents.filter(({ takesWork }) => takesWork).length;
  const average = loads.reduce((sum, { held: cases }) => sum + cases, 0) / Math.max(working, 1);
  const much = perAgent ?? TIMES_THE_AVERAGE * average;
  const named = new Set([
    ...skills,
    ...limits.keys(),
    ...agents.flatMap((agent) => agent.skills),
    ...needing.keys(),
    ...waitingForSkills.keys(),
  ]);
  const ofSkill = (skill: string): SkillLoad => {
    const able = agents.filter((agent) => agent.skills.includes(skill));
    const holding = able.reduce((sum, { agent }) => sum + (held.get(agent) ?? 0), 0);
    const cases = needing.get(skill) ?? 0;
    const most = limits.get(skill);
    const takingWork = able.filter(({ takesWork }) => takesWork).length;
    const waiting = waitingForSkills.get(skill) ?? 0;
    return {
      skill,
      agents: able.length,
      takingWork,
      held: holding,
      cases,
      waiting,
      ...(most === undefined ? {} : { limit: most }),
      overloaded: beyond(cases, most),
      scarce: takingWork <= FEW && (holding + waiting) / Math.max(takingWork, 1) > much,
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
    moreAgents,
    skills: [...named].sort().slice(0, MOST_SKILLS).map(ofSkill),
  };
}

const beyond = (cases: number, limit: number | undefined): boolean => limit !== undefined && cases > limit;
