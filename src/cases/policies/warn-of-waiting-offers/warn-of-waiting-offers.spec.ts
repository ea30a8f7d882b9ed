import { streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { timersOf } from '../../../platform/policies/timers.projection.js';
import { accepted, alarm, declined, expired, offered, opened, recalled } from '../../testing/case.happenings.js';
import { at, caseId, id } from '../../testing/case.scenarios.js';
import { warnOfWaitingOffers } from './warn-of-waiting-offers.policy.js';

const waitedAt = at('12:00', 3);
const expiresAt = at('12:00', 4);
const waiting = offered({ waitedAt, expiresAt });
const timersAfter = async (facts: readonly CaseFact[], overrides: object = {}) =>
  (await rowsOf(timersOf([warnOfWaitingOffers]), recorded(streamOf('case', caseId), facts, overrides))).rows;

describe('warn of waiting offers', () => {
  it('H10 asks for the alarm once the offer has waited for an opening day', async () => {
    const [timer, ...others] = await timersAfter([opened(), waiting]);
    expect(others).toEqual([]);
    expect(timer).toMatchObject({ subject: id('transfer'), due: waitedAt });
    expect(timer && warnOfWaitingOffers.ask(timer)).toEqual({ caseId, transferId: id('transfer') });
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
    ['warned of', alarm('WARNING', 'WAITED_AN_OPENING_DAY', id('transfer'))],
    ['accepted', accepted()],
    ['declined', declined()],
    ['recalled', recalled()],
    ['expired', expired(expiresAt)],
    ['taken back by an arbitration', arbitrated],
  ])('has nothing left to do once the offer is %s', async (_, ended) => {
    expect(await timersAfter([opened(), waiting, ended])).toEqual([]);
  });

  it('leaves alone what expires before, and what an import states', async () => {
    expect(await timersAfter([opened(), offered({ expiresAt })])).toEqual([]);
    expect(await timersAfter([opened(), waiting], { imported: true })).toEqual([]);
  });
});
