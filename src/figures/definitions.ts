import { Code, Count, Described, Text } from '@baton/fields';

@Described('What a figure counts, in words; its version is raised when the words change.')
export class FigureDefinition {
  @Code('The figure') name: string;
  @Count('Raised when the definition changes') version: number;
  @Text('What is counted, and how') words: string;
  @Code('The unit') unit: string;
}

const define = (name: string, unit: string, words: string): FigureDefinition => ({ name, version: 1, words, unit });

/** Each figure has one definition. A figure that is shown stands here, and a test holds both together. */
export const definitions: readonly FigureDefinition[] = [
  define(
    'cases',
    'cases',
    'Cases whose first event lies in the period, of the segment, that the department was ever accountable for.',
  ),
  define('steps', 'steps', 'Things done to a case: commands, or the rows of an imported log.'),
  define('departments', 'departments', 'Different departments that were accountable for one of the cases.'),
  define('departmentsPerCaseMean', 'departments', 'Different departments of a case, mean over the cases.'),
  define('departmentsPerCaseMax', 'departments', 'Different departments of a case, largest.'),
  define(
    'transfers',
    'transfers',
    'Times the accountability passed to another department: accepted, or observed by an import. Within a department none counts.',
  ),
  define('transfersPerCaseMean', 'transfers', 'Transfers of a case, mean over the cases.'),
  define('transfersPerCaseMax', 'transfers', 'Transfers of a case, largest.'),
  define('casesNeverTransferred', 'cases', 'Cases without a transfer.'),
  define('returns', 'transfers', 'Transfers to a department that had been accountable for the case before.'),
  define('pingPongCases', 'cases', 'Cases with at least one bounce.'),
  define('bounces', 'transfers', 'A, B, A at adjacent places of the chain of departments.'),
  define('worstPair', 'transfers', 'The two departments with the most bounces between them, in either direction.'),
  define('topTransfer', 'transfers', 'The sender and receiver with the most transfers, in that direction.'),
  define(
    'waitingMedian',
    'milliseconds',
    'From the offer of a transfer to its acceptance, median over those of a pair whose offer is documented.',
  ),
  define('declines', 'offers', 'Offers that the receiver declined.'),
  define(
    'chainAlarms',
    'alarms',
    'Alarms by chain-alarms@2 (H10): those raised, and those the rules would have raised at transfers that an import observed. Of these an import knows neither reason, decline, mode nor waiting, so each counts as a transfer, and only returns, departments and the five transfers raise any.',
  ),
  define('alarmedCases', 'cases', 'Cases by the highest level of their chainAlarms; a case without one is in none.'),
  define('reopenings', 'times', 'Times a case was taken up again after it was resolved or closed.'),
  define(
    'durationMedianDays',
    'days',
    'From the first to the last event of a case, median over the cases (mean of the two middle ones).',
  ),
  define('durationMeanDays', 'days', 'From the first to the last event of a case, mean over the cases.'),
  define('durationMaxDays', 'days', 'From the first to the last event of a case, longest.'),
  define('unresolved', 'cases', 'Cases that were never resolved nor closed.'),
  define(
    'resolvedInContactOnly',
    'cases',
    'Imported cases whose every resolution was given within a contact, such as In Call, and that were never closed.',
  ),
  define(
    'neverResolvedOrClosed',
    'cases',
    'The unresolved and those resolved in contact only, which their log never calls resolved or closed.',
  ),
  define('longestChains', 'transfers', 'The ten cases with the most transfers.'),
  define(
    'accountableTime',
    'milliseconds',
    'How long each department was accountable; with the time it was closed, the parts of a case sum to its duration. The twenty largest.',
  ),
  define(
    'handoffs',
    'offers',
    'Offers of a case to another department, by the one that offers; at the instant of the offer.',
  ),
  define('acceptances', 'offers', 'Handoffs that the receiver accepted.'),
  define(
    'declinesForInformation',
    'offers',
    'Declines whose receiver said as a word that the brief lacks what one needs to know (INFORMATION_MISSING).',
  ),
  define('expiries', 'offers', 'Handoffs that nobody answered before they expired (H4).'),
  define(
    'completenessMean',
    'share',
    "Share of a brief's eight parts that say something when it is offered, mean over the handoffs: matter, verified facts, what was tried, what the customer was told, the ask, actions, contingencies, what not to ask again.",
  ),
  define('readBacks', 'read-backs', 'Read-backs of accepted handoffs, compared with the ask by read-back@1 (H6).'),
  define(
    'readBacksDiffering',
    'read-backs',
    'Read-backs that mention less than half of the words of the ask, by read-back@1. Words of one’s own are no fault: a high share is a reason to look.',
  ),
  define('briefsAmended', 'offers', 'Handoffs whose brief was amended after it was accepted (H6).'),
  define('handoffRatings', 'ratings', 'Handoffs that the receiver rated: each at most once.'),
  define('handoffScoreMean', 'score', 'What receivers gave, 1 useless to 5 complete, mean over the ratings.'),
  define('handoffScores', 'ratings', 'How many receivers gave 1, 2, 3, 4 and 5.'),
  define('lacking', 'ratings', 'Parts of the brief that receivers found missing or wrong when they rated the handoff.'),
  define(
    'ratings',
    'ratings',
    'Contacts that customers rated, each at most once; of the department whose agent recorded the contact, the segment of the customer when the case was opened, and the month (UTC) of the rating.',
  ),
  define(
    'promises',
    'promises',
    'Promises due in the period by the time agreed on last, of the department that owes them or owed them when they were settled, and the segment of the customer when the case was opened. What a duplicate promised counts for whoever settles it.',
  ),
  define('promisesKept', 'promises', 'Promises with evidence of no later than due (P3), whenever that was recorded.'),
  define(
    'promisesOverdue',
    'promises',
    'Promises that were open when they were due (P7), and of which nothing mended that.',
  ),
  define('promisesWithdrawn', 'promises', 'Promises that the department cancelled though their condition held (P5).'),
  define(
    'promiseKeptRate',
    'share',
    'promisesKept among promisesKept, promisesOverdue and promisesWithdrawn. What was released, dropped or is open counts neither way.',
  ),
  define('promisesReleased', 'promises', 'Promises that the beneficiary no longer wanted (P5).'),
  define('promisesDropped', 'promises', 'Promises that were cancelled as their condition had become false (P5).'),
  define('promisesOpen', 'promises', 'Promises that are still to be kept.'),
  define('promisesRenegotiated', 'promises', 'Promises for which a new time was agreed on before due (P4).'),
  define('callbackAttempts', 'attempts', 'Attempts to call back that reached nobody (P3), whether they count or not.'),
  define(
    'promiseLeadMean',
    'milliseconds',
    'From when it was promised to the time promised at first, mean over the promises.',
  ),
  define('ratingMean', 'score', 'What customers gave, 1 bad to 5 good, mean over the ratings.'),
  define('ratingScores', 'ratings', 'How many customers gave 1, 2, 3, 4 and 5.'),
];
