import type { CaseState } from '../../case.state.js';
import { SHOWN } from '../case/case.result.js';
import { capital } from '../wording.js';
import { aspectsOf, type Aspect } from './aspects.js';
import { MAX_CHANGES, type CaseChange, type CaseDiff } from './case-diff.result.js';

/** An event between the two points: its revision and the keys of the aspects it touched. */
export interface Touch {
  readonly revision: number;
  readonly keys: readonly string[];
}

/** What changed between two states of a case, and which of the events in between touched it. */
export function diffOf(before: CaseState, after: CaseState, touches: readonly Touch[]): CaseDiff {
  const revisions = revisionsByKey(touches);
  const changed = changedAspects(before, after).map(([key, was, is]) => ({
    key,
    was,
    is,
    by: revisions.get(key) ?? [],
  }));
  const changes = changed
    .sort((one, other) => (one.by.at(-1) ?? 0) - (other.by.at(-1) ?? 0))
    .map(({ was, is, by }) => changeOf(was, is, by));
  const shown = new Set(changed.flatMap(({ by }) => by));
  return {
    caseId: after.caseId,
    fromRevision: before.revision,
    toRevision: after.revision,
    events: touches.length,
    total: changes.length,
    changes: changes.slice(-MAX_CHANGES),
    without: touches
      .map(({ revision }) => revision)
      .filter((revision) => !shown.has(revision))
      .slice(-SHOWN),
  };
}

type Changed = readonly [key: string, was: Aspect | undefined, is: Aspect | undefined];

/** The changes from some aspects of a case to others, all of them the work of one event. */
export const changesBy = (revision: number, was: Aspects, is: Aspects): CaseChange[] =>
  changedBetween(was, is).map(([, one, other]) => changeOf(one, other, [revision]));

type Aspects = ReadonlyMap<string, Aspect>;

const changedAspects = (before: CaseState, after: CaseState): Changed[] =>
  changedBetween(aspectsOf(before), aspectsOf(after));

function changedBetween(was: Aspects, is: Aspects): Changed[] {
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return keys
    .map((key): Changed => [key, was.get(key), is.get(key)])
    .filter(([, one, other]) => one?.value !== other?.value);
}

function revisionsByKey(touches: readonly Touch[]): Map<string, number[]> {
  const revisions = new Map<string, number[]>();
  for (const { revision, keys } of touches) {
    for (const key of keys) {
      const known = revisions.get(key);
      if (known) known.push(revision);
      else revisions.set(key, [revision]);
    }
  }
  return revisions;
}

function changeOf(was: Aspect | undefined, is: Aspect | undefined, by: readonly number[]): CaseChange {
  const path = (is ?? was)?.path ?? '';
  return {
    path,
    ...(was ? { before: was.value } : {}),
    ...(is ? { after: is.value } : {}),
    sentence: sentenceOf(capital(path), was, is),
    revisions: by.slice(-SHOWN),
  };
}

function sentenceOf(path: string, was: Aspect | undefined, is: Aspect | undefined): string {
  if (was && is) return `${path}: was ${was.value}, is now ${is.value}.`;
  return is ? `${path}: new, ${is.value}.` : `${path}: no longer, was ${was?.value ?? ''}.`;
}
