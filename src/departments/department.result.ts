import { CapacitySet, ChannelHours, DayException, Holiday, OpeningInterval } from '@baton/contracts';
import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { AgentStanding } from './agent.words.js';

@Described('How much a department can work on at a time.')
export class Capacity extends CapacitySet {}

@Described('A unit that can be accountable for cases.')
export class Department {
  @Code('The code by which everybody names it') code: string;
  @Text('The name people use', { max: 200 }) name: string;
  @Code('Where it works: an IANA time zone, once it is known', { optional: true }) zone?: string;
  @Nested(() => OpeningInterval, 'When it is open, Monday first, in its zone; empty until it was set', { list: 70 })
  weekly: OpeningInterval[];
  @Nested(() => ChannelHours, 'The channels over which it is reached at other hours', { list: 7 })
  channels: ChannelHours[];
  @Nested(() => Holiday, 'The dates on which it is closed all day, in order', { list: 200 }) holidays: Holiday[];
  @Nested(() => DayException, 'The dates on which it is open at other hours, in order', { list: 200 })
  exceptions: DayException[];
  @Nested(() => Capacity, 'How much it can work on at a time; absent until it was set', { optional: true })
  capacity?: Capacity;
  @Code('What it can do', { list: 100 }) skills: string[];
  @Instant('When it was opened') openedAt: string;
  @Count('The revision of the last event: send it as expectedRevision to be told when it has changed')
  revision: number;
}

@Described('A time in which an agent is away.')
export class ListedAbsence {
  @Id('The absence') absenceId: string;
  @Instant('From when') from: string;
  @Instant('Until when') until: string;
  @Flag('It has begun: each case and promise has a stand-in (H11)') started: boolean;
}

@Described('A person who works in a department.')
export class Agent {
  @Code('The id by which the token names the agent') agent: string;
  @Text("The agent's name", { personal: true, max: 200 }) name: string;
  @Code('The code of the department the agent works in now') department: string;
  @Code('What the agent can do', { list: 100 }) skills: string[];
  @Instant('When the agent was registered') registeredAt: string;
  @OneOf(AgentStanding, 'Whether the agent takes new work (H11)') standing: AgentStanding;
  @Nested(() => ListedAbsence, 'The absences that were neither cancelled nor ended, in the order they were planned', {
    list: 50,
  })
  absences: ListedAbsence[];
  @Count('The revision of the last event: send it as expectedRevision to be told when it has changed')
  revision: number;
}
