import { Code, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel } from './words.js';

@Described('Another department was asked a question; accountability stays where it is.')
export class ConsultRequested {
  @Id('The consult') consultId: string;
  @Code('The department that asks') from: string;
  @Code('The department that is asked') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
  @OneOf(Channel, 'How it is asked') channel: Channel;
  @Text('The question', { max: 4000, personal: true }) question: string;
  @Instant('By when the answer is needed') due: string;
}

@Described('The department that was asked answered; a statement to the customer can rest on it (C5).')
export class ConsultAnswered {
  @Id('The consult') consultId: string;
  @Code('The department that answers') department: string;
  @Code('The agent who gave the answer, where whoever was told it took it down', { optional: true })
  answeredBy?: string;
  @Text('The answer', { max: 4000, personal: true }) answer: string;
}

@Described('The question is no longer asked.')
export class ConsultWithdrawn {
  @Id('The consult') consultId: string;
  @Text('Why', { max: 500 }) reason: string;
}
