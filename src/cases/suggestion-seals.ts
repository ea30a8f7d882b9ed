import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ReliedOnSuggestion } from '@baton/contracts';

/** Token under which the application binds the `SuggestionSeals` of all its processes. */
export const SUGGESTION_SEALS = Symbol('SuggestionSeals');

/** What a seal says that Baton suggested. */
export interface MadeSuggestion extends ReliedOnSuggestion {
  readonly caseId: string;
  /** The department that was accountable when it was suggested, and the one that was suggested. */
  readonly from: string;
  readonly to: string;
}

/**
 * X4: seals what was suggested, so that an offer can prove that it relies on it. Nothing of a suggestion is stored, and what it
 * rested on (load, opening hours) has changed by the time of the offer: only who made it can tell that it was made. Every
 * process with the same key knows the seals of the others.
 */
export class SuggestionSeals {
  private readonly key: Uint8Array;

  /** @param secret known to all processes of the service, and to nobody else */
  constructor(secret: Uint8Array) {
    this.key = createHmac('sha256', secret).update('suggestions of departments').digest();
  }

  /** The seal of a suggestion: 43 letters, digits, - and _. */
  of({ caseId, from, to, rules, rank, position }: MadeSuggestion): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([caseId, from, to, rules, rank, position]))
      .digest('base64url');
  }

  /** Whether exactly this was suggested. */
  holds(made: MadeSuggestion, seal: string): boolean {
    const [given, right] = [Buffer.from(seal), Buffer.from(this.of(made))];
    return given.length === right.length && timingSafeEqual(given, right);
  }
}
