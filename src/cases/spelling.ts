/**
 * The form in which two spellings of one topic or one name are compared: capitals, runs of spaces and the way an accent
 * is composed make no difference.
 */
export const spelling = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
