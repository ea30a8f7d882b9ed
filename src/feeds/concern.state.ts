import { streamOf, type CaseFact, type Position, type Recorded } from '@baton/contracts';
import type { Aggregate } from '@baton/decider';

/** A case event with its envelope. */
export type CaseEvent = Recorded<CaseFact>;

/** How long a case still concerns a department that is no longer accountable for it or was asked about it, in days of 24 hours (H12). */
const DAYS_AFTERWARDS = 30;
const AFTERWARDS_MS = DAYS_AFTERWARDS * 86_400_000;

/**
 * A stretch of the case's stream in which a department was accountable for it, had an open offer of it, was consulted, or had
 * its case lead; or the one event with which its supervisor was asked to see to it.
 */
export interface Span {
  readonly department: string;
  readonly as: 'ACCOUNTABLE' | 'OFFERED' | 'CONSULTED' | 'ESCALATED' | 'LED';
  /** The consult, of which a case may have several at a time. */
  readonly consultId?: string;
  /** Revision of the event with which it began. */
  readonly from: number;
  /** Revision of the event with which it ended; absent while it lasts. */
  readonly to?: number;
  /** The instant of that event: see `instantOf`. */
  readonly until?: string;
  /** Where in the log it began and ended: so that an event of another case can be told from which side of it is. */
  readonly since: Position;
  readonly endedAt?: Position;
}

/** A stretch of the case's stream in which it was merged into another case (X3). */
export interface MergedSpan {
  readonly mergeId: string;
  /** The stream of the case in which work goes on. */
  readonly into: string;
  /** Revisions of the events with which it began and ended. */
  readonly from: number;
  readonly to?: number;
}

/**
 * Whom a case has concerned, and when. It is folded from the case's own stream alone and forgets nothing, so the state
 * at any revision answers for every event up to it, whoever asks and from wherever in the log.
 */
export interface ConcernState {
  /** Revision of the last event folded; −1 before the first. */
  readonly revision: number;
  readonly spans: readonly Span[];
  readonly merged: readonly MergedSpan[];
}

export const noConcern: ConcernState = { revision: -1, spans: [], merged: [] };

/** From when the 30 days count: the service's clock, which no caller sets; for an import the instant that it states. */
export const instantOf = ({ imported, occurredAt, recordedAt }: CaseEvent): string =>
  imported ? occurredAt : recordedAt;

const lasts = ({ to }: Span): boolean => to === undefined;

const end = (spans: readonly Span[], as: Span['as'], event: CaseEvent): readonly Span[] =>
  spans.map((span) => (span.as === as && lasts(span) ? { ...span, ...ending(event) } : span));

const ending = (event: CaseEvent): Pick<Span, 'to' | 'until' | 'endedAt'> => ({
  to: event.revision,
  until: instantOf(event),
  endedAt: event.position,
});

const begin = (
  spans: readonly Span[],
  as: Span['as'],
  department: string,
  { revision, position }: CaseEvent,
): readonly Span[] => [...spans, { department, as, from: revision, since: position }];

const answered = (
  spans: readonly Span[],
  event: Extract<CaseEvent, { type: 'ConsultAnswered' | 'ConsultWithdrawn' }>,
): readonly Span[] =>
  spans.map((span) => (span.consultId === event.data.consultId && lasts(span) ? { ...span, ...ending(event) } : span));

/** H4, H11, P7: whoever is asked to see to something hears of it, whatever the case was to that department until then. */
const escalated = (department: string, event: CaseEvent): Span => ({
  department,
  as: 'ESCALATED',
  from: event.revision,
  since: event.position,
  ...ending(event),
});

/** One department is accountable at a time (H1); where it is the same one still, nothing changes. */
const passTo = (spans: readonly Span[], department: string, event: CaseEvent): readonly Span[] =>
  spans.some((span) => span.as === 'ACCOUNTABLE' && lasts(span) && span.department === department)
    ? spans
    : begin(end(spans, 'ACCOUNTABLE', event), 'ACCOUNTABLE', department, event);

