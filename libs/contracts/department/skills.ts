/** The words of a text, in small letters. */
export const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether some words name a skill: all words of its name are among them. One without a word is never named. */
export function namesSkill(words: ReadonlySet<string>, skill: string): boolean {
  const own = wordsIn(skill);
  return own.length > 0 && own.every((word) => words.has(word));
}

/** The longest word of the name of a skill, the first of several: by it the skill is found. */
export const longestWordOf = (skill: string): string =>
  wordsIn(skill).reduce((longest, word) => (word.length > longest.length ? word : longest), '');
