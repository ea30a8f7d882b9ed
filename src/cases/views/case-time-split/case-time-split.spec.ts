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

  const merge = {
    mergeId: '0190b7a4-3c1e-7c55-9c3a-000000000025',
    other: CASE,
    role: 'DUPLICATE',
    reason: 'One',
  } as const;
  const merged: CaseFact = { type: 'CasesMerged', data: merge };
  const unmerged: CaseFact = { type: 'CasesUnmerged', data: merge };

  it('X3 ends for a duplicate with its last event, and has gone on where the merge is undone', () => {
    const duplicate = [
      [0, opened],
      [10, passedTo('DEPOT')],
      [25, merged],
    ] as const;
    expect(timeSplitOf(caseWith(...duplicate), at(90))).toMatchObject({ until: at(25), whole: 25 * MINUTE });
    expect(timeSplitOf(caseWith(...duplicate, [50, unmerged]), at(60))).toMatchObject({
      whole: 60 * MINUTE,
      departments: [
        { department: 'DEPOT', milliseconds: 50 * MINUTE },
        { department: 'SHOP', milliseconds: 10 * MINUTE },
      ],
    });
  });

  it('H1 X3 is nobody’s while a closed case is merged, and when the merge is undone still, until it is reopened', () => {
    const closedCase = [
      [0, opened],
      [10, { type: 'CaseClosed', data: {} }],
      [25, merged],
      [50, unmerged],
    ] as const;
    expect(timeSplitOf(caseWith(...closedCase), at(90))).toMatchObject({
      departments: [{ department: 'SHOP', milliseconds: 10 * MINUTE }],
      closed: 40 * MINUTE,
    });
    expect(timeSplitOf(caseWith(...closedCase, [70, { type: 'CaseReopened', data: {} }]), at(90))).toMatchObject({
      departments: [{ department: 'SHOP', milliseconds: 30 * MINUTE }],
      closed: 60 * MINUTE,
    });
  });

  it('sums to the whole over transfers, arbitrations, merges taken back, and cases taken up again', () => {
    const arbitrated = (to: string): CaseFact => ({
      type: 'AssignmentArbitrated',
      data: { arbitrationId: merge.mergeId, from: 'SHOP', to, reason: 'It has to stop' },
    });
    const fact = fc.constantFrom<CaseFact>(
      ...['SHOP', 'DEPOT', 'DESK'].flatMap((to) => [passedTo(to), arbitrated(to)]),
      merged,
      unmerged,
      { type: 'CaseResolved', data: {} },
      { type: 'CaseClosed', data: {} },
      { type: 'CaseReopened', data: {} },
    );
    const happened = fc.array(fc.tuple(fc.nat(1000), fact), { maxLength: 30 });
    fc.assert(
      fc.property(happened, fc.nat(1500), (facts, minutes) => {
        const { departments, others, closed, whole, from, until } = timeSplitOf(
          caseWith([0, opened], ...facts),
          at(minutes),
        );
        expect(departments.reduce((sum, { milliseconds }) => sum + milliseconds, closed + others)).toBe(whole);
        expect(whole).toBe(Date.parse(until) - Date.parse(from));
        expect(Math.min(closed, ...departments.map(({ milliseconds }) => milliseconds))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
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
