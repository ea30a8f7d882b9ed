import { recorded } from '@baton/contracts/testing';
import type { CaseFact } from '@baton/contracts';
import { fold } from '@baton/decider';
import fc from 'fast-check';
import { caseAggregate } from '../../case-folds.state.js';
import type { CaseEvent } from '../../case.state.js';
import { CASE, histories, ines, opened, stateOf } from '../testing/stories.js';
import { timeSplitOf } from './case-time-split.document.js';

const at = (minutes: number): string =>
  new Date(Date.parse('2026-03-02T09:00:00.000Z') + minutes * 60_000).toISOString();
const MINUTE = 60_000;
const passedTo = (to: string): CaseFact => ({ type: 'TransferObserved', data: { from: 'SHOP', to } });

/** A case whose events happened at these minutes. */
const caseWith = (...happened: (readonly [minutes: number, fact: CaseFact])[]) =>
  fold(
    caseAggregate,
    happened.map(([minutes, fact], index) => {
      const [event] = recorded(`case-${CASE}`, [fact], { by: ines }) as [CaseEvent];
      return { ...event, revision: index, occurredAt: at(minutes) };
    }),
  );

describe('the time of a case', () => {
  it('H1 is divided among those who were accountable, exact to the millisecond', () => {
    const split = timeSplitOf(caseWith([0, opened], [10, passedTo('DEPOT')], [25, passedTo('SHOP')]), at(60.001));
    expect(split).toEqual({
      caseId: CASE,
      from: at(0),
      until: at(60.001),
      whole: 60 * MINUTE + 60,
      departments: [
        { department: 'SHOP', milliseconds: 45 * MINUTE + 60 },
        { department: 'DEPOT', milliseconds: 15 * MINUTE },
      ],
      others: 0,
      closed: 0,
    });
  });

  it('tells two hundred departments apart, and sums the others up', () => {
    const many = Array.from({ length: 250 }, (_, n) => [n + 1, passedTo(`D${n}`)] as const);
    const split = timeSplitOf(caseWith([0, opened], ...many), at(251));
    expect(split.departments).toHaveLength(200);
    expect(split.others).toBe(51 * MINUTE);
    expect(split.whole).toBe(251 * MINUTE);
  });

  it("is nobody's while the case was closed, and ends with a closed case", () => {
    const resolved: CaseFact = { type: 'CaseResolved', data: {} };
    const closed: CaseFact = { type: 'CaseClosed', data: {} };
    const reopened: CaseFact = { type: 'CaseReopened', data: {} };
    const past = [
      [0, opened],
      [10, resolved],
      [20, closed],
    ] as const;
    expect(timeSplitOf(caseWith(...past), at(90))).toMatchObject({ until: at(20), whole: 20 * MINUTE, closed: 0 });
    expect(timeSplitOf(caseWith(...past, [50, reopened]), at(60))).toMatchObject({
      whole: 60 * MINUTE,
      departments: [{ department: 'SHOP', milliseconds: 30 * MINUTE }],
      closed: 30 * MINUTE,
    });
  });

  it('is not turned back by what is told late', () => {
    const late = caseWith([0, opened], [30, passedTo('DEPOT')], [20, { type: 'CaseClaimed', data: { holder: 'ben' } }]);
    expect(timeSplitOf(late, at(40))).toMatchObject({
      whole: 40 * MINUTE,
      departments: [
        { department: 'SHOP', milliseconds: 30 * MINUTE },
        { department: 'DEPOT', milliseconds: 10 * MINUTE },
      ],
    });
  });

  it('sums to the whole, whatever happened', () => {
    fc.assert(
      fc.property(histories, fc.nat(100_000), (facts, minutes) => {
        const { departments, others, closed, whole } = timeSplitOf(stateOf(facts), at(minutes));
        expect(departments.reduce((sum, { milliseconds }) => sum + milliseconds, closed + others)).toBe(whole);
        expect(closed).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });
});
