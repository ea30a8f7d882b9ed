import type { CaseFact, PromiseMade } from '@baton/contracts';
import { toMakeGood } from './breach.js';
import { contacted, kept, lapsed, opened, promised } from './testing/case.happenings.js';
import { at, given, id } from './testing/case.scenarios.js';
import { nextStepOf } from './views/case-brief/next-step.js';

const spokenAt = (time: string, own: object = {}): CaseFact => {
  const call = contacted('afterwards');
  return { ...call, data: { ...call.data, startedAt: time, endedAt: time, ...own } } as CaseFact;
};
const cancelled: CaseFact = {
  type: 'PromiseCancelled',
  data: { promiseId: id('promise'), reason: 'No pump', conditionFalse: false },
};
const dropped: CaseFact = {
  type: 'PromiseBroken',
  data: { promiseId: id('promise'), due: at('17:00'), cause: 'CANCELLED' },
};
const stateOf = (...facts: CaseFact[]) => {
  const state = given(opened(), promised(), ...facts).state();
  if (!state) throw new Error('there is no case');
  return state;
};
const ruleOf = (...facts: CaseFact[]): string => nextStepOf(stateOf(...facts)).rule;

describe('P7 a broken promise', () => {
  it('is made good before anything else is done: whoever it was made to is told', () => {
    const { rule, text, revisions } = nextStepOf(stateOf(lapsed()));
    expect([rule, revisions]).toEqual(['MAKE_GOOD', [2]]);
    expect(text).toContain('Tell Anna Kern that');
    expect(text).toContain('was not kept by');
  });

  it('comes before a promise that is still open', () => {
    const other: Partial<PromiseMade> = { promiseId: id('other'), due: at('09:00', 3) };
    expect(ruleOf(lapsed(), promised(other))).toBe('MAKE_GOOD');
  });

  it('is made good once the customer was spoken to after it', () => {
    expect(ruleOf(lapsed(), spokenAt(at('17:30')))).not.toBe('MAKE_GOOD');
  });

  it.each<[string, CaseFact]>([
    ['the customer gave up', spokenAt(at('17:30'), { abandoned: true })],
    ['nobody was reached', spokenAt(at('17:30'), { disposition: 'NO_RESULT' })],
    ['it was before the breach and only written down later', spokenAt(at('16:30'))],
  ])('is not made good by a contact where %s', (_, contact) => {
    expect(ruleOf(lapsed(), contact)).toBe('MAKE_GOOD');
  });

  it('is not made good by a contact before it', () => {
    expect(toMakeGood(stateOf(spokenAt(at('16:30')), lapsed()))).toHaveLength(1);
  });

  it('P5 is made good after it was cancelled, also before it was due', () => {
    expect(ruleOf(cancelled, dropped)).toBe('MAKE_GOOD');
    expect(ruleOf(cancelled, dropped, spokenAt(at('12:30')))).not.toBe('MAKE_GOOD');
  });

  it('is none where evidence came that it was kept in time after all', () => {
    expect(ruleOf(lapsed(), kept())).not.toBe('MAKE_GOOD');
  });
});
