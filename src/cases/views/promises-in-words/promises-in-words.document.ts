import { toMakeGood } from '../../breach.js';
import type { CaseState } from '../../case.state.js';
import type { KnownPromise } from '../../promise.state.js';
import { onOneLine } from '../wording.js';
import { TOLD_AT_MOST, type PromiseInWords, type PromisesInWords } from './promises-in-words.result.js';
import { customerWords, languageOf, type CustomerWords } from './promises-in-words.sentences.js';

/**
 * What the customer was promised in a matter, in sentences of a language.
 * @param state of the case in which work goes on
 * @param duplicates the cases merged into it (X3)
 * @param languages in which they are best told, the best first; the first that there is
 */
export function promisesInWords(
  state: CaseState,
  duplicates: readonly CaseState[],
  ...languages: readonly (string | undefined)[]
): PromisesInWords {
  const language = languageOf(...languages);
  const said = customerWords[language] as CustomerWords;
  const toTell = new Set(toMakeGood(state, duplicates).map(({ promise }) => promise.promiseId));
  const all = [state, ...duplicates].flatMap((one) =>
    [...one.promises.values()].map((promise) => ({ promise, caseId: one.caseId })),
  );
  const newest = all
    .sort(({ promise: one }, { promise: other }) => (one.madeAt < other.madeAt ? 1 : -1))
    .slice(0, TOLD_AT_MOST)
    .sort(({ promise: one }, { promise: other }) => (one.due < other.due ? -1 : 1));
  return {
    caseId: state.caseId,
    ...(state.opened.reference !== undefined && { reference: state.opened.reference }),
    language,
    promises: newest.map(({ promise, caseId }): PromiseInWords => {
      const { promiseId, status, due, zone } = promise;
      return { ...{ promiseId, caseId, status, due, zone }, text: inWords(promise, said, language, toTell) };
    }),
  };
}

function inWords(promise: KnownPromise, said: CustomerWords, language: string, toTell: ReadonlySet<string>): string {
  const { action, channel, due, zone } = promise;
  const by = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  const sentences = [said.promised(onOneLine(action), said.channels[channel], by.format(new Date(due)))];
  return [...sentences, ...outcome(promise, said, toTell)].join(' ');
}

function outcome(
  { promiseId, status, attempts }: KnownPromise,
  said: CustomerWords,
  toTell: ReadonlySet<string>,
): string[] {
  switch (status) {
    case 'OPEN':
      return [said.open, ...(attempts ? [said.tried(attempts.made)] : [])];
    case 'KEPT':
      return [said.kept];
    case 'BROKEN':
      return [said.broken, ...(toTell.has(promiseId) ? [said.toMakeGood] : [])];
    case 'RELEASED':
      return [said.released];
    case 'CANCELLED':
      return [said.dropped];
  }
}
