import { Channel, type CaseFact, type PromiseMade } from '@baton/contracts';
import { contacted, kept, lapsed, opened, promised } from '../../testing/case.happenings.js';
import { at, given, id } from '../../testing/case.scenarios.js';
import { promisesInWords } from './promises-in-words.document.js';
import { customerWords, languageOf } from './promises-in-words.sentences.js';

const told = (language: string | undefined, ...facts: CaseFact[]) =>
  promisesInWords(given(opened(), ...facts).state(), [], language);
const textOf = (language: string, ...facts: CaseFact[]) => told(language, ...facts).promises[0]?.text;
const date = { due: at('17:00', 4) } satisfies Partial<PromiseMade>;

describe('what a customer was promised, in words', () => {
  it('is told in the language asked for, with the time by the clock in which it was said', () => {
    const action = 'The front office calls with the date of the repair';
    expect(textOf('en', promised(date))).toBe(
      `You were promised: “${action}”, by telephone, by Wednesday, March 4, 2026 at 6:00 PM. It is still to be done.`,
    );
    expect(textOf('de-AT', promised(date))).toBe(
      `Ihnen wurde versprochen: „${action}“, telefonisch, bis Mittwoch, 4. März 2026 um 18:00. Das steht noch aus.`,
    );
    expect(textOf('pl', promised(date))).toMatch(/^Obiecano Państwu: .*środa, 4 marca 2026 18:00\. Jest to jeszcze/);
    expect(textOf('ru', promised(date))).toMatch(/^Вам обещали: .*среда, 4 марта 2026 г\..* 18:00\. Это ещё/);
    expect(textOf('he', promised(date))).toMatch(/^הובטח לך: .*18:00\. זה עדיין/);
  });

  it('says what became of it', () => {
    const ends: [CaseFact[], RegExp][] = [
      [[kept()], /It has been done\.$/],
      [[lapsed()], /not done in time, for which we are sorry\. We will speak to you about it\.$/],
      [[lapsed(), contacted('told', { startedAt: at('18:00'), endedAt: at('18:10') })], /we are sorry\.$/],
      [
        [{ type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } }],
        /no longer needed\.$/,
      ],
      [
        [{ type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No', conditionFalse: true } }],
        /It no longer applies\.$/,
      ],
      [
        [
          {
            type: 'CallbackAttempted',
            data: {
              ...{ attemptId: id('try'), promiseId: id('promise'), outcome: 'BUSY', counts: true, exhausted: false },
              rule: 'callback-attempts@1',
            },
          },
        ],
        /still to be done\. We have tried to reach you once\.$/,
      ],
    ];
    for (const [facts, end] of ends) expect(textOf('en', promised(), ...facts)).toMatch(end);
  });

  it('X3 tells what a duplicate promised, the next due first', () => {
    const duplicate = given(opened(), promised({ promiseId: id('its own'), due: at('15:00') })).state();
    const state = given(opened({ reference: 'SR-1' }), promised()).state();
    const both = promisesInWords(state, [{ ...duplicate, caseId: id('duplicate') }], 'en');
    expect(both).toMatchObject({ reference: 'SR-1', language: 'en' });
    expect(both.promises).toMatchObject([
      { promiseId: id('its own'), caseId: id('duplicate'), due: at('15:00'), status: 'OPEN' },
      { promiseId: id('promise'), caseId: state.caseId },
    ]);
  });

  it('tells the newest fifty', () => {
    const many = Array.from({ length: 52 }, (_, index) =>
      promised({ promiseId: id(`promise ${index}`), callback: false }),
    );
    const { promises } = told('en', ...many);
    expect(promises).toHaveLength(50);
    expect(promises.map(({ promiseId }) => promiseId)).not.toContain(id('promise 1'));
    expect(promises.map(({ promiseId }) => promiseId)).toContain(id('promise 2'));
  });

  it('is in the first language that there is, and in English where none is', () => {
    expect(languageOf('fr', 'pl-PL')).toBe('pl');
    expect(languageOf('FR', undefined)).toBe('en');
    expect(languageOf('constructor')).toBe('en');
    expect(told(undefined, promised()).language).toBe('en');
  });

  it.each(Object.keys(customerWords))('says everything in %s, each thing by other words', (language) => {
    const { channels, promised: said, tried, ...words } = customerWords[language] as (typeof customerWords)[string];
    expect(Object.keys(channels).sort()).toEqual([...Channel.values].sort());
    const all = [...Object.values(channels), ...Object.values(words), said('it', 'so', 'then'), tried(1), tried(2)];
    expect(new Set(all).size).toBe(all.length);
    expect(tried(2)).toContain('2');
    for (const part of ['it', 'so', 'then']) expect(said('it', 'so', 'then')).toContain(part);
  });
});
