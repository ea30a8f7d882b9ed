import { Code, Count, Described, Flag, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, Direction, Disposition } from '@baton/contracts';

@Described('A contact with the customer, as it stands after corrections.')
export class CaseContact {
  @Id('The contact') contactId: string;
  @Instant('When it began; where that is not documented, when it was recorded as happening') at: string;
  @OneOf(Direction, 'Who reached whom', { optional: true }) direction?: Direction;
  @OneOf(Channel, 'Over which channel', { optional: true }) channel?: Channel;
  @Text('Who took part, by name or role', { list: 20, max: 200, personal: true }) participants: string[];
  @Instant('When it began', { optional: true }) startedAt?: string;
  @Instant('When it ended', { optional: true }) endedAt?: string;
  @OneOf(Disposition, 'What the agent concluded', { optional: true }) disposition?: Disposition;
  @Text("What it was about, in the customer's words", { personal: true, optional: true }) matter?: string;
  @Flag('The customer gave up before it was finished') abandoned: boolean;
  @Flag('The first record was corrected since (C8)') corrected: boolean;
  @Code('The agent who recorded it') agent: string;
  @Code('The department that agent worked for') department: string;
  @Count('The revision of the event that recorded it') revision: number;
}

@Described('Something that is known: nobody need ask the customer again while it is fresh (C6).')
export class EstablishedFact {
  @Id('The fact') factId: string;
  @Code('What it is about') topic: string;
  @Text('What is the case', { personal: true }) value: string;
  @Text('How it was verified; absent when it was not', { optional: true, max: 500 }) verifiedBy?: string;
  @Instant('Until when it counts as fresh; for good when absent', { optional: true }) freshUntil?: string;
  @Instant('When it was established') at: string;
  @Count('The revision of the event that established it') revision: number;
}

@Described('Something that somebody must find out, or has found out.')
export class CaseQuestion {
  @Id('The question') questionId: string;
  @Text('The question') text: string;
  @Code('The department that should answer; the customer when absent', { optional: true }) department?: string;
  @Text('The answer; absent while the question is open', { personal: true, optional: true }) answer?: string;
  @Instant('When it was raised') at: string;
  @Count('The revision of the event that raised it') revision: number;
  @Count('The revision of the event that answered it', { optional: true }) answerRevision?: number;
}
