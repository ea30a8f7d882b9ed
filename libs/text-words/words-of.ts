/** A word of the index has at most so many characters; a longer one is cut. */
export const LONGEST_WORD = 40;
/** Of one event so many different words are indexed, in the order in which they occur. */
export const MOST_WORDS = 500;
/** Of one text so many characters are looked at. */
const LONGEST_TEXT = 20_000;

/** Letters that are no base letter with a mark, as people type them without their keyboard. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * The different words of some texts, as they are indexed and looked for: letters and digits, compatibility forms
 * resolved, in small letters, without accents. `Müller-Lüdenscheidt, Nr. 7` gives `muller ludenscheidt nr 7`.
 */
export function wordsOf(...texts: readonly (string | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const word of folded(text ?? '').match(/[\p{L}\p{N}]+/gu) ?? []) {
      words.add(
        Array.from(word.slice(0, LONGEST_WORD * 2))
          .slice(0, LONGEST_WORD)
          .join(''),
      );
      if (words.size === MOST_WORDS) return [...words];
    }
  }
  return [...words];
}

const folded = (text: string): string =>
  text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/gu, (letter) => PLAIN[letter] ?? letter);
