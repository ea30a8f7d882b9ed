import { Code, Count, Described, Flag, Instant, Nested } from '@baton/fields';

@Described('How much an agent has to do.')
export class AgentLoad {
  @Code('The agent') agent: string;
  @Count('Open cases the agent holds') held: number;
  @Flag('The agent is neither away nor leaving (H11)') takesWork: boolean;
  @Flag('The agent holds more than one agent of the department is meant to') overloaded: boolean;
}

@Described(
  'How much there is to do that needs a skill, and how much those have to do who have it. What needs it is what the department accepted from an offer that named it.',
)
export class SkillLoad {
  @Code('The skill') skill: string;
  @Count('Agents of the department who have it') agents: number;
  @Count('Of these, who take work now') takingWork: number;
  @Count('Open cases they hold, whatever these need') held: number;
  @Count('Open cases that the department accepted for it') cases: number;
  @Count('How many cases that need it the department can work on; no limit when absent', { optional: true })
  limit?: number;
  @Count('Offers of others that ask for it and wait for an answer') waiting: number;
  @Flag('It accepted more for it than that') overloaded: boolean;
  @Flag(
    'At most two who have it take work, and each has more to do, with what waits, than an agent is meant to; where nobody said that, than twice the average',
  )
  scarce: boolean;
}

@Described('How much a department has to do, and how much it can.')
export class DepartmentLoad {
  @Code('The department') department: string;
  @Instant('The moment that is spoken of') at: string;
  @Flag('It is open; true also where nobody said its hours') open: boolean;
  @Instant('When it opens next; absent while it is open', { optional: true }) opensAt?: string;
  @Count('Open cases it answers for') accountable: number;
  @Count('Open cases of others that are offered to it and wait for its answer') offered: number;
  @Count('How many cases it can work on at a time; no limit when absent', { optional: true }) limit?: number;
  @Count('How many an agent of it is meant to hold; no limit when absent', { optional: true }) perAgent?: number;
  @Flag('It answers for more cases than it can work on') overloaded: boolean;
  @Nested(() => AgentLoad, 'Who works there: whoever holds most comes first', { list: 200 }) agents: AgentLoad[];
  @Flag('More agents work there than are shown: what is said of skills and agents goes by those alone')
  moreAgents: boolean;
  @Nested(() => SkillLoad, 'The skills of the department, its agents and its limits, in order', { list: 200 })
  skills: SkillLoad[];
}
