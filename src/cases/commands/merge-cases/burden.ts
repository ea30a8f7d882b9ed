import { arbitrationNeeded } from '@baton/chain-alarms';
import { AlarmLevel, refuse } from '@baton/contracts';
import type { CaseState } from '../../case.state.js';
import { tierOf } from '../../risk-tier.js';

/** What a case carries that whoever goes on with the matter must not lose. None of it grows less with time. */
export interface Burden {
  /** The highest level an alarm had; ARBITRATION also where an import states a chain that needs it (H10). */
  readonly alarmLevel: AlarmLevel | undefined;
  /** Whether somebody sees it through to its end (H10). */
  readonly led: boolean;
  /** The risk tier (H6) but for promises: those count as long as the customer waits for them, wherever they are. */
  readonly tier: number;
}

/** What a case carries. */
export const burdenOf = ({ alarmLevel, lead, opened, chain, tally }: CaseState): Burden => ({
  alarmLevel: arbitrationNeeded(tally) ? 'ARBITRATION' : alarmLevel,
  led: lead !== undefined,
  tier: tierOf({ ...opened, promises: 0, passedOn: chain.size > 1 }),
});

/** X3: refuses a duplicate that carries more than the case in which work goes on: no merge takes alarms or risks away. */
export function refuseLosing(duplicate: Burden, survivor: Burden): void {
  const more = lost(duplicate, survivor);
  if (more.length === 0) return;
  const otherWay = lost(survivor, duplicate).length === 0;
  const advice = otherWay
    ? 'Work must go on in it: merge the other way round.'
    : 'The other case has what the duplicate lacks, too: link them with linkCases.';
  refuse('MERGE_HIDES_RISKS', `The duplicate has ${more.join(' and ')}. ${advice}`, {
    rule: 'X3',
    alternatives: [
      otherWay
        ? 'Ask mergeCases with caseId and into exchanged'
        : 'Ask linkCases with kind PARENT in the case that must wait for the other',
    ],
  });
}

/** What of the one the other one lacks, in words. */
const lost = (one: Burden, other: Burden): string[] => [
  ...(rank(one) > rank(other) ? [`an alarm of a higher level (${one.alarmLevel ?? ''})`] : []),
  ...(one.led && !other.led ? ['a case lead'] : []),
  ...(one.tier > other.tier ? [`a higher risk tier (${one.tier}, not ${other.tier})`] : []),
];

const rank = ({ alarmLevel }: Burden): number =>
  alarmLevel === undefined ? -1 : AlarmLevel.values.indexOf(alarmLevel);
