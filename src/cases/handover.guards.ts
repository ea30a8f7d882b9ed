import { refuse, type HandoverLeft, type RefusalCode } from '@baton/contracts';
import { openTransfer, type CaseState } from './case.state.js';

/** Why a case cannot be handed over, or taken. */
export interface Trouble {
  readonly code: RefusalCode;
  readonly message: string;
}

/**
 * H1, H2: why an agent cannot hand over a case within his department as it stands; undefined where he can. Of a case of
 * another department it says no more than that he does not hold it: a refusal is no way to look (docs/adr/0009).
 */
export function whyNotHandedOver(state: CaseState | undefined, agent: string, department: string): Trouble | undefined {
  if (state?.status === undefined) return { code: 'CASE_UNKNOWN', message: 'There is no such case' };
  if (state.accountable !== department && state.holder !== agent) {
    return { code: 'CASE_NOT_HELD', message: `${agent} does not hold it` };
  }
  if (state.status !== 'OPEN') return { code: 'CASE_NOT_OPEN', message: `It is ${state.status.toLowerCase()}` };
  if (state.holder !== agent) {
    const who = state.holder === undefined ? 'nobody holds it' : `${state.holder} holds it`;
    return { code: 'CASE_NOT_HELD', message: `${agent} does not hold it: ${who}` };
  }
  if (state.accountable !== department) {
    return { code: 'NOT_YOUR_DEPARTMENT', message: `${state.accountable} is accountable for it, not ${department}` };
  }
  const open = openTransfer(state);
  if (open === undefined) return undefined;
  const message = `It is on offer to ${open.toAgent ?? open.to} since ${open.offeredAt}: recall that offer, or wait for the answer`;
  return { code: 'TRANSFER_ALREADY_OPEN', message };
}

/**
 * H1: why an agent does not take a case that is on offer to him in a handover; undefined where nothing speaks against it.
 * Whoever has claimed it since it was offered keeps it, unless he holds it for the one whose case it was.
 */
export function whyNotTaken(
  { transfers, holder, standsInFor }: CaseState,
  transferId: string,
  { agent, taker }: { readonly agent: string; readonly taker: string },
): Trouble | undefined {
  if (transfers.get(transferId)?.status !== 'OFFERED' || standsInFor === agent) return undefined;
  if (holder === undefined || holder === agent || holder === taker) return undefined;
  return { code: 'CASE_HELD', message: `${holder} has claimed it since: ask for it to be released` };
}

/** Cases that were left out, as the lines of a refusal. */
export const leftLines = (left: readonly HandoverLeft[]): string[] =>
  left.map(({ caseId, message }) => `case ${caseId}: ${message}`);

/** Refuses a list without a case: it is not the same as none, which means all. */
export function someNamed(cases: readonly unknown[] | undefined): void {
  if (cases === undefined || cases.length > 0) return;
  refuse('NOTHING_TO_HAND_OVER', 'cases is empty: name the cases that are meant, or leave cases out where all are.', {
    missing: ['cases'],
  });
}
