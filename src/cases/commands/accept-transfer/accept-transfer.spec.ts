import type { CaseFact, TransferOffered } from '@baton/contracts';
import {
  accepted,
  alarm,
  claimed,
  declined,
  established,
  informed,
  kept,
  merged,
  noted,
  offered,
  opened,
  passed,
  passedOn,
  promised,
  readBack,
  recalled,
  released,
  resolved,
  told,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import type { DoorFacts } from '../../guards.js';
import { handoffBrief } from '../../handoff-brief.js';
import { untoldPassings } from '../../case.state.js';
import { informCustomerOfTransfer } from '../inform-customer-of-transfer/inform-customer-of-transfer.decision.js';
import { acceptTransfer, type AcceptTransfer } from './accept-transfer.decision.js';

const accept = (details: Partial<AcceptTransfer> = {}, caller = by('tom'), facts: DoorFacts = {}) =>
  acceptTransfer({ caseId, ...details }, caller, facts);
const assumed = (promise = 'promise', from = 'front-office', to = 'repair', transfer = 'transfer'): CaseFact => ({
  type: 'PromiseAssumed',
  data: { promiseId: id(promise), from, to, transferId: id(transfer) },
});
const parties = { from: 'repair', to: 'front-office' };
const comparison = { rules: 'read-back@1', mentioned: 1, notMentioned: [] };
const tier2 = offered({ riskTier: 2 });
const acceptedWithReadBack: CaseFact = {
  type: 'TransferAccepted',
  data: { transferId: id('transfer'), from: 'front-office', to: 'repair', holder: 'tom', readBack, comparison },
};

/** What happened, and then the offer at tier 2 with what the trail knew by then. */
const thenOffered = (past: readonly CaseFact[], details: Partial<TransferOffered> = {}): CaseFact[] => {
  const words = { ask: 'replace the pump', reason: details.reason ?? 'SKILL_NEEDED' };
  return [
    ...past,
    offered({ riskTier: 2, brief: handoffBrief(given(...past).state(), words, at('09:10')), ...details }),
  ];
};

describe('accepting a transfer', () => {
  it('H6 records what the read-back leaves out of the ask, and refuses nothing because of it', () => {
    const vague = { ...readBack, ask: 'See to it', firstAction: 'Look at it' };
    const left = { rules: 'read-back@1', mentioned: 0, notMentioned: ['replace', 'pump'] };
    const said: CaseFact = {
      type: 'TransferAccepted',
      data: { ...acceptedWithReadBack.data, readBack: vague, comparison: left } as never,
    };
    given(opened(), tier2)
      .when(accept({ readBack: vague }))
      .then(said);
    const state = given(opened(), tier2, said).state();
    expect(state.transfers.get(id('transfer'))).toMatchObject({ readBack: vague, comparison: left });
  });

  it('H1 makes the receiver accountable from this moment and its agent the holder', () => {
    given(opened(), claimed('ines'), offered()).when(accept()).then(accepted('tom'));
    const state = given(opened(), claimed('ines'), offered(), accepted('tom')).state();
    expect(state).toMatchObject({ accountable: 'repair', holder: 'tom', openTransferId: undefined });
    expect(state.chain.toArray()).toEqual(['front-office', 'repair']);
    expect(state.chainRevisions.toArray()).toEqual([0, 3]);
  });

  it('H9 says that the customer knows who has the case, where they were on the line', () => {
    const live = offered({ mode: 'CONFERENCE' });
    given(opened(), live)
      .when(accept({}, by('tom', at('09:16'))))
      .then(accepted('tom'), informed({ informedBy: 'LIVE' }));
    given(...thenOffered([opened(), promised()], { mode: 'BLIND' }))
      .when(accept({ readBack }, by('tom', at('09:05'))))
      .then(acceptedWithReadBack, assumed(), informed({ informedBy: 'LIVE' }));
    const back = offered({ transferId: id('back'), from: 'repair', to: 'front-office', mode: 'CONSULT' });
    const facts = given(opened(), ...passedOn, back)
      .when(accept({ readBack }, by('otto', at('09:10'))))
      .facts();
    expect(facts.filter(({ type }) => type === 'CustomerInformedOfTransfer')).toEqual([
      informed({ informedBy: 'LIVE' }),
      informed({ transferId: id('back'), informedBy: 'LIVE' }),
    ]);
  });

  it('H9 C2 knows that they were on the line when it was accepted, recorded later though it be', () => {
    given(opened(), offered({ mode: 'CONFERENCE' }))
      .when(accept({}, { ...by('tom', at('12:00')), occurredAt: at('09:16') }))
      .then(accepted('tom'), informed({ informedBy: 'LIVE' }));
  });

  it('H9 leaves the customer to be told where a live offer is accepted when they have hung up', () => {
    const live = offered({ mode: 'CONSULT' });
    const hungUp = given(opened(), live).when(accept({}, by('tom', at('09:16:01'))));
    hungUp.then(accepted('tom'));
    const state = given(opened(), live, accepted('tom')).state();
    expect(untoldPassings(state)).toMatchObject([{ transferId: id('transfer'), to: 'repair' }]);
    given(opened(), live, accepted('tom'))
      .when(informCustomerOfTransfer({ caseId, waiver: 'UNREACHABLE' }, by('tom')))
      .then(informed({ informedBy: 'WAIVER', waiver: 'UNREACHABLE' }));
  });

  it('takes the open transfer where none is named, and the named one where it is', () => {
    given(opened(), offered())
      .when(accept({ transferId: id('transfer') }))
      .then(accepted('tom'));
    given(opened(), offered(), recalled(), offered({ transferId: id('second') }))
      .when(accept())
      .then(accepted('tom', {}, 'second'));
  });

  it('H1 refuses the sender, a third department, and lets an admin stand in', () => {
    const refusal = given(opened(), offered())
      .when(accept({}, by('ines')))
      .refused('NOT_YOUR_DEPARTMENT', 'ask front-office to recall it and offer it to you');
    expect(refusal.details.rule).toBe('H1');
    expect(refusal.message).toMatch('Only repair can accept this case; you work for front-office.');
    given(opened(), offered())
      .when(accept({}, by('sara')))
      .refused('NOT_YOUR_DEPARTMENT');
    given(opened(), offered())
      .when(accept({}, by('ada')))
      .then(accepted('ada'));
  });

  it('H1 refuses whoever offered it himself, be it that he moved there since, or is an administrator', () => {
    const ownOffer = given(opened(), offered({ from: 'front-office', to: 'front-office', reason: 'ABSENCE_OR_SHIFT' }));
    ownOffer.when(accept({}, by('ines'))).refused('OWN_HANDOFF', 'somebody else of front-office accept it');
    ownOffer.when(accept({}, by('otto'))).then(accepted('otto', { from: 'front-office', to: 'front-office' }));
    given(opened(), offered())
      .when(
        acceptTransfer({ caseId }, { ...by('tom'), by: { agent: 'ines', department: 'repair', role: 'AGENT' } }, {}),
      )
      .refused('OWN_HANDOFF', 'somebody else of repair');
  });

  it('H1 lets a supervisor take what she offered for an agent, and not him for whom she did', () => {
    const { transfers, ...state } = given(opened(), offered()).state();
    const forTom = transfers.map((one) => ({ ...one, offeredBy: 'rosa', offeredFor: 'tom' }));
    const takes = (who: 'rosa' | 'tom') => accept({}, by(who))({ ...state, transfers: forTom });
    expect(takes('rosa')).toEqual([accepted('rosa')]);
    expect(() => takes('tom')).toThrow('You offered it yourself');
  });

  it('H1 refuses an agent who works for another department by now than the token says', () => {
    given(opened(), offered())
      .when(accept({}, by('tom'), { door: { why: 'ELSEWHERE', department: 'sales' } }))
      .refused('AGENT_MOVED', 'sign in again');
  });

  it('H11 refuses an agent who is away or leaving, unless he has accepted already', () => {
    const away = { why: 'AWAY', until: at('12:00', 9), standIn: 'rosa' } as const;
    given(opened(), offered())
      .when(accept({}, by('tom'), { door: away }))
      .refused('AGENT_AWAY', 'rosa stands in');
    given(opened(), offered())
      .when(accept({}, by('tom'), { door: { why: 'LEAVING' } }))
      .refused('AGENT_LEAVING', 'tom is leaving');
    given(opened(), offered())
      .when(accept({}, by('tom'), { door: { why: 'GONE' } }))
      .refused('AGENT_GONE', 'tom has left');
    given(opened(), ...passedOn)
      .when(accept({}, by('tom'), { door: away }))
      .then();
  });

  it('C2 refuses an acceptance that came before the offer', () => {
    const said = (occurredAt: string) => accept({}, { ...by('tom'), occurredAt });
    given(opened(), offered())
      .when(said(at('09:00:59')))
      .refused('OCCURRED_TOO_EARLY', at('09:01'));
    given(opened(), offered())
      .when(said(at('09:01')))
      .then(accepted('tom'));
  });

  it('lets a colleague accept what was meant for one agent: the department answers, not the person', () => {
    given(opened(), offered({ toAgent: 'rosa' }))
      .when(accept())
      .then(accepted('tom'));
  });

  it('refuses what was recalled or declined, named or not', () => {
    given(opened(), offered(), recalled()).when(accept()).refused('TRANSFER_NOT_OPEN', 'recalled');
    given(opened(), offered(), recalled())
      .when(accept({ transferId: id('transfer') }))
      .refused('TRANSFER_NOT_OPEN');
    given(opened(), offered(), declined()).when(accept()).refused('TRANSFER_NOT_OPEN', 'declined');
  });

  it('refuses the recalled transfer by its name while another is open', () => {
    given(opened(), offered(), recalled(), offered({ transferId: id('second') }))
      .when(accept({ transferId: id('transfer') }))
      .refused('TRANSFER_NOT_OPEN', 'recalled');
  });

  it('refuses where there is no such transfer, no case, or nothing open any more', () => {
    const never = given(opened()).when(accept()).refused('TRANSFER_UNKNOWN', 'never on offer');
    expect(never.details.missing).toBeUndefined();
    given(opened(), offered())
      .when(accept({ transferId: id('no transfer') }))
      .refused('TRANSFER_UNKNOWN');
    given().when(accept()).refused('CASE_UNKNOWN');
    given(opened(), ...passedOn, resolved)
      .when(accept({}, by('rosa')))
      .refused('CASE_NOT_OPEN');
  });

  it('asked twice accepts once; the second of two colleagues comes too late', () => {
    given(opened(), ...passedOn)
      .when(accept())
      .then();
    given(opened(), ...passedOn)
      .when(accept({}, by('rosa')))
      .refused('TRANSFER_NOT_OPEN', 'accepted');
    given(opened(), ...passedOn, released)
      .when(accept())
      .refused('TRANSFER_NOT_OPEN');
  });

  it('asked twice with the same read-back accepts once; with another one it is refused, saying what was said', () => {
    const past = [opened(), tier2, acceptedWithReadBack];
    given(...past)
      .when(accept({ readBack }))
      .then();
    given(...past)
      .when(accept({ readBack: { ...readBack, by: '2026-03-03T17:00:00.000+01:00' } }))
      .then();
    given(...past)
      .when(accept())
      .then();
    for (const other of [{ ask: 'Repair it' }, { firstAction: 'Call the customer' }, { by: at('17:00', 3) }]) {
      const refusal = given(...past)
        .when(accept({ readBack: { ...readBack, ...other } }))
        .refused('TRANSFER_NOT_OPEN', `by tom on ${at('09:02')}`);
      expect(refusal.message).toMatch(`read back: Replace the pump; first Order the pump; by ${at('16:00', 3)}`);
    }
    given(opened(), ...passedOn)
      .when(accept({ readBack }))
      .refused('TRANSFER_NOT_OPEN', `accepted already, by tom on ${at('09:02')}. Ask whoever holds`);
  });

  it('asked twice accepts once also after many transfers: the last one is meant', () => {
    const past = Array.from({ length: 12 }, (_, round): CaseFact[] => [
      offered({ transferId: id(`offer ${round}`) }),
      recalled({}, `offer ${round}`),
    ]).flat();
    given(opened(), ...past, offered(), accepted('tom'))
      .when(accept())
      .then();
  });
});

describe('the read-back of an acceptance', () => {
  it('H6 is needed from tier 2 on, and the refusal repeats the ask', () => {
    const refusal = given(opened(), tier2).when(accept()).refused('READ_BACK_MISSING', 'risk tier 2');
    expect(refusal.details).toEqual({
      rule: 'H6',
      missing: ['readBack.ask', 'readBack.firstAction', 'readBack.by'],
      alternatives: ['The ask is: replace the pump'],
    });
    given(opened(), tier2).when(accept({ readBack })).then(acceptedWithReadBack);
  });

  it.each(['ok', '-', '…', 'xxxx', 'OK!'])('H6 says nothing with “%s” where it is demanded', (empty) => {
    const { details } = given(opened(), tier2)
      .when(accept({ readBack: { ...readBack, firstAction: empty } }))
      .refused('READ_BACK_MISSING', 'readBack.firstAction says nothing');
    expect(details).toMatchObject({ rule: 'H6', missing: ['readBack.firstAction'] });
    given(opened(), tier2)
      .when(accept({ readBack: { ...readBack, ask: empty, firstAction: empty } }))
      .refused('READ_BACK_MISSING', 'readBack.ask and readBack.firstAction');
    expect(
      given(opened(), offered())
        .when(accept({ readBack: { ...readBack, ask: empty } }))
        .facts(),
    ).toHaveLength(1);
  });

  it.each(['Call her', 'done', '換泵', 'Насос'])('H6 leaves everybody his own words: “%s”', (words) => {
    expect(
      given(opened(), tier2)
        .when(accept({ readBack: { ...readBack, ask: words, firstAction: words } }))
        .facts(),
    ).toHaveLength(1);
  });

  it('H6 is not needed at tier 1, and kept where it is given', () => {
    given(opened(), offered()).when(accept()).then(accepted('tom'));
    given(opened(), offered()).when(accept({ readBack })).then(acceptedWithReadBack);
  });

  it('H6 says by when it is done, later than now, at whatever tier', () => {
    const refusal = given(opened(), offered())
      .when(accept({ readBack: { ...readBack, by: at('12:00') } }))
      .refused('READ_BACK_IN_PAST', `accept it at ${at('12:00')}: say in readBack.by`);
    expect(refusal.details).toMatchObject({ rule: 'H6', missing: ['readBack.by'] });
    given(opened(), tier2)
      .when(accept({ readBack: { ...readBack, by: '2026-03-02T13:00:00.000+01:00' } }))
      .refused('READ_BACK_IN_PAST');
    given(opened(), offered())
      .when(accept({ readBack: { ...readBack, by: at('12:00:01') } }))
      .then({
        ...acceptedWithReadBack,
        data: { ...acceptedWithReadBack.data, readBack: { ...readBack, by: at('12:00:01') } },
      } as CaseFact);
  });

  it('H6 C2 holds the read-back against the time of the acceptance, recorded later though it be', () => {
    const late = (by_: string) =>
      accept({ readBack: { ...readBack, by: by_ } }, { ...by('tom', at('12:00')), occurredAt: at('10:00') });
    expect(
      given(opened(), tier2)
        .when(late(at('11:00')))
        .facts()[0],
    ).toMatchObject({
      type: 'TransferAccepted',
      data: { readBack: { by: at('11:00') } },
    });
    given(opened(), tier2)
      .when(late(at('10:00')))
      .refused('READ_BACK_IN_PAST', `accept it at ${at('10:00')}`);
  });

  it('H6 is needed too where a promise was made while the case was on offer', () => {
    given(opened(), offered(), promised()).when(accept()).refused('READ_BACK_MISSING', 'risk tier 2');
    const [taken, moved] = given(opened(), offered(), promised()).when(accept({ readBack })).facts();
    expect([taken?.type, moved]).toEqual(['TransferAccepted', assumed()]);
  });

  it('H6 freezes the brief with what came in since it was offered, and nothing of it where nothing did', () => {
    const since = [
      promised(),
      established('serial number', 'WM-77', { verifiedBy: 'Photograph of the plate' }),
      told('price', '90 euros'),
      noted('Restarted the machine', { attempt: true }),
    ];
    const [taken] = given(opened(), offered(), ...since)
      .when(accept({ readBack }))
      .facts();
    const now = {
      ...{ ask: 'replace the pump', nextDeadline: at('17:00'), openPromises: [{ revision: 2 }] },
      ...{ factsVerified: [{ revision: 3 }], statements: [{ revision: 4 }], triedSoFar: [{ revision: 5 }] },
      doNotAskAgain: ['serial number'],
    };
    expect(taken).toMatchObject({ type: 'TransferAccepted', data: { brief: now } });
    const state = given(opened(), offered(), ...since, taken as CaseFact, told('price', '95 euros')).state();
    expect(state.transfers.get(id('transfer'))?.brief).toMatchObject(now);
    given(opened(), offered()).when(accept()).then(accepted('tom'));
  });

  it('H6 X3 freezes it with what a case knows that was merged into it since', () => {
    const knows = established('serial number', 'WM-77', { verifiedBy: 'Photograph of the plate' });
    const duplicate = { ...given(opened(), knows, merged('case', 'DUPLICATE')).state(), caseId: id('other case') };
    const [taken] = given(opened(), offered(), merged('other case', 'SURVIVOR'))
      .when(acceptTransfer({ caseId }, by('tom'), { duplicates: [duplicate] }))
      .facts();
    expect(taken).toMatchObject({
      data: { brief: { factsVerified: [{ revision: 2 }], doNotAskAgain: ['serial number'] } },
    });
  });

  it('H6 is needed where the brief spoke of a promise that was kept since', () => {
    given(opened(), promised(), tier2, kept()).when(accept()).refused('READ_BACK_MISSING');
  });

  it('H6 leaves the brief as it was accepted', () => {
    const { transfers } = given(opened(), offered(), accepted('tom'), promised()).state();
    expect(transfers.get(id('transfer'))).toMatchObject({ status: 'ACCEPTED', brief: { openPromises: [] } });
  });
});

describe('the promises of a case that passes on', () => {
  const another = promised({ promiseId: id('another'), callback: false, due: at('16:00') });

  it('H8 move to the receiver, every open one, the next due first', () => {
    given(...thenOffered([opened(), promised(), another]))
      .when(accept({ readBack }))
      .then(acceptedWithReadBack, assumed('another'), assumed('promise'));
    const { promises } = given(opened(), promised(), tier2, acceptedWithReadBack, assumed()).state();
    expect(promises.get(id('promise'))).toMatchObject({ department: 'repair', status: 'OPEN', due: at('17:00') });
  });

  it('H8 stay where the receiver says so and why; the others move', () => {
    given(...thenOffered([opened(), promised(), another]))
      .when(accept({ readBack, staying: [{ promiseId: id('promise'), reason: 'Ines knows the customer' }] }))
      .then(acceptedWithReadBack, assumed('another'), {
        type: 'PromiseRetained',
        data: {
          promiseId: id('promise'),
          department: 'front-office',
          transferId: id('transfer'),
          reason: 'Ines knows the customer',
        },
      });
  });

  it('H8 that stay go on staying when others pass the case on, and move when the one who owes them does', () => {
    const stays: CaseFact = {
      type: 'PromiseRetained',
      data: {
        promiseId: id('promise'),
        department: 'front-office',
        transferId: id('transfer'),
        reason: 'Ines knows her',
      },
    };
    const next = (from: string, to: string) => offered({ transferId: id(`${from} ${to}`), from, to, riskTier: 2 });
    const moved = (past: CaseFact[], who: 'sara' | 'otto') =>
      given(...past)
        .when(accept({ readBack }, by(who)))
        .facts()
        .filter(({ type }) => type === 'PromiseAssumed' || type === 'PromiseRetained');
    const past = [opened(), promised(), tier2, acceptedWithReadBack, stays];
    expect(moved([...past, next('repair', 'sales')], 'sara')).toEqual([]);
    expect(moved([...past, next('repair', 'front-office')], 'otto')).toEqual([]);
    const back = [...past, next('repair', 'front-office'), accepted('otto', parties, 'repair front-office')];
    expect(moved([...back, next('front-office', 'sales')], 'sara')).toEqual([
      assumed('promise', 'front-office', 'sales', 'front-office sales'),
    ]);
  });

  it('H8 that stay are part of the answer: other ones, or other reasons, are another one', () => {
    const staying = [{ promiseId: id('promise'), reason: 'Ines knows her' }];
    const past = [opened(), promised(), tier2];
    const facts = given(...past)
      .when(accept({ readBack, staying }))
      .facts();
    const again = (details: Partial<AcceptTransfer>) => given(...past, ...facts).when(accept({ readBack, ...details }));
    again({ staying }).then();
    again({}).then();
    again({ staying: [] }).refused('TRANSFER_NOT_OPEN', 'accepted already');
    again({ staying: [{ promiseId: id('promise'), reason: 'Otto does' }] }).refused('TRANSFER_NOT_OPEN');
  });

  it('H8 leave out what is settled', () => {
    given(opened(), promised(), kept(), offered()).when(accept()).then(accepted('tom'));
  });

  it('H8 include what a third department owes, and leave out what the receiver owes already', () => {
    given(...thenOffered([opened(), promised({ department: 'sales' })]))
      .when(accept({ readBack }))
      .then(acceptedWithReadBack, assumed('promise', 'sales'));
    given(...thenOffered([opened(), promised({ department: 'repair' })]))
      .when(accept({ readBack }))
      .then(acceptedWithReadBack);
  });

  it('H8 refuse to stay where they are settled or unknown', () => {
    const staying = (promise: string) => [{ promiseId: id(promise), reason: 'Because' }];
    const refusal = given(opened(), promised(), kept(), offered())
      .when(accept({ staying: staying('promise') }))
      .refused('PROMISE_UNKNOWN', id('promise'));
    expect(refusal.details.rule).toBe('H8');
    given(opened(), promised(), another, kept(), tier2)
      .when(accept({ readBack, staying: staying('promise') }))
      .refused('PROMISE_UNKNOWN', id('promise'));
    given(opened(), offered())
      .when(accept({ staying: staying('no promise') }))
      .refused('PROMISE_UNKNOWN');
  });

  it('H8 stay within the department when only the shift changes', () => {
    const within = { from: 'front-office', to: 'front-office' };
    const handover = offered({ ...within, reason: 'ABSENCE_OR_SHIFT' });
    given(opened(), handover)
      .when(accept({}, by('otto')))
      .then(accepted('otto', within));
    given(...thenOffered([opened(), promised()], { ...within, reason: 'ABSENCE_OR_SHIFT' }))
      .when(accept({ readBack }, by('otto')))
      .then({
        type: 'TransferAccepted',
        data: { ...within, transferId: id('transfer'), holder: 'otto', readBack, comparison },
      });
    expect(given(opened(), handover, accepted('otto', within)).state().chain.toArray()).toEqual(['front-office']);
  });

  describe('H10 what it makes of the chain', () => {
    const away = [opened(), ...passed('front-office', 'repair')];
    const back = offered({ from: 'repair', to: 'front-office' });

    it('raises the alarm of a return with the acceptance, and asks the supervisor of who has the case now', () => {
      const facts = given(...away, back)
        .when(accept({ readBack }, by('otto')))
        .facts();
      expect(facts.map(({ type }) => type)).toEqual(['TransferAccepted', 'ChainAlarmRaised', 'EscalationRaised']);
      expect(facts[1]?.data).toEqual({
        ...{ alarmId: made('alarm RETURN'), level: 'WARNING', cause: 'RETURN', transferId: id('transfer') },
        ...{ rules: 'chain-alarms@2', transfers: 2, returns: 1, declines: 0, departments: 2 },
      });
      expect(facts[2]?.data).toEqual({
        ...{ escalationId: made('escalation'), department: 'front-office', cause: 'CHAIN_ALARM' },
        transferId: id('transfer'),
      });
      expect(
        given(...away, back, ...facts)
          .when(accept({ readBack }, by('otto')))
          .facts(),
      ).toEqual([]);
    });

    it('notices the second transfer that is accepted with the customer on the line, not one taken after they hung up', () => {
      const live = { mode: 'CONSULT' } as const;
      const next = offered({ transferId: id('next'), from: 'repair', to: 'sales', ...live });
      const heard = informed({ informedBy: 'LIVE' });
      const causesAt = (time: string) =>
        given(opened(), offered(live), accepted('tom'), heard, next)
          .when(accept({ readBack }, by('sara', at(time))))
          .facts()
          .flatMap((fact) => (fact.type === 'ChainAlarmRaised' ? [fact.data.cause] : []));
      expect(causesAt('09:10')).toEqual(['SECOND_TRANSFER_IN_CONTACT', 'THIRD_DEPARTMENT']);
      expect(causesAt('10:00')).toEqual(['THIRD_DEPARTMENT']);
    });

    it('is nothing where the shift ends', () => {
      given(...away, { ...back, data: { ...back.data, reason: 'ABSENCE_OR_SHIFT', shiftOnRecord: true } } as CaseFact)
        .when(accept({ readBack }, by('otto')))
        .then({
          type: 'TransferAccepted',
          data: { ...parties, transferId: id('transfer'), holder: 'otto', readBack, comparison },
        });
    });

    it('wants a read-back from a warning on', () => {
      given(opened(), offered(), alarm('WARNING', 'WAITED_AN_OPENING_DAY'))
        .when(accept())
        .refused('READ_BACK_MISSING', 'tier 2');
    });

    it('refuses the sixth transfer, though it was offered before the fifth was known', () => {
      const observed = Array.from({ length: 5 }, (_, n): CaseFact => ({
        type: 'TransferObserved',
        data: n % 2 ? { from: 'sales', to: 'front-office' } : { from: 'front-office', to: 'sales' },
      }));
      given(opened(), offered(), ...observed)
        .when(accept({ readBack }))
        .refused('ARBITRATION_NEEDED', 'arbitrateAssignment');
    });
  });
});
