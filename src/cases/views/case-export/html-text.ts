/** What a reader does not see, or what turns the order of the letters around it: shown by its number instead. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;
const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Joins letters or emoji into one: seen by what they do, and needed by several scripts. */
const JOINERS: ReadonlySet<string> = new Set(['\u200c', '\u200d']);

/**
 * Any text as HTML, within an element or between quotes: nothing in it is markup. Characters that cannot be seen, or
 * that turn the direction of what follows, are shown as ⟨U+202E⟩.
 */
export const htmlText = (text: string): string =>
  text
    .replace(INVISIBLE, (hidden) =>
      JOINERS.has(hidden) ? hidden : `⟨U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
    )
    .replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);

/** What somebody wrote, in whichever direction its script runs, without touching what stands beside it. */
export const written = (text: string): string => `<bdi>${htmlText(text)}</bdi>`;

/** An instant (UTC ISO 8601) that a program can read too. */
export const timeElement = (iso: string): string =>
  `<time datetime="${htmlText(iso)}">${htmlText(iso.replace('T', ' ').replace('Z', ' UTC'))}</time>`;
