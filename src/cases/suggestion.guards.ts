import { refuse, type ReliedOnSuggestion, type TransferOffered } from '@baton/contracts';
import type { CaseState } from './case.state.js';
import { alarmed } from './chain-alarms.js';
import { ALARM_CAUSES } from './views/words-in-sentences.js';

/**
 * H10: why nothing is suggested for a case any longer, and what to do instead; undefined before the first warning. Suggestions
 * say where cases like it usually go. A case that was sent the usual way and came back, or that nobody takes, is for people
 * to think about.
 */
export function routingOff(state: CaseState): string | undefined {
  if (!alarmed(state, 'WARNING')) return undefined;
  const { cause, level } = state.alarms.findLast((alarm) => alarm.level !== 'NOTICE') ?? {};
  const why = cause === undefined ? '' : ` (${ALARM_CAUSES[cause]})`;
  return `Nothing is suggested since the chain raised ${level === 'WARNING' ? 'a warning' : 'an alarm'}${why}: read its trail, ask another department with requestConsult, or let the supervisor decide.`;
}

/** X4: refuses a suggestion that Baton did not make for this offer. H10: refuses any from a warning on. */
export function reliesOn(state: CaseState, to: string, suggestedTo: ((from: string) => boolean) | undefined): void {
  const off = routingOff(state);
  if (off !== undefined) {
    refuse('ROUTING_OFF', off, {
      rule: 'H10',
      alternatives: ['Offer it without a suggestion, to whom you think right'],
    });
  }
  if (!suggestedTo?.(state.accountable)) {
    refuse(
      'SUGGESTION_UNKNOWN',
      `Baton did not suggest ${to} for this case, in that place and from those figures: send rules, position, rank and seal as suggestDepartments gave them, or no suggestion.`,
      { rule: 'X4', missing: ['suggestion'] },
    );
  }
}

/** X4: what is recorded of a suggestion: its seal has proved what it had to. */
export function reliedOn(suggestion: ReliedOnSuggestion | undefined): Pick<TransferOffered, 'suggestion'> {
  if (suggestion === undefined) return {};
  const { rules, rank, position } = suggestion;
  return { suggestion: { rules, rank, position } };
}
