import type { HandoffBrief, ReadBack, ReadBackComparison } from '@baton/contracts';
import { wordsOf } from '@baton/text-words';

/** The version of the rule by which a read-back is compared with the ask. */
const READ_BACK_RULES = 'read-back@1';

/** A shorter word says little by itself, unless it is a number: `an`, `the`, `7`. */
const SHORTEST = 4;
/** Words that begin alike so far are taken for the same: `collect`, `collection`. */
const BEGINNING = 5;
/** So many words that were not mentioned are named. */
const NAMED = 20;

const tells = (word: string): boolean => word.length >= SHORTEST || /\p{N}/u.test(word);
const alike = (one: string, other: string): boolean =>
  one === other || (one.length >= BEGINNING && one.slice(0, BEGINNING) === other.slice(0, BEGINNING));

/** A text of fewer letters and digits says nothing; in scripts that write a word in one or two signs, of fewer than two. */
const SHORTEST_TEXT = 4;
const SIGNS = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** H6: whether a text says anything at all: “ok”, “-” and “xxxx” do not. Of what it says nobody judges. */
export function saysSomething(text: string): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length >= (SIGNS.test(text) ? 2 : SHORTEST_TEXT) && new Set(letters).size > 1;
}

/**
 * H6: what a read-back leaves out of the ask, by `read-back@1`: of the words of the ask with four letters or more, or with
 * a digit, those of which neither the ask as it was understood nor the first action has one with the same first five
 * letters. In whatever language, and however it is spelt. It judges nobody and refuses nothing: who says it in words of
 * his own may well have understood. But sender and receiver see at once what was not said again.
 */
export function compared({ ask }: Pick<HandoffBrief, 'ask'>, readBack: ReadBack): ReadBackComparison {
  const asked = wordsOf(ask).filter(tells);
  const understood = wordsOf(readBack.ask, readBack.firstAction);
  const missing = asked.filter((word) => !understood.some((said) => alike(word, said)));
  const mentioned = asked.length === 0 ? 1 : (asked.length - missing.length) / asked.length;
  return {
    rules: READ_BACK_RULES,
    mentioned: Math.round(mentioned * 100) / 100,
    notMentioned: missing.slice(0, NAMED),
  };
}
