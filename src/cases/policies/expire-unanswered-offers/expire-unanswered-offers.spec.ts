import { streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { accepted, declined, expired, offered, opened, recalled } from '../../testing/case.happenings.js';
import { at, caseId, id } from '../../testing/case.scenarios.js';
import { expireUnansweredOffers } from './expire-unanswered-offers.policy.js';

const expiresAt = at('17:00');
const timersAfter = async (facts: readonly CaseFact[], overrides: object = {}) =>
  (await rowsOf(timersOf([expireUnansweredOffers]), recorded(streamOf('case', caseId), facts, overrides))).rows;

describe('expire unanswered offers', () => {
  it('H4 asks that the transfer expire when its time has come', async () => {
    const [timer, ...others] = await timersAfter([opened(), offered({ expiresAt })]);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ subject: id('transfer'), due: expiresAt });
    expect(timer && expireUnansweredOffers.ask(timer)).toEqual({ caseId, transferId: id('transfer') });
  });

  const arbitrated: CaseFact = {
    type: 'AssignmentArbitrated',
    data: {
      arbitrationId: id('arbitration'),
      from: 'front-office',
      to: 'repair',
      transferId: id('transfer'),
      reason: 'It has to stop',
    },
  };
  it.each([
    ['accepted', accepted()],
    ['declined', declined()],
    ['recalled', recalled()],
    ['expired', expired(expiresAt)],
    ['taken back by an arbitration', arbitrated],
  ])('has nothing left to do once the offer is %s', async (_, ended) => {
    expect(await timersAfter([opened(), offered({ expiresAt }), ended])).toEqual([]);
  });

  it('leaves alone what does not expire, and what an import states', async () => {
    expect(await timersAfter([opened(), offered()])).toEqual([]);
    expect(await timersAfter([opened(), offered({ expiresAt })], { imported: true })).toEqual([]);
  });
});
