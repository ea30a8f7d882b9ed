import { leftOut } from './import-words.js';

describe('what an import left out', () => {
  it.each([
    [{ problems: 1, casesBroken: 1 }, '1 problem left 1 case out; everything else is imported'],
    [{ problems: 1200, casesBroken: 3 }, '1,200 problems left 3 cases out; everything else is imported'],
    [{ problems: 1, casesBroken: 0 }, '1 problem left lines out that belong to no case; everything else is imported'],
  ])('%j is told in words that fit', (summary, words) => {
    expect(leftOut(summary)).toBe(words);
  });
});
