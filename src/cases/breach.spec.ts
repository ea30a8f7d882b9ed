import type { CaseFact, PromiseMade } from '@baton/contracts';
import { toMakeGood } from './breach.js';
import { breakPromise } from './commands/break-promise/break-promise.decision.js';
import { existsOrOwes } from './guards.js';
import { contacted, kept, lapsed, opened, promised, resolved } from './testing/case.happenings.js';
import { at, by, caseId, given, id } from './testing/case.scenarios.js';
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
/** A duplicate with a broken promise, and the case in which work goes on. */
const merge = (role: 'SURVIVOR' | 'DUPLICATE', other: string): CaseFact => ({
  type: 'CasesMerged',
  data: { mergeId: id('merge'), other, role, reason: 'The same machine' },
});
const duplicate = () => stateOf(merge('DUPLICATE', id('survivor')), lapsed());
const survivor = (...facts: CaseFact[]) => {
  const state = given(opened(), merge('SURVIVOR', caseId), ...facts).state();
  if (!state) throw new Error('there is no case');
  return { ...state, caseId: id('survivor') };
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

  it('P5 is none where the customer gave it up, be it too late', () => {
    const released: CaseFact = {
      type: 'PromiseReleased',
      data: { promiseId: id('promise'), contactId: id('first call') },
    };
    expect(ruleOf(released, lapsed())).not.toBe('MAKE_GOOD');
  });

  it('is still to be made good after the matter was resolved: that tells the customer nothing', () => {
    expect(ruleOf(lapsed(), resolved)).toBe('MAKE_GOOD');
    expect(ruleOf(lapsed(), resolved, spokenAt(at('17:30')))).toBe('CLOSE');
  });

  it('is none where evidence came that it was kept in time after all', () => {
    expect(ruleOf(lapsed(), kept())).not.toBe('MAKE_GOOD');
  });
});

describe('X3, P7 a broken promise of a duplicate', () => {
  it('is made good in the case in which work goes on: its next step says so, and where it stands', () => {
    const { rule, text, caseId: where } = nextStepOf(survivor(), [duplicate()]);
    expect([rule, where]).toEqual(['MAKE_GOOD', caseId]);
    expect(text).toContain(`It stands in case ${caseId}`);
  });

  it('is made good by who speaks to the customer there, after it was broken', () => {
    expect(nextStepOf(survivor(spokenAt(at('17:30'))), [duplicate()]).rule).not.toBe('MAKE_GOOD');
    expect(nextStepOf(survivor(spokenAt(at('16:30'))), [duplicate()]).rule).toBe('MAKE_GOOD');
  });

  it('is brought before the supervisor of whoever answers for that case', () => {
    const merged = [opened(), promised(), merge('DUPLICATE', id('survivor'))];
    const command = { caseId, promiseId: id('promise') };
    const facts = { survivor: { caseId: id('survivor'), accountable: 'repair' } };
    const [, escalation] = given(...merged)
      .when(breakPromise(command, by('ada', at('17:00')), facts))
      .facts();
    expect(escalation).toMatchObject({ type: 'EscalationRaised', data: { department: 'repair' } });
  });

  it('may still be proved kept in time: the contact that shows it is recorded in the duplicate', () => {
    expect(() => existsOrOwes(duplicate())).not.toThrow();
    expect(() => existsOrOwes(stateOf(merge('DUPLICATE', id('survivor')), lapsed(), kept()))).toThrow(
      /Work on this matter/,
    );
  });
});
