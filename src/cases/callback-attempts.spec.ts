import type { AttemptOutcome, PreferencesSet } from '@baton/contracts';
import { callsBack, judged } from './callback-attempts.js';
import type { AttemptsSoFar, KnownPromise } from './promise.state.js';
import { opened, promised } from './testing/case.happenings.js';
import { afternoons, at, given, id } from './testing/case.scenarios.js';

const known = given(opened(), promised()).state().promises.get(id('promise')) as KnownPromise;
const tried = (counted: number, lastAt: string, exhausted = false): KnownPromise => ({
  ...known,
  attempts: {
    ...{ made: counted, counted, lastOutcome: 'NO_ANSWER', lastAt, lastCountedAt: lastAt, exhausted, revision: 2 },
  } satisfies AttemptsSoFar,
});
const judge = (
  promise: KnownPromise,
  now: string,
  customer: Partial<PreferencesSet> = {},
  outcome: AttemptOutcome = 'NO_ANSWER',
) => judged(promise, outcome, now, { department: afternoons, customer });
const rule = 'callback-attempts@1';

describe('an attempt to call back', () => {
  it('P3 counts, and is best made again an hour later, in opening hours and before due', () => {
    expect(judge(known, at('14:30'))).toEqual({
      ...{ counts: true, exhausted: false, rule },
      ...{ nextFrom: at('15:30'), nextUntil: at('17:00') },
    });
    // In the morning the department is closed.
    expect(judge(known, at('09:30'))).toMatchObject({ nextFrom: at('14:00'), nextUntil: at('16:00') });
  });

  it('P3 names no time where none is left before due', () => {
    const judgement = judge(known, at('16:30'));
    expect(judgement).toEqual({ counts: true, exhausted: false, rule });
  });

  it('P3 counts an hour after the last that did, not sooner', () => {
    expect(judge(tried(1, at('14:00')), at('14:59:59'))).toMatchObject({ counts: false, nextFrom: at('15:00') });
    expect(judge(tried(1, at('14:00')), at('15:00'))).toMatchObject({ counts: true, exhausted: false });
  });

  it('P3 does not count while the customer must not be called, nor where they never may', () => {
    const quiet = { quietFrom: '14:00', quietUntil: '15:30', zone: 'UTC' };
    expect(judge(known, at('15:29'), quiet)).toMatchObject({ counts: false, nextFrom: at('16:29') });
    expect(judge(known, at('15:30'), quiet)).toMatchObject({ counts: true });
    const never = { quietFrom: '00:00', quietUntil: '24:00' };
    expect(judge(known, at('15:00'), never)).toEqual({ counts: false, exhausted: false, rule });
  });

  it('P3 is the last with the third that counts, and then the customer is written to', () => {
    expect(judge(tried(1, at('14:00')), at('15:00'))).toMatchObject({ exhausted: false });
    expect(judge(tried(2, at('14:00')), at('15:00'))).toEqual({ counts: true, exhausted: true, rule });
    expect(judge(tried(2, at('14:00')), at('14:10'))).toMatchObject({ counts: false, exhausted: false });
    expect(judge(tried(3, at('14:00'), true), at('14:10'))).toEqual({ counts: false, exhausted: true, rule });
  });

  it('P3 is the last at once where the number takes no calls', () => {
    expect(judge(known, at('15:00'), {}, 'NOT_DELIVERABLE')).toEqual({ counts: true, exhausted: true, rule });
  });

  it('P3 needs no hours where none are known', () => {
    expect(judged(known, 'BUSY', at('12:00'), { department: undefined, customer: {} })).toMatchObject({
      ...{ nextFrom: at('13:00'), nextUntil: at('14:00') },
    });
  });
});

describe('a call back', () => {
  it('P3 is what is spoken, or comes over the channel that was promised', () => {
    expect(callsBack(known, { channel: 'PHONE' }, at('12:00'))).toBe(true);
    expect(callsBack(known, { channel: 'VISIT' }, at('12:00'))).toBe(true);
    expect(callsBack(known, {}, at('12:00'))).toBe(true);
    expect(callsBack(known, { channel: 'EMAIL' }, at('12:00'))).toBe(false);
    expect(callsBack({ ...known, channel: 'EMAIL' }, { channel: 'EMAIL' }, at('12:00'))).toBe(true);
  });

  it('P3 is what was written after the last attempt', () => {
    expect(callsBack(tried(2, at('14:00')), { channel: 'LETTER' }, at('15:00'))).toBe(false);
    expect(callsBack(tried(3, at('14:00'), true), { channel: 'LETTER' }, at('13:59'))).toBe(false);
    expect(callsBack(tried(3, at('14:00'), true), { channel: 'LETTER' }, at('14:00'))).toBe(true);
  });
});
