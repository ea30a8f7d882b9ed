import { check } from '@baton/fields';
import { ReadBackComparison } from '@baton/contracts';
import fc from 'fast-check';
import { compared } from './read-back-comparison.js';

const by = '2026-03-03T16:00:00.000Z';
const left = (ask: string, understood: string, firstAction = 'look') =>
  compared({ ask }, { ask: understood, firstAction, by });

describe('comparing a read-back with the ask', () => {
  it('H6 names what of the ask was not said again', () => {
    expect(left('Collect the second router and credit 29 euro', 'Fetch the router', 'Call the depot')).toEqual({
      rules: 'read-back@1',
      mentioned: 0.17,
      notMentioned: ['collect', 'second', 'credit', '29', 'euro'],
    });
  });

  it('H6 finds nothing where all was said again, in whatever order, form and spelling', () => {
    expect(left('Collect the router in Köln', 'Router collection', 'call Koln')).toMatchObject({
      mentioned: 1,
      notMentioned: [],
    });
    expect(left('replace the pump', 'Replace the pump').mentioned).toBe(1);
  });

  it('H6 counts what is done first as understood, too', () => {
    expect(left('order a pump', 'see to it', 'order the pump').notMentioned).toEqual([]);
  });

  it('leaves out short words, which say little by themselves, but no numbers', () => {
    expect(left('do it as of 7', 'yes').notMentioned).toEqual(['7']);
    expect(left('do it', 'yes')).toMatchObject({ mentioned: 1, notMentioned: [] });
  });

  it('does not take short words for the same because they begin alike', () => {
    expect(left('call', 'calm').notMentioned).toEqual(['call']);
  });

  it('is of the shape it promises and the same each time, whatever people wrote', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 500 });
    fc.assert(
      fc.property(text, text, text, (ask, understood, firstAction) => {
        const comparison = left(ask, understood, firstAction);
        expect(check(ReadBackComparison, comparison)).toEqual([]);
        expect(left(ask, understood, firstAction)).toEqual(comparison);
        expect(left(ask, ask).notMentioned).toEqual([]);
      }),
    );
  });
});
