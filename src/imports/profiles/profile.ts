import { Channel, Direction, WaitingOn } from '@baton/contracts';
import { Code, Described, Flag, Json, Nested, OneOf, Text, words, type WordOf } from '@baton/fields';

export const Effect = words('Effect', 'What a row of a log says in the words of Baton', {
  reopened: 'The case was taken up again; says nothing while it is open',
  claimed: 'The agent of the row holds the case; says nothing if he does already, or is a system',
  released: 'Nobody holds the case any longer; says nothing if nobody did',
  contact: 'The customer was in contact',
  wait: 'The case waits: waitingOn says for whom',
  resumed: 'The case no longer waits; claimed, released, resolved and closed say so too',
  resolved: 'The matter was resolved; says nothing if it is resolved or closed already',
  closed: 'The case was closed; says nothing if it is closed already',
  work: 'A step of work that changes nothing Baton keeps',
});
export type Effect = WordOf<typeof Effect>;

@Described('Which column of the log holds what. Attributes of an XES trace are called case:<key>.')
export class ProfileColumns {
  @Text('The name of the case', { max: 200 }) case: string;
  @Text('When it happened', { max: 200 }) time: string;
  @Text('The department that had the case', { max: 200 }) department: string;
  @Text('Who did it', { max: 200, optional: true }) agent?: string;
  @Text('The words for the step, joined with " / "', { max: 200, list: 5 }) step: string[];
  @Text('The product or service concerned, read from the first row', { max: 200, optional: true }) product?: string;
  @Text("The customer segment or class of impact, read from the case's first row", { max: 200, optional: true })
  segment?: string;
  @Text('What kind of matter it is, read from the first row', { max: 200, optional: true }) kind?: string;
  @Text('How soon it must be taken up, read from the first row', { max: 200, optional: true }) urgency?: string;
}

@Described('How the log writes a time: ISO 8601 with a zone where nothing is said.')
export class ProfileTime {
  @Text(
    'How a CSV writes it, a Luxon format such as yyyy-MM-dd HH:mm:ss, or X or x for seconds or milliseconds since 1970; an XES log always writes ISO 8601',
    { max: 80, optional: true },
  )
  format?: string;
  @Code('The IANA zone of times that name none', { optional: true }) zone?: string;
}

@Described('How a CSV of this source is written.')
export class ProfileCsv {
  @Text('What stands between two values; a comma when absent', { max: 1, optional: true }) delimiter?: string;
  @Text('What stands around a value; " when absent', { max: 1, optional: true }) quote?: string;
  @Text('The encoding, a WHATWG label such as windows-1252; utf-8 when absent', { max: 40, optional: true })
  encoding?: string;
  @Flag('The rows of a case stand together: the file is then read in one go', { optional: true }) grouped?: boolean;
}

@Described('What a row says that has these values: the first rule that fits is taken.')
export class ProfileRule {
  @Json('Column: value, or a list of values of which one must be there; all columns must fit') when: Record<
    string,
    string | string[]
  >;
  @OneOf(Effect, 'What the row says', { list: 8 }) then: Effect[];
  @OneOf(WaitingOn, 'With wait: whom or what the case waits for', { optional: true }) waitingOn?: WaitingOn;
  @OneOf(Direction, 'With contact: who reached whom, where the log tells', { optional: true }) direction?: Direction;
  @OneOf(Channel, 'With contact: over which channel, where the log tells', { optional: true }) channel?: Channel;
  @Text('With released, reopened or closed: why', { max: 500, optional: true }) reason?: string;
}

@Described("How another system's log reads in the words of Baton.")
export class Profile {
  @Code('The name of the profile') name: string;
  @Code('The system the log comes from: case ids are made of it, so it never changes') source: string;
  @Text('What it is for', { max: 2000, optional: true }) description?: string;
  @Nested(() => ProfileColumns, 'Which column holds what') columns: ProfileColumns;
  @Nested(() => ProfileTime, 'How a time is written', { optional: true }) time?: ProfileTime;
  @Nested(() => ProfileCsv, 'How a CSV is written', { optional: true }) csv?: ProfileCsv;
  @Text('Values that mean that nothing is known', { list: 50, max: 80, optional: true }) absent?: string[];
  @Code('Agents that are systems: what they do is done automatically', { list: 50, optional: true })
  systemAgents?: string[];
  @Code('The code of an agent whom the log does not name') unnamedAgent: string;
  @Json('The kind of matter for each value of its column', { optional: true }) kinds?: Record<string, string>;
  @Json('The urgency for each value of its column', { optional: true }) urgencies?: Record<string, string>;
  @Nested(() => ProfileRule, 'What the rows say; a row that no rule fits is a step of work', { list: 200 })
  rules: ProfileRule[];
}

/** The columns that a profile reads. */
export function columnsOf({ columns, rules }: Profile): Set<string> {
  const { step, ...single } = columns;
  const named = Object.values(single) as string[];
  return new Set([...named, ...step, ...rules.flatMap((rule) => Object.keys(rule.when))]);
}
