import { Code, Count, Described, Flag, Id, Instant, Nested, Text } from '@baton/fields';

/** A plan shows at most so many lines; the counts count all. */
export const WORK_SHOWN = 200;

@Described('A case or a promise of an agent who will be away, and who sees to it then.')
export class AbsenceWork {
  @Id('The case') caseId: string;
  @Id('The promise; absent: the case itself', { optional: true }) promiseId?: string;
  @Instant('By when the promise is due', { optional: true }) due?: string;
  @Code('Who was named to stand in', { optional: true }) standIn?: string;
  @Text('Why nobody sees to it then; absent where somebody does', { optional: true, max: 2000 }) trouble?: string;
}

@Described('A promise that an agent made, in a case that nobody holds.')
export class PromiseInInbox {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
  @Instant('By when the promise is due') due: string;
}

@Described('What an agent has in his hands for a time in which he is away, and whether the absence can begin (H11).')
export class AbsencePlan {
  @Code('The agent') agent: string;
  @Instant('From when') from: string;
  @Instant('Until when') until: string;
  @Id('The absence planned in that time, whose stand-ins are shown', { optional: true }) absenceId?: string;
  @Flag('Each case and promise has a stand-in who will be there') canBegin: boolean;
  @Count('How many cases and promises there are') total: number;
  @Count('How many of them have nobody') uncovered: number;
  @Nested(() => AbsenceWork, 'Each of them, those first that have nobody; at most 200', { list: WORK_SHOWN })
  work: AbsenceWork[];
  @Nested(
    () => PromiseInInbox,
    'Beside these: promises of the agent, due before the end, that are in nobody’s hands. His department owes them, and they wait in its inbox with their cases; nothing is held up for them. At most 200',
    { list: WORK_SHOWN },
  )
  inInbox: PromiseInInbox[];
}
