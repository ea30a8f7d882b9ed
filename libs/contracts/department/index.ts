import { Code, Described, Nested, OneOf, Text, words, type WordOf } from '@baton/fields';
import type { FactsOf } from '../facts.js';

export const Weekday = words('Weekday', 'A day of the week', {
  MONDAY: 'Monday',
  TUESDAY: 'Tuesday',
  WEDNESDAY: 'Wednesday',
  THURSDAY: 'Thursday',
  FRIDAY: 'Friday',
  SATURDAY: 'Saturday',
  SUNDAY: 'Sunday',
});
export type Weekday = WordOf<typeof Weekday>;

@Described('From when until when a department is open on a day of the week.')
export class OpeningInterval {
  @OneOf(Weekday, 'The day') day: Weekday;
  @Code("Opens at, HH:MM in the department's zone") from: string;
  @Code('Closes at, HH:MM; 24:00 is the end of the day, a time before it opens is on the next day') until: string;
}

@Described('A department that can be accountable for cases came into being.')
export class DepartmentOpened {
  @Text('The name people use', { max: 200 }) name: string;
  @Code('Where it works: an IANA time zone', { optional: true }) zone?: string;
}

@Described('When the department is open, in place of what was set before.')
export class OpeningHoursSet {
  @Code('The time zone, an IANA name') zone: string;
  @Nested(() => OpeningInterval, 'The hours of a week', { list: 70 }) weekly: OpeningInterval[];
}

@Described('What the department or the agent can do, in place of what was set before.')
export class SkillsSet {
  @Code('The skills', { list: 100 }) skills: string[];
}

@Described('An agent came to work in a department.')
export class AgentRegistered {
  @Text("The agent's name", { personal: true, max: 200 }) name: string;
  @Code('The department') department: string;
}

@Described('The agent works in another department from now on.')
export class AgentMoved {
  @Code('The department left') from: string;
  @Code('The department joined') to: string;
}

/** Every word that a department stream knows. */
export const departmentEvents = { DepartmentOpened, OpeningHoursSet, SkillsSet } as const;
export type DepartmentFact = FactsOf<typeof departmentEvents>;

/** Every word that an agent stream knows. */
export const agentEvents = { AgentRegistered, AgentMoved, SkillsSet } as const;
export type AgentFact = FactsOf<typeof agentEvents>;
