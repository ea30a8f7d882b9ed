import { Code, Described, Id, Nested, Text } from '@baton/fields';
import type { FactsOf } from '../facts.js';

@Described('A case that is handed over at the end of a shift, and to whom.')
export class HandoverCase {
  @Id('The case') caseId: string;
  @Id('The transfer with which it is offered within the department') transferId: string;
  @Code('The agent it is meant for; absent: whoever of the department takes it', { optional: true }) toAgent?: string;
  @Text('The one thing that is asked; the next step of the case when absent', { optional: true, max: 500 })
  ask?: string;
}

@Described('A case that was left out, and why.')
export class HandoverLeft {
  @Id('The case') caseId: string;
  @Code('The code of the refusal') code: string;
  @Text('What was wrong, and what to do', { max: 1000 }) message: string;
}

@Described('An agent hands over his cases at the end of a shift: each is offered within the department.')
export class HandoverStarted {
  @Code('Whose cases they are') agent: string;
  @Code('The department, which stays accountable') department: string;
  @Nested(() => HandoverCase, 'The cases that are offered', { list: 100 }) cases: HandoverCase[];
  @Nested(() => HandoverLeft, 'Those of his that could not be handed over as they stood', { list: 100 })
  left: HandoverLeft[];
}

@Described('Each case of a handover was offered, or it is said why not: that one stays with whoever holds it.')
export class HandoverOffered {
  @Nested(() => HandoverLeft, 'Those that changed in between', { list: 100 }) left: HandoverLeft[];
}

@Described('A colleague took several cases of a handover in one call.')
export class HandoverAccepted {
  @Code('Who holds them now') agent: string;
  @Id('The cases', { list: 100 }) cases: string[];
  @Nested(() => HandoverLeft, 'Those that changed in between', { list: 100 }) left: HandoverLeft[];
}

/** Every word of a handover at the end of a shift. */
export const handoverEvents = { HandoverStarted, HandoverOffered, HandoverAccepted } as const;
export type HandoverFact = FactsOf<typeof handoverEvents>;
