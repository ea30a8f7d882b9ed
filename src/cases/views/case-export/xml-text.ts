/** Everything that XML 1.0 has no place for, not even as a reference: most control characters, halves of surrogate pairs. */
const UNSPEAKABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader makes a plain space of each of these, unless it is written so.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as the value of an attribute, between double quotes. What XML has no place for becomes U+FFFD. */
export const attributeText = (text: string): string =>
  text.replace(UNSPEAKABLE, '\ufffd').replace(/[&<>"\t\n\r]/g, (mark) => MARKS[mark] ?? mark);
