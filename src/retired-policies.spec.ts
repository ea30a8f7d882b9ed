import { app } from './app.js';
import { retiredPolicies } from './retired-policies.js';

/**
 * Every policy there ever was, with the highest version it had in a release or on the main line. A new one is added, a changed
 * one raised; none is ever taken out.
 */
const EVER: Readonly<Record<string, number>> = {
  'begin-planned-absences': 1,
  'break-overdue-promises': 1,
  'end-absences-that-are-over': 1,
  'escalate-overdue-consults': 1,
  'expire-forgotten-reservations': 1,
  'expire-unanswered-offers': 1,
  'finish-shift-handovers': 1,
  'finish-what-two-cases-say': 1,
  'remind-of-promises': 1,
  'settle-what-came-late': 2,
  'warn-of-waiting-offers': 1,
};

it('no policy goes without a trace: the version of the view of timers only rises', () => {
  const declared = (app.policies?.declared ?? []).map(({ name, version }) => [name, version] as const);
  expect(Object.fromEntries([...Object.entries(retiredPolicies), ...declared])).toEqual(EVER);
});
