import { createUnionType } from '@nestjs/graphql';
import { Channel, RefusalCode } from '@baton/contracts';
import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { outputOf } from '../graphql/described-type.js';

@Described('A case that a command about several cases left out.')
class LeftOut {
  @Id('The case') caseId: string;
  @OneOf(RefusalCode, 'Why') code: RefusalCode;
  @Text('What is wrong, and what to do', { max: 1000 }) message: string;
}

@Described('What a command answers when it was carried out, or had nothing to do.')
class Receipt {
  @Text('The stream it wrote to') stream: string;
  @Text('The key of that stream: the id of the case, the customer, the agent, or the code of the department')
  key: string;
  @Count('The revision of the last event: send it as expectedRevision with the next command') revision: number;
  @Text('Its place in the whole log: send it as atLeast with a query that must show it') position: string;
  @Id('The id of the command: send it again with the same input and the answer is the same') commandId: string;
  @Nested(() => LeftOut, 'Cases that handOverShift left out where all were meant; none for other commands', {
    list: 200,
  })
  leftOut: LeftOut[];
}

@Described('An event that happened since the revision the caller had seen (X2).')
class MissedEvent {
  @Count('Its revision') revision: number;
  @Code('Its type') type: string;
  @Instant('When it happened') occurredAt: string;
  @Code('Who did it') agent: string;
  @Code('For which department') department: string;
}

@Described('A call back that could be promised instead: send it to makePromise as it is, or as the customer wants it.')
class ProposedPromise {
  @Id('The case') caseId: string;
  @Code('The department that owes it, until another accepts the case and the promise with it (H8)') department: string;
  @Text('To whom it is made', { personal: true, max: 200 }) beneficiary: string;
  @Text('What will be seen to happen', { personal: true, max: 500 }) action: string;
  @Flag('It is a call back (P8)') callback: boolean;
  @Instant('From when') from: string;
  @Instant('By when at the latest') due: string;
  @Code('The time zone of the department that calls') zone: string;
  @OneOf(Channel, 'Over which channel the customer hears of it') channel: Channel;
  @Text('How one will know that it was kept', { max: 500 }) evidence: string;
  @Id('The contact in which it is said: the newest in which the customer was spoken to', { optional: true })
  contactId?: string;
}

@Described('A business no: nothing was changed. The message says what to do.')
class Refused {
  @OneOf(RefusalCode, 'Why') code: RefusalCode;
  @Text('What is wrong and what to do, one or two sentences') message: string;
  @Code('The rule that refused, as the domain numbers it', { optional: true }) rule?: string;
  @Text('What is missing or wrong, by name', { list: 100 }) missing: string[];
  @Text('What could be done instead', { list: 100 }) alternatives: string[];
  @Nested(() => ProposedPromise, 'The call back to promise instead, where a customer cannot be put through (H7)', {
    optional: true,
  })
  proposal?: ProposedPromise;
  @Count('The revision the stream is really at, with REVISION_CONFLICT', { optional: true }) actualRevision?: number;
  @Nested(
    () => MissedEvent,
    'What happened since expectedRevision, with REVISION_CONFLICT; the first hundred. Of a case that does not concern your department, only what did when it was written',
    {
      list: 100,
    },
  )
  missed: MissedEvent[];
}

export type { Receipt as ReceiptAnswer, Refused as RefusedAnswer, MissedEvent, ProposedPromise };
export type OutcomeAnswer = Receipt | Refused;

/** The answer of every mutation. */
export const Outcome = createUnionType({
  name: 'Outcome',
  description: 'The answer of every mutation: a receipt, or a business no with its reason.',
  types: () => [outputOf(Receipt), outputOf(Refused)] as const,
  resolveType: (answer: OutcomeAnswer) => ('code' in answer ? 'Refused' : 'Receipt'),
});

outputOf(Receipt);
outputOf(Refused);
