import fc from 'fast-check';
import { LONGEST_WORD, MOST_WORDS, wordsOf } from './words-of.js';

describe('the words of a text', () => {
  it('are in small letters, without accents, whatever stood between them', () => {
    expect(wordsOf('Müller-Lüdenscheidt, Nr. 7')).toEqual(['muller', 'ludenscheidt', 'nr', '7']);
    expect(wordsOf('Łódź', 'Straße', 'Æsir', 'ﬁne', 'İzmir', 'ＡＢＣ１')).toEqual([
      'lodz',
      'strasse',
      'aesir',
      'fine',
      'izmir',
      'abc1',
    ]);
    expect(wordsOf('1-627973205')).toEqual(['1', '627973205']);
  });

  it('are the same whether an accent is written in one sign or in two', () => {
    expect(wordsOf('e\u0301te\u0301')).toEqual(wordsOf('été'));
  });

  it('are told once', () => {
    expect(wordsOf('Router', 'router ROUTER', undefined)).toEqual(['router']);
  });

  it('are none where nobody wrote any', () => {
    expect(wordsOf('', undefined, ' — … !')).toEqual([]);
  });

  it('are bounded in number and length, whatever is sent', () => {
    expect(wordsOf('x'.repeat(5000))).toEqual(['x'.repeat(LONGEST_WORD)]);
    const many = Array.from({ length: 3000 }, (_, n) => `w${n}`).join(' ');
    expect(wordsOf(many)).toHaveLength(MOST_WORDS);
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 400 }), { maxLength: 5 }), (texts) => {
        const words = wordsOf(...texts);
        expect(words.length).toBeLessThanOrEqual(MOST_WORDS);
        for (const word of words) {
          expect(Array.from(word).length).toBeLessThanOrEqual(LONGEST_WORD);
          expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
          expect(wordsOf(word)).toEqual([word]);
        }
      }),
    );
  });
});
