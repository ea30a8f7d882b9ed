import {
  keyOfStream,
  type By,
  type HandoverCase,
  type HandoverFact,
  type HandoverLeft,
  type Recorded,
} from '@baton/contracts';
import type { Aggregate } from '@baton/decider';

/** Cases that are handed over at the end of a shift, as the handover's own stream tells it. */
export interface Handover {
  readonly handoverId: string;
  /** Whose cases they are. */
  readonly agent: string;
  /** The department in which they are offered, and which stays accountable. */
  readonly department: string;
  /** Who asked for it: the agent, or whoever leads him. In his name the cases are offered. */
  readonly by: By;
  readonly cases: readonly Readonly<HandoverCase>[];
  /** Whether each case was offered, or it is said why not. */
  readonly offered: boolean;
  /** Those of his cases that were not offered, each with why and what to do. */
  readonly left: readonly Readonly<HandoverLeft>[];
  /** The cases that colleagues took several at a time. */
  readonly taken: ReadonlySet<string>;
}

/** Undefined before it was begun. */
export type HandoverState = Handover | undefined;

/** An event of a handover with its envelope. */
export type HandoverEvent = Recorded<HandoverFact>;

/** The handover as its events tell it. A stream that does not begin with its beginning throws: it is damaged. */
export const handoverAggregate: Aggregate<HandoverState, HandoverEvent> = {
  initial: undefined,
  evolve: (state, event) => {
    if (event.type === 'HandoverStarted') {
      const { agent, department, cases, left } = event.data;
      return {
        handoverId: keyOfStream(event),
        agent,
        department,
        by: event.by,
        cases,
        offered: false,
        left,
        taken: new Set(),
      };
    }
    if (!state) throw new Error(`${event.stream} begins with ${event.type} instead of HandoverStarted`);
    switch (event.type) {
      case 'HandoverOffered':
        return { ...state, offered: true, left: [...state.left, ...event.data.left] };
      case 'HandoverAccepted':
        return { ...state, taken: new Set([...state.taken, ...event.data.cases]) };
      default:
        return unknownWord(event);
    }
  },
};

function unknownWord(event: never): never {
  const { stream, type } = event as HandoverEvent;
  throw new Error(`${stream} holds ${type}, which this version does not know`);
}
