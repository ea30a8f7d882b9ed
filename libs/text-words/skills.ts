import { wordsOf } from './words-of.js';

/** Whether some words (`wordsOf`) name a skill: all words of its name are among them. One without a word is never named. */
export function namesSkill(words: ReadonlySet<string>, skill: string): boolean {
  const own = wordsOf(skill);
  return own.length > 0 && own.every((word) => words.has(word));
}

/** The longest word of the name of a skill, the first of several: by it the skill is found. Empty where it has none. */
export const longestWordOf = (skill: string): string =>
  wordsOf(skill).reduce((longest, word) => (word.length > longest.length ? word : longest), '');
