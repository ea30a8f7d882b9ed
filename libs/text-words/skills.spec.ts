import { longestWordOf, namesSkill } from './skills.js';
import { wordsOf } from './words-of.js';

describe('a skill', () => {
  const named = (text: string, skill: string) => namesSkill(new Set(wordsOf(text)), skill);

  it('is named by a text in which all of its words stand, in whatever order and letters', () => {
    expect(named('Replace the water PUMP, please', 'water pump')).toBe(true);
    expect(named('Pump the water out', 'Water Pump')).toBe(true);
    expect(named('Replace the pump', 'water pump')).toBe(false);
    expect(named('Grüße aus Zürich', 'grüße')).toBe(true);
  });

  it('is named however its accents are written, or without them', () => {
    for (const text of ['Eine Störung', 'eine STORUNG', 'sto\u0308rung']) expect(named(text, 'Störung')).toBe(true);
    expect(named('Störung im Netz', 'storung')).toBe(true);
    expect(named('ＲＯＵＴＥＲ', 'router')).toBe(true);
    expect(longestWordOf('Störung')).toBe('storung');
    expect(named('Stange', 'Störung')).toBe(false);
  });

  it('is named by no text where it has no word', () => {
    expect(named('What is this?', '?')).toBe(false);
  });

  it('is found by its longest word, the first of several', () => {
    expect(longestWordOf('repair of Washing machines')).toBe('machines');
    expect(longestWordOf('one two')).toBe('one');
    expect(longestWordOf('?')).toBe('');
  });
});
