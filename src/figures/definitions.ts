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
    'Alarms by chain-alarms@1 (H10): those raised, and those the rules would have raised at transfers that an import observed. Of these an import knows neither reason, decline, mode nor waiting, so each counts as a transfer, and only returns, departments and the five transfers raise any.',
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
];
