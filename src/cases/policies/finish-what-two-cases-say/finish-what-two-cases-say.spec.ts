import { streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { id } from '../../testing/case.scenarios.js';
import { finishWhatTwoCasesSay } from './finish-what-two-cases-say.policy.js';

const [A, B] = [id('A'), id('B')];
const linkId = id('link');
const linked = (other: string): CaseFact => ({ type: 'CaseLinked', data: { linkId, other, kind: 'RELATED' } });
const unlinked = (other: string): CaseFact => ({ type: 'CaseUnlinked', data: { linkId, other, reason: 'No' } });

/** What is to be done after the two cases have said things, in turn: each of them by the case that said it. */
const timersAfter = async (sayings: readonly (readonly [caseId: string, fact: CaseFact])[], overrides: object = {}) => {
  const events = sayings.flatMap(([caseId, fact], n) =>
    recorded(streamOf('case', caseId), [...Array<CaseFact>(n).fill(fact), fact], overrides).slice(n),
  );
  return (await rowsOf(timersOf([finishWhatTwoCasesSay]), events)).rows;
};

describe('finish what two cases say', () => {
  it('X3 looks at a link a minute after one of the two cases said it', async () => {
    const [timer, ...others] = await timersAfter([[A, linked(B)]]);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ subject: linkId, stream: streamOf('case', A), due: '2026-03-02T09:01:00.000Z' });
    expect(timer && finishWhatTwoCasesSay.ask(timer)).toEqual({ caseId: A, tieId: linkId });
  });

  it.each([
    [
      'the other one says it, too',
      [
        [A, linked(B)],
        [B, linked(A)],
      ],
    ],
    [
      'it was taken back before the other one said it',
      [
        [A, linked(B)],
        [A, unlinked(B)],
      ],
    ],
    [
      'both have taken it back',
      [
        [A, linked(B)],
        [B, linked(A)],
        [B, unlinked(A)],
        [A, unlinked(B)],
      ],
    ],
    [
      'it was taken back, said by the other one, and taken back there',
      [
        [A, linked(B)],
        [A, unlinked(B)],
        [B, linked(A)],
        [B, unlinked(A)],
      ],
    ],
  ] as const)('X3 has nothing to do once %s', async (_, sayings) => {
    expect(await timersAfter(sayings)).toEqual([]);
  });

  it('X3 looks at a link that one of the two has taken back', async () => {
    const [timer] = await timersAfter([
      [A, linked(B)],
      [B, linked(A)],
      [B, unlinked(A)],
    ]);
    expect(timer).toMatchObject({ stream: streamOf('case', B) });
  });

  it('X5 leaves alone what an import states', async () => {
    expect(await timersAfter([[A, linked(B)]], { imported: true })).toEqual([]);
  });
});