const after = (spans: readonly Span[], event: CaseEvent): readonly Span[] => {
  switch (event.type) {
    case 'CaseOpened':
      return passTo(spans, event.data.department, event);
    case 'TransferOffered':
      return begin(end(spans, 'OFFERED', event), 'OFFERED', event.data.to, event);
    case 'TransferAccepted':
      return passTo(end(spans, 'OFFERED', event), event.data.to, event);
    case 'TransferObserved':
      return passTo(spans, event.data.to, event);
    case 'AssignmentArbitrated':
      return passTo(end(spans, 'OFFERED', event), event.data.to, event);
    case 'TransferDeclined':
    case 'TransferRecalled':
    case 'TransferExpired':
      return end(spans, 'OFFERED', event);
    case 'ConsultRequested': {
      const { to, consultId } = event.data;
      return [...spans, { department: to, as: 'CONSULTED', consultId, from: event.revision, since: event.position }];
    }
    case 'ConsultAnswered':
    case 'ConsultWithdrawn':
      return answered(spans, event);
    case 'EscalationRaised':
      return [...spans, escalated(event.data.department, event)];
    case 'PromiseReminderDue': {
      const { department } = event.data;
      return spans.some((span) => span.as === 'ACCOUNTABLE' && lasts(span) && span.department === department)
        ? spans
        : [...spans, escalated(department, event)];
    }
    case 'CaseLeadAssigned':
      return begin(end(spans, 'LED', event), 'LED', event.data.department, event);
    case 'CaseClosed':
      return end(end(spans, 'ACCOUNTABLE', event), 'LED', event);
    case 'CaseReopened': {
      const [last, led] = (['ACCOUNTABLE', 'LED'] as const).map((was) => spans.findLast(({ as }) => as === was));
      const again = last ? passTo(spans, last.department, event) : spans;
      return led && !lasts(led) ? begin(again, 'LED', led.department, event) : again;
    }
    default:
      return spans;
  }
};

/** Whom a case concerns, as its events tell it. */
export const concern: Aggregate<ConcernState, CaseEvent> = {
  initial: noConcern,
  evolve: ({ spans, merged }, event) => ({
    revision: event.revision,
    spans: after(spans, event),
    merged: mergedAfter(merged, event),
  }),
};

function mergedAfter(merged: readonly MergedSpan[], event: CaseEvent): readonly MergedSpan[] {
  if (event.type === 'CasesMerged' && event.data.role === 'DUPLICATE') {
    const { mergeId, other } = event.data;
    return [...merged, { mergeId, into: streamOf('case', other), from: event.revision }];
  }
  if (event.type !== 'CasesUnmerged') return merged;
  return merged.map((span) => (span.mergeId === event.data.mergeId ? { ...span, to: event.revision } : span));
}

/** The stream of the case in which work goes on, where an event's case was a duplicate just before it or just after it (X3). */
export const survivorOf = ({ merged }: ConcernState, { revision }: CaseEvent): string | undefined =>
  merged.findLast(({ from, to = Infinity }) => from <= revision && revision <= to)?.into;

/** Whoever was accountable, consulted, asked to see to it or led it goes on hearing of the case for 30 days (H12); an offer that ended is over. */
const goesOn = ({ as, until }: Span, at: number): boolean =>
  until === undefined || (as !== 'OFFERED' && at - Date.parse(until) <= AFTERWARDS_MS);

/**
 * The departments that an event concerns: those that were, just before it or just after it, accountable for the case, had
 * an open offer of it, were consulted on it or had its case lead (H10), the one whose supervisor it asks, and those that were
 * accountable, consulted, asked or had the lead no more than 30 days earlier (H12).
 * @param state of the event's case, at the event's revision or any later one
 */
export function departmentsConcerned(state: ConcernState, event: CaseEvent): ReadonlySet<string> {
  if (event.revision > state.revision) {
    throw new RangeError(
      `a state at revision ${state.revision} does not know whom revision ${event.revision} concerns`,
    );
  }
  const at = Date.parse(instantOf(event));
  const concerned = state.spans.filter((span) => {
    if (event.revision < span.from) return false;
    return span.to === undefined || event.revision <= span.to || goesOn(span, at);
  });
  return new Set(concerned.map(({ department }) => department));
}

/**
 * The departments that a case concerns at an instant (UTC ISO 8601), after its last event: those that are accountable for
 * it, have an open offer of it, are consulted on it or have its case lead, and those that were accountable, consulted, asked to
 * see to it or had the lead no more than 30 days earlier (H12).
 */
export function departmentsConcernedAt({ spans }: ConcernState, instant: string): ReadonlySet<string> {
  const at = Date.parse(instant);
  const concerned = spans.filter((span) => goesOn(span, at));
  return new Set(concerned.map(({ department }) => department));
}
