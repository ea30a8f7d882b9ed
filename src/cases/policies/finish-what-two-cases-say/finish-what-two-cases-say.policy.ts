import { keyOfStream, streamOf, type CaseFact, type Recorded } from '@baton/contracts';
import { policy, type TimersOfStream } from '../../../platform/policies/policy.js';
import { FinishTie } from '../../commands/finish-tie/finish-tie.decision.js';

/** How long a command has to finish by itself, milliseconds: longer than any that is still under way. */
const UNDER_WAY_MS = 60_000;

type Tying = Extract<CaseFact, { type: 'CaseLinked' | 'CaseUnlinked' | 'CasesMerged' | 'CasesUnmerged' }>;

const turn = (tieId: string, { data, recordedAt }: Recorded<Tying>, timers: TimersOfStream): Promise<void> =>
  timers.turn(tieId, streamOf('case', data.other), new Date(Date.parse(recordedAt) + UNDER_WAY_MS).toISOString());

/**
 * X3: a link or a merge that one of two cases speaks of and the other one does not yet, a minute after: its process died,
 * as whoever is alive has ended long before. It is finished, or taken back in both.
 */
export const finishWhatTwoCasesSay = policy({
  name: 'finish-what-two-cases-say',
  version: 1,
  on: {
    CaseLinked: (event, timers) => turn(event.data.linkId, event, timers),
    CaseUnlinked: (event, timers) => turn(event.data.linkId, event, timers),
    CasesMerged: (event, timers) => turn(event.data.mergeId, event, timers),
    CasesUnmerged: (event, timers) => turn(event.data.mergeId, event, timers),
  },
  command: FinishTie,
  ask: (timer) => ({ caseId: keyOfStream(timer), tieId: timer.subject }),
});
