import type { CaseFact, HandoffRated } from '@baton/contracts';
import { accepted, closed, declined, offered, opened, passedOn, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, id } from '../../testing/case.scenarios.js';
import { rateHandoff, type RateHandoff } from './rate-handoff.decision.js';

const rate = (details: Partial<RateHandoff> = {}, who: Parameters<typeof by>[0] = 'tom') =>
  rateHandoff({ caseId, score: 2, lacking: ['FACTS', 'TRIED'], ...details }, by(who));
const rated = (details: Partial<HandoffRated> = {}): CaseFact => ({
  type: 'HandoffRated',
  data: {
    transferId: id('transfer'),
    from: 'front-office',
    to: 'repair',
    score: 2,
    lacking: ['FACTS', 'TRIED'],
    ...details,
  },
});

describe('rating a handoff', () => {
  it('says how good it was and what was lacking, in one call', () => {
    given(opened(), ...passedOn)
      .when(rate())
      .then(rated());
    given(opened(), ...passedOn)
      .when(rate({ score: 5, lacking: [], comment: 'All there' }))
      .then(rated({ score: 5, lacking: [], comment: 'All there' }));
    given(opened(), ...passedOn)
      .when(rateHandoff({ caseId, score: 5 }, by('tom')))
      .then(rated({ score: 5, lacking: [] }));
    expect(
      given(opened(), ...passedOn, rated())
        .state()
        .transfers.get(id('transfer'))?.rating?.score,
    ).toBe(2);
  });

  it('names each part that was lacking once', () => {
    given(opened(), ...passedOn)
      .when(rate({ lacking: ['FACTS', 'FACTS', 'TRIED'] }))
      .then(rated());
  });

  it('is for somebody else than whoever handed it over, though he works there by now', () => {
    given(opened(), ...passedOn)
      .when(
        rateHandoff({ caseId, score: 5 }, { ...by('tom'), by: { agent: 'ines', department: 'repair', role: 'AGENT' } }),
      )
      .refused('OWN_HANDOFF', 'let somebody else of repair rate it');
  });

  it('is for the receiver, also once the case is elsewhere or closed', () => {
    given(opened(), ...passedOn)
      .when(rate({}, 'ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'say with addNote what it lacked');
    const onwards = [
      offered({ transferId: id('second'), from: 'repair', to: 'sales' }),
      accepted('sara', { from: 'repair', to: 'sales' }, 'second'),
    ];
    given(opened(), ...passedOn, ...onwards)
      .when(rate({ transferId: id('transfer') }))
      .then(rated());
    given(opened(), ...passedOn, ...onwards)
      .when(rate({}, 'sara'))
      .then(rated({ transferId: id('second'), from: 'repair', to: 'sales' }));
    given(opened(), ...passedOn, resolved, closed)
      .when(rate())
      .then(rated());
  });

  it('rates what was accepted and nothing else', () => {
    given(opened(), offered()).when(rate()).refused('TRANSFER_NOT_ACCEPTED');
    given(opened(), offered(), declined()).when(rate()).refused('TRANSFER_NOT_ACCEPTED', 'accepted');
  });

  it('asked twice rates once; another rating is refused', () => {
    given(opened(), ...passedOn, rated())
      .when(rate())
      .then();
    given(opened(), ...passedOn, rated())
      .when(rate({ score: 4 }))
      .refused('HANDOFF_RATED_ALREADY', '2 of 5');
    given(opened(), ...passedOn, rated())
      .when(rate({ lacking: ['ASK'] }))
      .refused('HANDOFF_RATED_ALREADY');
  });

  it('refuses a transfer or a case that is unknown', () => {
    given(opened()).when(rate()).refused('TRANSFER_UNKNOWN');
    given(opened(), ...passedOn)
      .when(rate({ transferId: id('no transfer') }))
      .refused('TRANSFER_UNKNOWN');
    given().when(rate()).refused('CASE_UNKNOWN');
  });
});
