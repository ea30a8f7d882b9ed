import { Code, Described, Flag, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, Direction, Disposition } from './words.js';

@Described('One interaction with the customer.')
export class Contact {
  @Id('The contact') contactId: string;
  @OneOf(Direction, 'Who reached whom', { optional: true }) direction?: Direction;
  @OneOf(Channel, 'Over which channel', { optional: true }) channel?: Channel;
  @Text('Who took part, by name or role', { list: 20, max: 200, personal: true, optional: true })
  participants?: string[];
  @Instant('When it began', { optional: true }) startedAt?: string;
  @Instant('When it ended', { optional: true }) endedAt?: string;
  @OneOf(Disposition, 'What the agent concluded', { optional: true }) disposition?: Disposition;
  @Text("What it was about, in the customer's words", { personal: true, optional: true }) matter?: string;
  @Flag('The customer gave up before it was finished', { optional: true }) abandoned?: boolean;
}

@Described('The customer was in contact about this case.')
export class ContactRecorded extends Contact {}

@Described('What was recorded of a contact was wrong; the first record stays (C8).')
export class ContactCorrected extends Contact {
  @Id('The correction') correctionId: string;
  @Text('Why it had to be corrected', { max: 500 }) reason: string;
}

@Described('The customer had to give again what Baton already knew (C6).')
export class CustomerRetold {
  @Id('The retell') retellId: string;
  @Code('The topic of the known fact') topic: string;
  @Id('The fact that was known') factId: string;
  @Id('The contact in which it was asked again', { optional: true }) contactId?: string;
}

@Described('An agent noted something that is no contact, fact or statement.')
export class NoteAdded {
  @Id('The note') noteId: string;
  @Text('The note', { personal: true }) text: string;
  @Flag('True when the note says what was tried to solve the matter', { optional: true }) attempt?: boolean;
}

@Described('Something about the matter was established as a fact.')
export class FactEstablished {
  @Id('The fact') factId: string;
  @Code('What it is about: one topic, one current value') topic: string;
  @Text('What is the case', { personal: true }) value: string;
  @Text('How it was verified; absent when it was not', { optional: true, max: 500 }) verifiedBy?: string;
  @Instant('Until when it counts as fresh; for good when absent', { optional: true }) freshUntil?: string;
}

@Described('Something is not known and somebody must find it out.')
export class QuestionRaised {
  @Id('The question') questionId: string;
  @Text('The question') text: string;
  @Code('The department that should answer; the customer when absent', { optional: true }) department?: string;
}

@Described('An open question was answered.')
export class QuestionAnswered {
  @Id('The question') questionId: string;
  @Text('The answer', { personal: true }) answer: string;
}
