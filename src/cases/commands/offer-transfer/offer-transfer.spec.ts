import type { CaseFact, TransferReason, TransferMode } from '@baton/contracts';
import {
  accepted,
  alarm,
  closed,
  declined,
  established,
  kept,
  offered,
  opened,
  passed,
  passedOn,
  promised,
  recalled,
  resolved,
} from '../../testing/case.happenings.js';
import { always, at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import type { Receiver } from '../../receiver.guards.js';
import { offerTransfer, type OfferTransfer } from './offer-transfer.decision.js';

const command: OfferTransfer = { caseId, to: 'repair', reason: 'SKILL_NEEDED', ask: 'replace the pump' };
const offer = (details: Partial<OfferTransfer> = {}, caller = by('ines'), departmentKnown = true) =>
  offerTransfer({ ...command, ...details }, caller, { departmentKnown, toAgentWorksIn: 'repair', calendar: always });
const whole = { ifThen: ['If there is no pump, lend a machine'], noneVerified: true };
const offeredBy = (...past: Parameters<typeof given>) => ({
  with: (details: Partial<OfferTransfer> = {}, caller = by('ines')) => {
    const [fact] = given(...past)
      .when(offer(details, caller))
      .facts();
    if (fact?.type !== 'TransferOffered') throw new Error(`expected an offer, not ${fact?.type}`);
    return fact.data;
  },
});
const arbitration = { arbitrationId: id('arbitration'), reason: 'Enough' };
/** To repair or back to the front office, by the first letter; the whole names the transfer. */
const passedTo = (hop: string, reason: TransferReason = 'SKILL_NEEDED'): readonly CaseFact[] =>
  hop.startsWith('r')
    ? passed('front-office', 'repair', { reason }, hop)
    : passed('repair', 'front-office', { reason }, hop);
const complaint = opened({ kind: 'COMPLAINT' });

describe('offering a transfer', () => {
  it.each([['sales'], [undefined]])(
    'refuses an agent who works in %s, not where the case is offered to',
    (toAgentWorksIn) => {
      const meantFor = { ...command, toAgent: 'sara' };
      given(opened())
        .when(offerTransfer(meantFor, by('ines'), { departmentKnown: true, toAgentWorksIn, calendar: always }))
        .refused('AGENT_UNKNOWN', 'sara does not work in repair');
    },
  );

  it('H11 refuses an agent who is away or leaving, and names who stands in', () => {
    const meantFor = { ...command, toAgent: 'tom' };
    const facts = { departmentKnown: true, toAgentWorksIn: 'repair', calendar: always };
    const away = { why: 'AWAY', until: at('12:00', 9), standIn: 'rosa' } as const;
    given(opened())
      .when(offerTransfer(meantFor, by('ines'), { ...facts, door: away }))
      .refused('AGENT_AWAY', 'rosa stands in');
    given(opened())
      .when(offerTransfer(meantFor, by('ines'), { ...facts, door: { why: 'LEAVING' } }))
      .refused('AGENT_LEAVING', 'tom is leaving');
  });

  describe('H7 with the customer on the line', () => {
    const ready: Receiver = { open: true, agents: 2, free: 1, limit: 10, accountable: 8, offered: 1 };
    const live = (mode: TransferMode, receiver: Partial<Receiver>, to = 'repair') => {
      const reason = to === 'repair' ? 'SKILL_NEEDED' : 'ABSENCE_OR_SHIFT';
      const known = { departmentKnown: true, calendar: always, receiver: { ...ready, ...receiver } };
      return offerTransfer({ ...command, to, mode, reason }, by('ines'), known);
    };

    it('puts the customer through to a department that is open, has somebody free and room for one more', () => {
      expect(given(opened()).when(live('BLIND', {})).facts()).toHaveLength(1);
    });

    it('refuses a closed department, and tells when it opens and what can be done instead', () => {
      const opensAt = at('08:00', 3);
      const { details } = given(opened())
        .when(live('BLIND', { open: false, opensAt }))
        .refused('RECEIVER_CLOSED', `closed until ${opensAt}`);
      expect(details.rule).toBe('H7');
      expect(details.alternatives).toEqual([
        `Put the customer through from ${opensAt} on, when repair opens`,
        'Promise the customer a call back with makePromise',
        'Offer it with mode ASYNC, with no customer on the line',
      ]);
      given(opened())
        .when(live('BLIND', { open: false }))
        .refused('RECEIVER_CLOSED', 'repair is closed: nobody would answer');
    });

    it('refuses a department where nobody is free, unless nobody said who works there', () => {
      const { details } = given(opened())
        .when(live('BLIND', { free: 0 }))
        .refused('NO_FREE_AGENT', 'repair');
      expect(details.alternatives?.[0]).toContain('call back');
      expect(
        given(opened())
          .when(live('BLIND', { agents: 0, free: 0 }))
          .facts(),
      ).toHaveLength(1);
    });

    it('lets those through whom the receiver answers itself, closed or not', () => {
      for (const mode of ['CONSULT', 'CONFERENCE'] as const) {
        expect(
          given(opened())
            .when(live(mode, { open: false, free: 0 }))
            .facts(),
        ).toHaveLength(1);
      }
    });

    it('refuses a department that has all the work it can do, in whatever way it is asked', () => {
      for (const mode of ['BLIND', 'CONSULT', 'CONFERENCE'] as const) {
        given(opened())
          .when(live(mode, { offered: 2 }))
          .refused('RECEIVER_FULL', '8 open cases and 2 on offer; it can work on 10');
      }
      expect(
        given(opened())
          .when(live('BLIND', { limit: undefined, accountable: 900 }))
          .facts(),
      ).toHaveLength(1);
    });

    it('passes a case on within a department that is full, and never asks this where no customer waits', () => {
      const full = { open: false, free: 0, accountable: 10 };
      expect(
        given(opened())
          .when(live('BLIND', full, 'front-office'))
          .facts(),
      ).toHaveLength(1);
      expect(given(opened()).when(live('ASYNC', full)).facts()).toHaveLength(1);
    });
  });

  it('refuses an action for a department that does not exist, and names all it was asked about', () => {
    const actions = [{ what: 'send a pump', department: 'ghosts' }];
    const refusal = given(opened())
      .when(offer({ actions }, by('ines'), false))
      .refused('DEPARTMENT_UNKNOWN', 'repair or ghosts');
    expect(refusal.details.missing).toEqual(['to', 'actions']);
  });

  it('H1 offers the case and leaves the sender accountable', () => {
    expect(offeredBy(opened()).with()).toMatchObject({
      transferId: made('transfer'),
      from: 'front-office',
      to: 'repair',
      mode: 'ASYNC',
      reason: 'SKILL_NEEDED',
      riskTier: 1,
    });
    expect(given(opened(), offered()).state().accountable).toBe('front-office');
  });

  it('X4 records the suggestion it relied on', () => {
    const suggestion = { rules: 'suggest-departments@1', rank: 2, position: '41' };
    expect(offeredBy(opened()).with({ suggestion }).suggestion).toEqual(suggestion);
    expect(offeredBy(opened()).with()).not.toHaveProperty('suggestion');
  });

  it('keeps the agent it is meant for and the mode it is made in', () => {
    expect(offeredBy(opened()).with({ toAgent: 'tom', mode: 'CONSULT' })).toMatchObject({
      toAgent: 'tom',
      mode: 'CONSULT',
    });
    expect(offeredBy(opened()).with()).not.toHaveProperty('toAgent');
  });

  it('H1 refuses whoever does not work for the accountable department, and lets an admin stand in', () => {
    const refusal = given(opened())
      .when(offer({}, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    expect(refusal.details.rule).toBe('H1');
    given(opened(), ...passedOn)
      .when(offer({ to: 'sales' }, by('ines')))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
    expect(offeredBy(opened()).with({}, by('ada')).from).toBe('front-office');
  });

  it('H2 refuses a second offer while one is open, to whomever', () => {
    const refusal = given(opened(), offered())
      .when(offer({ to: 'sales' }))
      .refused('TRANSFER_ALREADY_OPEN', 'repair');
    expect(refusal.details.rule).toBe('H2');
    given(opened(), offered()).when(offer()).refused('TRANSFER_ALREADY_OPEN');
  });

  it('H2 allows the next offer once the first was declined, recalled or accepted', () => {
    expect(offeredBy(opened(), offered(), declined()).with().to).toBe('repair');
    expect(offeredBy(opened(), offered(), recalled()).with().to).toBe('repair');
    expect(offeredBy(opened(), ...passedOn).with({ to: 'sales', ...whole }, by('tom')).from).toBe('repair');
  });

  it("H4 says when the offer expires, by the case's urgency and the receiver's calendar, and by which versions", () => {
    expect(offeredBy(opened()).with()).toMatchObject({
      expiresAt: at('20:00'),
      calendar: 'always@1 offer-expiry@1',
    });
    expect(offeredBy(opened({ urgency: 'CRITICAL' })).with().expiresAt).toBe(at('12:30'));
  });

  it('H3 refuses a transfer to the department that is accountable', () => {
    const refusal = given(opened())
      .when(offer({ to: 'front-office', reason: 'WORKLOAD' }))
      .refused('TRANSFER_TO_ITSELF', 'ABSENCE_OR_SHIFT');
    expect(refusal.details.rule).toBe('H3');
  });

  it('H3 allows it at the end of a shift', () => {
    expect(offeredBy(opened()).with({ to: 'front-office', reason: 'ABSENCE_OR_SHIFT' })).toMatchObject({
      from: 'front-office',
      to: 'front-office',
      reason: 'ABSENCE_OR_SHIFT',
    });
  });

  it('refuses a department that does not exist', () => {
    given(opened())
      .when(offer({ to: 'repiar' }, by('ines'), false))
      .refused('DEPARTMENT_UNKNOWN', 'repiar');
  });

  it('refuses a case that is unknown, resolved or closed', () => {
    given().when(offer()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(offer()).refused('CASE_NOT_OPEN', 'resolved');
    given(opened(), resolved, closed).when(offer()).refused('CASE_NOT_OPEN', 'closed');
  });

  it('asked twice offers once, also after the offer has ended', () => {
    const own = { transferId: made('transfer'), from: 'front-office', to: 'repair' };
    const ended: CaseFact = { type: 'TransferRecalled', data: { ...own, reason: 'Solved meanwhile' } };
    given(opened(), offered(own)).when(offer()).then();
    given(opened(), offered(own), ended).when(offer()).then();
  });
});

describe('the brief of an offer', () => {
  it('needs nothing but the ask and the reason at tier 1', () => {
    const { brief, riskTier } = offeredBy(opened()).with();
    expect(riskTier).toBe(1);
    expect(brief).toMatchObject({ ask: 'replace the pump', reason: 'SKILL_NEEDED', ifThen: [], factsVerified: [] });
  });

  it('needs a contingency and a verified fact from tier 2 on, and names both with the remedy', () => {
    const refusal = given(complaint).when(offer()).refused('BRIEF_INCOMPLETE', 'risk tier 2');
    expect(refusal.details.missing).toEqual(['ifThen', 'factsVerified']);
    expect(refusal.details.alternatives).toEqual([
      'Give one contingency in ifThen: what to do if the first thing fails',
      'Establish a verified fact with establishFact, or say noneVerified: true',
    ]);
  });

  it('takes the word that none was verified, but no silence about the contingency', () => {
    given(complaint)
      .when(offer({ noneVerified: true }))
      .refused('BRIEF_INCOMPLETE', /needs ifThen\b/);
    given(complaint)
      .when(offer({ noneVerified: true, ifThen: [] }))
      .refused('BRIEF_INCOMPLETE', 'ifThen');
    expect(offeredBy(complaint).with(whole).riskTier).toBe(2);
  });

  it('takes a verified fact of the trail, and not one nobody verified', () => {
    const ifThen = [...whole.ifThen];
    const plate = established('serial number', 'WM-77', { verifiedBy: 'Plate' });
    expect(offeredBy(complaint, plate).with({ ifThen }).brief.factsVerified).toEqual([
      { text: 'serial number: WM-77', revision: 1 },
    ]);
    given(complaint, established('serial number', 'WM-77'))
      .when(offer({ ifThen }))
      .refused('BRIEF_INCOMPLETE', 'factsVerified');
  });

  it('carries the tier and the completeness it had when it was offered', () => {
    expect(offeredBy(complaint, promised()).with(whole)).toMatchObject({ riskTier: 3, completeness: 0.38 });
    expect(offeredBy(complaint, promised(), kept()).with(whole).riskTier).toBe(2);
  });

  it('counts a transfer before it, and not one that was declined', () => {
    const ping = [opened(), ...passedOn] as const;
    given(...ping)
      .when(offer({ to: 'front-office' }, by('tom')))
      .refused('BRIEF_INCOMPLETE', 'risk tier 2');
    expect(offeredBy(opened(), offered(), declined()).with().riskTier).toBe(1);
    const within = { from: 'front-office', to: 'front-office' };
    expect(
      offeredBy(opened(), offered({ ...within, reason: 'ABSENCE_OR_SHIFT' }), accepted('otto', within)).with().riskTier,
    ).toBe(1);
  });

  it('keeps the words of the sender', () => {
    const words = {
      actions: [{ what: 'Send the price list', department: 'sales', by: at('16:00') }],
      ifThen: ['If there is no pump, lend a machine'],
      doNotAskAgain: ['the address'],
    };
    expect(offeredBy(opened()).with(words).brief).toMatchObject(words);
  });

  describe('H10 once the chain has gone wrong', () => {
    const bounced = [opened(), ...['ra', 'fb', 'rc'].flatMap((hop) => passedTo(hop))];
    const lead: CaseFact = { type: 'CaseLeadAssigned', data: { lead: 'tom', department: 'repair', reason: 'Enough' } };
    const shift = { to: 'repair', reason: 'ABSENCE_OR_SHIFT', ...whole } as const;
    const byTom = by('tom');
    const toSales = { to: 'sales', ...whole };

    it('demands the full brief from a warning on, whatever the risk tier', () => {
      const refusal = given(opened(), alarm('WARNING', 'WAITED_AN_OPENING_DAY'))
        .when(offer())
        .refused('BRIEF_INCOMPLETE', 'ifThen');
      expect(refusal.message).toMatch('tier 2');
      expect(offeredBy(opened(), alarm('WARNING', 'WAITED_AN_OPENING_DAY')).with(whole).riskTier).toBe(1);
      expect(offeredBy(opened(), alarm('NOTICE', 'SECOND_DECLINE')).with().riskTier).toBe(1);
    });

    it('wants a case lead after an alarm', () => {
      const alarmed = [...bounced, alarm('ALARM', 'SECOND_RETURN')];
      given(...alarmed)
        .when(offer(toSales, byTom))
        .refused('CASE_LEAD_NEEDED', 'assignCaseLead');
      expect(offeredBy(...alarmed, lead).with(toSales, byTom).to).toBe('sales');
      expect(offeredBy(...alarmed).with(shift, byTom).to).toBe('repair');
    });

    it('refuses after five transfers, be there a lead or not; the end of a shift goes on', () => {
      const five = [...bounced, ...['fd', 're'].flatMap((hop) => passedTo(hop))];
      const refusal = given(...five, lead)
        .when(offer(toSales, byTom))
        .refused('ARBITRATION_NEEDED', 'arbitrateAssignment');
      expect(refusal.details.rule).toBe('H10');
      expect(offeredBy(...five).with(shift, byTom).to).toBe('repair');
      given(...five, { type: 'AssignmentArbitrated', data: { ...arbitration, from: 'repair', to: 'front-office' } })
        .when(offer(toSales))
        .refused('ARBITRATION_NEEDED');
    });

    it('does not count what ABSENCE_OR_SHIFT moved', () => {
      const shifts = Array.from({ length: 6 }, (_, n) => passedTo(n % 2 ? `f${n}` : `r${n}`, 'ABSENCE_OR_SHIFT'));
      expect(offeredBy(opened(), ...shifts.flat()).with(toSales).to).toBe('sales');
    });

    it('X5 counts the transfers that an import observed', () => {
      const observed = Array.from({ length: 5 }, (_, n): CaseFact => ({
        type: 'TransferObserved',
        data: n % 2 ? { from: 'repair', to: 'front-office' } : { from: 'front-office', to: 'repair' },
      }));
      given(opened(), ...observed)
        .when(offer(toSales, byTom))
        .refused('ARBITRATION_NEEDED');
    });
  });
});
