/** Skills in the one form in which they are compared and stored: each once, in order. */
export const orderedSkills = (skills: readonly string[]): string[] =>
  [...new Set(skills.map((skill) => skill.trim()))].sort((a, b) => (a < b ? -1 : 1));

/** Whether two ordered lists name the same skills. */
export const sameSkills = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((skill, index) => skill === other[index]);
