import { derivedId, type CaseFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { openPromises, type CaseState } from './case.state.js';

/** A case that passes from an agent to whoever stands in for him. */
export interface Passing {
  readonly from: string;
  /** The stand-in; absent: back to the department. */
  readonly to?: string | undefined;
  /** The department in which both work. */
  readonly department: string;
}

/**
 * H11: the stand-in holds the case from now on, and it is known for whom. Does nothing where the agent no longer holds
 * it. A case of another department, which the stand-in cannot work on, goes back to that department's inbox.
 */
export const passOn =
  ({ from, to, department }: Passing): Decide<CaseState, CaseFact> =>
  (state) => {
    if (state.status !== 'OPEN' || state.holder !== from) return [];
    if (to === undefined || state.accountable !== department) {
      return [{ type: 'CaseReleased', data: { reason: `${from} is away, or works here no longer` } }];
    }
    // Whoever stands in for a stand-in stands in for the one whose case it is.
    const standsInFor = state.standsInFor ?? from;
    return [{ type: 'CaseClaimed', data: { holder: to, ...(standsInFor === to ? {} : { standsInFor }) } }];
  };

/** An agent who is back, and the department he works in by now. */
export interface ComingBack {
  readonly agent: string;
  readonly department: string;
}

/**
 * H11: who is back holds the case again that is held for him. Does nothing where it no longer is. H1: where he works for
 * another department by now, and could not work on it, the stand-in keeps it in his own name.
 */
export const giveBack =
  ({ agent, department }: ComingBack): Decide<CaseState, CaseFact> =>
  (state) => {
    if (state.status !== 'OPEN' || state.standsInFor !== agent) return [];
    const holder = state.accountable === department ? agent : state.holder;
    return holder === undefined ? [] : [{ type: 'CaseClaimed', data: { holder } }];
  };

/** Who is away and has nobody who stands in. */
export interface Unattended {
  readonly agent: string;
  /** The department he works in: its supervisor is asked to name a stand-in. */
  readonly department: string;
  /** The absence: of one and the same the supervisor is told once. */
  readonly absenceId: string;
  /** When he is back, UTC ISO 8601. */
  readonly until: string;
}

/** H11: tells the supervisor that nobody sees to an open case, or to what it still owes. Once for an absence. */
export const escalateUnattended =
  ({ agent, department, absenceId, until }: Unattended): Decide<CaseState, CaseFact> =>
  (state) => {
    const escalationId = derivedId(absenceId, `${state.caseId} is unattended`);
    if (state.seen.has(escalationId)) return [];
    if (state.status !== 'OPEN' && openPromises(state).length === 0) return [];
    const reason = `${agent} is away until ${until}: name a stand-in with nameStandIns`;
    return [
      {
        type: 'EscalationRaised',
        data: { escalationId, department, cause: 'ABSENT_WITHOUT_STAND_IN', absenceId, reason },
      },
    ];
  };
