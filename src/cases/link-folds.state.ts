import type { FoldsOf } from './folds.state.js';

/** How what is said of other cases, and by the customer of this one, changes the case. */
export const linkFolds: FoldsOf<'CaseLinked' | 'CaseUnlinked' | 'CasesMerged' | 'CasesUnmerged' | 'CaseRated'> = {
  CaseLinked: (state, { data, revision, occurredAt }) => ({
    links: state.links.set(data.linkId, { ...data, revision, at: occurredAt }),
  }),
  CaseUnlinked: (state, { data }) => ({
    links: state.links.delete(data.linkId),
    told: state.told.delete(data.other),
    undone: state.undone.set(data.linkId, data.other),
  }),
  CasesMerged: (state, { data, revision, occurredAt }) => ({
    mergedEver: state.mergedEver.add(data.other),
    merges: state.merges.set(data.mergeId, {
      ...data,
      revision,
      at: occurredAt,
      before: { status: state.status, holder: state.holder, standsInFor: state.standsInFor },
    }),
    ...(data.role === 'DUPLICATE'
      ? { status: 'MERGED' as const, holder: undefined, standsInFor: undefined, told: state.told.clear() }
      : {}),
  }),
  CasesUnmerged: (state, { data }) => ({
    ...(data.role === 'DUPLICATE'
      ? {
          status: state.merges.get(data.mergeId)?.before.status,
          holder: data.holder,
          standsInFor: data.standsInFor,
        }
      : {}),
    // Those of which it spoke for a duplicate are told by that one from now on, and anew should it be merged again.
    ...(data.role === 'SURVIVOR'
      ? { told: state.told.filter((waiting) => state.links.some((link) => link.other === waiting)) }
      : {}),
    merges: state.merges.delete(data.mergeId),
    undone: state.undone.set(data.mergeId, data.other),
  }),
  CaseRated: (state, { data, revision, occurredAt }) => ({
    seen: state.seen.add(data.ratingId),
    ratings: state.ratings.push({ ...data, revision, at: occurredAt }),
  }),
};
