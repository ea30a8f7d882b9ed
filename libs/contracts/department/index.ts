import { Code, Count, Described, Id, Instant, Nested, OneOf, Text, words, type WordOf } from '@baton/fields';
import { Channel } from '../case/words.js';
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

@Described('When a department is reached over one channel, where that is not when it is open.')
export class ChannelHours {
  @OneOf(Channel, 'The channel') channel: Channel;
  @Nested(() => OpeningInterval, 'The hours of a week', { list: 70 }) weekly: OpeningInterval[];
}

@Described('When the department is open, in place of what was set before.')
export class OpeningHoursSet {
  @Code('The time zone, an IANA name') zone: string;
  @Nested(() => OpeningInterval, 'The hours of a week', { list: 70 }) weekly: OpeningInterval[];
  @Nested(() => ChannelHours, 'The channels with hours of their own', { list: 7, optional: true })
  channels?: ChannelHours[];
}

@Described('From when until when a department is open on one date.')
export class DayInterval {
  @Code("Opens at, HH:MM in the department's zone") from: string;
  @Code('Closes at, HH:MM; 24:00 is the end of the day, a time before it opens is on the next day') until: string;
}

@Described('A date on which the department is closed all day.')
export class Holiday {
  @Code('The date, YYYY-MM-DD') date: string;
  @Text('Its name', { max: 200 }) name: string;
}

@Described('A date with hours of its own.')
export class DayException {
  @Code('The date, YYYY-MM-DD') date: string;
  @Nested(() => DayInterval, 'The hours of that date; none: closed', { list: 10 }) hours: DayInterval[];
  @Text('Why', { max: 200 }) reason: string;
}

@Described('The dates on which the hours of the week do not hold, in place of what was set before.')
export class HolidaysSet {
  @Nested(() => Holiday, 'Closed all day', { list: 200 }) holidays: Holiday[];
  @Nested(() => DayException, 'Open at other hours', { list: 200 }) exceptions: DayException[];
}

@Described('How many cases that need a skill a department can work on at a time.')
export class SkillCapacity {
  @Code('The skill') skill: string;
  @Count('Cases at a time') cases: number;
}

@Described('How much the department can work on at a time, in place of what was set before.')
export class CapacitySet {
  @Count('Open cases at a time; no limit when absent', { optional: true }) cases?: number;
  @Count('Cases an agent holds at a time; no limit when absent', { optional: true }) perAgent?: number;
  @Nested(() => SkillCapacity, 'Cases at a time that need a skill', { list: 100 }) perSkill: SkillCapacity[];
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

@Described('Who stands in for an agent: for one case, or for all that are not named.')
export class StandIn {
  @Code('The agent who stands in') agent: string;
  @Id('The case; absent: every case and promise that is not named', { optional: true }) caseId?: string;
}

@Described('An agent will be away; from its beginning on nothing new is taken (H11).')
export class AbsencePlanned {
  @Id('The absence') absenceId: string;
  @Instant('From when') from: string;
  @Instant('Until when: then the stand-ins end as well') until: string;
  @Nested(() => StandIn, 'Who stands in', { list: 500 }) standIns: StandIn[];
}

@Described('Other people stand in during a planned absence, in place of those named before.')
export class StandInsNamed {
  @Id('The absence') absenceId: string;
  @Instant('From when the absence lasts', { optional: true }) from?: string;
  @Nested(() => StandIn, 'Who stands in', { list: 500 }) standIns: StandIn[];
}

@Described('The agent will not be away after all.')
export class AbsenceCancelled {
  @Id('The absence') absenceId: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('The agent is away: each case and promise has a stand-in (H11).')
export class AbsenceStarted {
  @Id('The absence') absenceId: string;
}

@Described('The time of an absence had come, and cases or promises had no stand-in: it has not begun (H11).')
export class AbsenceDelayed {
  @Id('The absence') absenceId: string;
  @Count('How many cases and promises had no stand-in') uncovered: number;
}

@Described('The agent is back, and the stand-ins end.')
export class AbsenceEnded {
  @Id('The absence') absenceId: string;
}

@Described('The agent is leaving: from now on nothing new is taken (H11).')
export class LeavingAnnounced {
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

@Described('The agent stays after all.')
export class LeavingWithdrawn {
  @Text('Why', { optional: true, max: 500 }) reason?: string;
}

@Described('The agent has left: no case and no promise is in his or her hands (H11).')
export class AgentDeactivated {}

@Described(
  'Once nothing could come any more that had found the door of the agent as it was before, his cases were looked at again: what had come late was passed on, given back or put back (H11).',
)
export class LateWorkSettled {
  @Count('How many cases had come late') cases: number;
}

/** Every word that a department stream knows. */
export const departmentEvents = { DepartmentOpened, OpeningHoursSet, HolidaysSet, CapacitySet, SkillsSet } as const;
export type DepartmentFact = FactsOf<typeof departmentEvents>;

/** Every word that an agent stream knows. */
export const agentEvents = {
  AgentRegistered,
  AgentMoved,
  SkillsSet,
  AbsencePlanned,
  StandInsNamed,
  AbsenceCancelled,
  AbsenceStarted,
  AbsenceDelayed,
  AbsenceEnded,
  LateWorkSettled,
  LeavingAnnounced,
  LeavingWithdrawn,
  AgentDeactivated,
} as const;
export type AgentFact = FactsOf<typeof agentEvents>;
