import { normalise } from '@baton/fields';
import { mergedInto, openTransfer, type CaseState, type KnownTransfer } from '../../case.state.js';
import { briefNow } from '../../handoff-brief.js';
import { riskTier } from '../../risk-tier.js';
import { Case, SHOWN } from './case.result.js';

/** Known things in the order of their events; only the newest `shown` of them where that is given. */
export function inOrder<T extends { readonly revision: number }>(known: Iterable<T>, shown = Infinity): T[] {
  const sorted = [...known].sort((one, other) => one.revision - other.revision);
  return sorted.length <= shown ? sorted : sorted.slice(-shown);
}

/** The departments the case has passed, in order, each with the revision of the event that made it accountable. */
export const chainOf = ({ chain, chainRevisions }: CaseState): { department: string; revision: number }[] =>
  chain.toArray().map((department, place) => ({ department, revision: chainRevisions.get(place, 0) }));

/**
 * The case as it is shown, from its state alone; undefined before its first event.
 * @param duplicates the cases merged into it: what they promised is a risk of passing it on (X3)
 * @param at the instant, UTC ISO 8601, against which the freshness of what is not to be asked again is judged
 */
export function caseOf(
  state: CaseState,
  duplicates: readonly CaseState[] = [],
  at = state.lastEventAt,
): Case | undefined {
  if (state.status === undefined) return undefined;
  const { opened, transfers, consults, contacts, facts, questions, statements, promises, attempts, links, merges } =
    state;
  const offer = offeredNow(state, duplicates, at);
  return normalise(Case, {
    ...opened,
    ...state,
    id: state.caseId,
    riskTier: riskTier(state, duplicates),
    chain: chainOf(state).slice(-SHOWN),
    chainLength: state.chain.size - 1,
    alarms: state.alarms.takeLast(SHOWN).toArray(),
    alarmCount: state.alarms.size,
    openTransfer: offer,
    transfers: inOrder(transfers.values(), SHOWN).map((one) => (one.transferId === offer?.transferId ? offer : one)),
    transferCount: transfers.size,
    consults: inOrder(consults.values(), SHOWN),
    consultCount: consults.size,
    contacts: inOrder(contacts.values(), SHOWN).map((contact) => ({ participants: [], abandoned: false, ...contact })),
    contactCount: contacts.size,
    facts: inOrder(facts.values(), SHOWN),
    factCount: facts.size,
    questions: inOrder(questions.values(), SHOWN),
    questionCount: questions.size,
    statements: inOrder(statements.values(), SHOWN),
    statementCount: statements.size,
    promises: inOrder(promises.values(), SHOWN),
    promiseCount: promises.size,
    attempts: attempts.takeLast(SHOWN).toArray(),
    attemptCount: attempts.size,
    links: inOrder(links.values(), SHOWN),
    linkCount: links.size,
    mergedInto: mergedInto(state),
    merged: inOrder(merges.values(), SHOWN),
  });
}

/** H6: the open offer with its brief as it stands now: it is frozen with the acceptance. */
function offeredNow(state: CaseState, duplicates: readonly CaseState[], at: string): KnownTransfer | undefined {
  const offer = openTransfer(state);
  return offer && { ...offer, brief: briefNow(state, offer, at, duplicates) };
}
