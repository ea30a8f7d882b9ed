import { SuggestionSeals, type MadeSuggestion } from './suggestion-seals.js';

const made: MadeSuggestion = {
  caseId: '5d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11',
  from: 'front-office',
  to: 'repair',
  rules: 'suggest-departments@4',
  rank: 1,
  position: '41',
};
const seals = new SuggestionSeals(new Uint8Array(32).fill(7));

describe('the seal of a suggestion', () => {
  it('X4 holds for what was suggested, in every process with the same key', () => {
    const seal = new SuggestionSeals(new Uint8Array(32).fill(7)).of(made);
    expect(seal).toMatch(/^[\w-]{43}$/);
    expect(seals.holds(made, seal)).toBe(true);
    expect(new SuggestionSeals(new Uint8Array(32)).holds(made, seal)).toBe(false);
  });

  it.each<Partial<MadeSuggestion>>([
    { caseId: '6d2f1a64-9c1b-4f0e-8a55-3f6f2d0c7b11' },
    { from: 'sales' },
    { to: 'sales' },
    { rules: 'suggest-departments@1' },
    { rank: 2 },
    { position: '42' },
  ])('X4 does not hold for anything else: %j', (other) => {
    expect(seals.holds({ ...made, ...other }, seals.of(made))).toBe(false);
  });

  it.each(['', 'x', 'é'.repeat(43), 'A'.repeat(43)])('does not hold where it is made up: %s', (seal) => {
    expect(seals.holds(made, seal)).toBe(false);
  });
});
