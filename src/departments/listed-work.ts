import type { PlannedWork } from './absence-plan.js';
import type { OpenCase } from './open-work.js';

/** So many lines a refusal has at most: its message says how many there are. */
const LISTED = 100;

/** Cases and promises as the lines of a refusal. */
export const listedWork = (work: readonly PlannedWork[]): string[] =>
  work
    .slice(0, LISTED)
    .map(({ caseId, promiseId, trouble }) =>
      [`case ${caseId}`, promiseId && `promise ${promiseId}`, trouble].filter(Boolean).join(': '),
    );

/** Cases that somebody sees through to their end, as they are listed: another must before he leaves (H10). */
export const underLead = (cases: readonly string[]): PlannedWork[] =>
  cases.map((caseId) => ({ caseId, trouble: 'name another lead with assignCaseLead' }));

/** Work in somebody's hands as it is listed: each case that he holds, and each promise. */
export const inHands = (work: readonly OpenCase[]): PlannedWork[] =>
  work.flatMap(({ caseId, held, promises }) => [
    ...(held ? [{ caseId }] : []),
    ...promises.map((promise) => ({ caseId, ...promise })),
  ]);
