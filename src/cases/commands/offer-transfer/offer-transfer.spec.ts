import type { CaseFact, TransferMode, TransferReason, Urgency } from '@baton/contracts';
import {
  accepted,
  alarm,
  claimed,
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
import { afternoons, always, at, by, caseId, given, id, made, shortDays } from '../../testing/case.scenarios.js';
import type { Backlog } from '../../offer-queue.js';
import type { ClosedDoor } from '../../department-directory.js';
import type { Receiver } from '../../receiver.guards.js';
import { makePromise, type MakePromise } from '../make-promise/make-promise.decision.js';
import { offerTransfer, type OfferTransfer } from './offer-transfer.decision.js';

const command: OfferTransfer = { caseId, to: 'repair', reason: 'SKILL_NEEDED', ask: 'replace the pump' };
const offer = (details: Partial<OfferTransfer> = {}, caller = by('ines'), unknown: string[] = []) =>
  offerTransfer({ ...command, ...details }, caller, { unknown, toAgentWorksIn: 'repair', calendar: always });
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
const passedTo = (hop: string, reason: TransferReason = 'SKILL_NEEDED', more: object = {}): readonly CaseFact[] =>
  hop.startsWith('r')
    ? passed('front-office', 'repair', { reason, ...more }, hop)
    : passed('repair', 'front-office', { reason, ...more }, hop);
const complaint = opened({ kind: 'COMPLAINT' });

describe('offering a transfer', () => {
  it.each([['sales'], [undefined]])(
    'refuses an agent who works in %s, not where the case is offered to',
    (toAgentWorksIn) => {
      const meantFor = { ...command, toAgent: 'sara' };
      given(opened())
        .when(offerTransfer(meantFor, by('ines'), { unknown: [], toAgentWorksIn, calendar: always }))
        .refused('AGENT_UNKNOWN', 'sara does not work in repair');
    },
  );

  it('H11 refuses an agent who is away or leaving, and names who stands in', () => {
    const meantFor = { ...command, toAgent: 'tom' };
    const facts = { unknown: [], toAgentWorksIn: 'repair', calendar: always };
    const away = { why: 'AWAY', until: at('12:00', 9), standIn: 'rosa' } as const;
    given(opened())
      .when(offerTransfer(meantFor, by('ines'), { ...facts, door: away }))
      .refused('AGENT_AWAY', 'rosa stands in');
    given(opened())
      .when(offerTransfer(meantFor, by('ines'), { ...facts, door: { why: 'LEAVING' } }))
      .refused('AGENT_LEAVING', 'tom is leaving');
    given(opened())
      .when(offerTransfer(meantFor, by('ines'), { ...facts, door: { why: 'GONE' } }))
      .refused('AGENT_GONE', 'tom has left');
  });

  const ready: Receiver = { open: true, agents: 2, atWork: 2, free: 1, skills: [], backlogs: [] };
  const accepted5 = ['07:00', '08:00', '09:00', '10:00', '11:00'].map((time) => at(time));
  const room: Backlog = { limitOf: 'DEPARTMENT', of: 'repair', limit: 10, cases: 8, waiting: 1, accepted: accepted5 };
  const to = (receiver: Partial<Receiver>, details: Partial<OfferTransfer> = {}) =>
    offerTransfer({ ...command, ...details }, by('ines'), {
      ...{ unknown: [], toAgentWorksIn: 'repair', calendar: always, senderCalendar: shortDays },
      receiver: { ...ready, ...receiver },
    });

  describe('H7 with the customer on the line', () => {
    const live = (mode: TransferMode, receiver: Partial<Receiver>, department = 'repair') => {
      const reason = department === 'repair' ? 'SKILL_NEEDED' : 'ABSENCE_OR_SHIFT';
      return to(receiver, { to: department, mode, reason });
    };
    /** The front office, which is to make the promise, is open from nine to eleven. */
    const proposal = {
      ...{ caseId, department: 'front-office', beneficiary: 'The customer', callback: true },
      action: 'repair calls the customer back about this case',
      ...{ from: at('09:00', 3), due: at('11:00', 3), zone: 'UTC', channel: 'PHONE' },
      ...{ evidence: 'The call is recorded as a contact of this case', contactId: id('first call') },
    };
    const callBack = `Promise the customer a call back from ${proposal.from} to ${proposal.due}: ask makePromise what proposal says`;

    it('puts the customer through to a department that is open, has somebody free and room for one more', () => {
      expect(
        given(opened())
          .when(live('BLIND', { backlogs: [room] }))
          .facts(),
      ).toHaveLength(1);
    });

    it('refuses a closed department, and tells when it opens and what can be done instead', () => {
      const opensAt = at('08:00', 3);
      const { details } = given(opened())
        .when(live('BLIND', { open: false, opensAt }))
        .refused('RECEIVER_CLOSED', `closed until ${opensAt}`);
      expect(details.rule).toBe('H7');
      expect(details.alternatives).toEqual([
        `Put the customer through from ${opensAt} on, when repair opens`,
        callBack,
        'Offer it with mode ASYNC, with no customer on the line',
      ]);
      expect(details.proposal).toEqual(proposal);
      given(opened())
        .when(live('BLIND', { open: false }))
        .refused('RECEIVER_CLOSED', 'repair is closed: nobody would answer.');
    });

    it('proposes a call back that can be promised as it is', () => {
      const { details } = given(opened())
        .when(live('BLIND', { open: false }))
        .refused('RECEIVER_CLOSED');
      const hours = { department: shortDays, customer: {}, departmentKnown: true };
      const [promise] = given(opened())
        .when(makePromise(details.proposal as MakePromise, by('ines'), hours))
        .facts();
      expect(promise).toMatchObject({ type: 'PromiseMade', data: { callback: true, due: proposal.due } });
    });

    it('proposes nothing where both are never open, and still says what can be done', () => {
      const facts = { unknown: [], calendar: shortDays, senderCalendar: afternoons };
      const receiver = { ...ready, open: false, opensAt: at('09:00', 3) };
      const { details } = given(opened())
        .when(offerTransfer({ ...command, mode: 'BLIND' }, by('ines'), { ...facts, receiver }))
        .refused('RECEIVER_CLOSED');
      expect(details).not.toHaveProperty('proposal');
      expect(details.alternatives).toHaveLength(2);
    });

    it('proposes an e-mail where the customer must never be called while both are open', () => {
      const facts = { unknown: [], calendar: always, senderCalendar: shortDays, receiver: { ...ready, free: 0 } };
      const customer = { quietFrom: '08:00', quietUntil: '12:00' };
      const { details } = given(opened())
        .when(offerTransfer({ ...command, mode: 'BLIND' }, by('ines'), { ...facts, customer }))
        .refused('NO_FREE_AGENT');
      expect(details.proposal).toMatchObject({ channel: 'EMAIL', callback: false, due: at('11:00', 3) });
      expect(details.alternatives?.[0]).toContain('Promise the customer an e-mail');
    });

    it('refuses where nobody is free, unless nobody said who works there', () => {
      const { details } = given(opened())
        .when(live('BLIND', { free: 0 }))
        .refused('NO_FREE_AGENT', 'repair');
      expect(details.alternatives?.[0]).toBe(callBack);
      expect(details.proposal).toEqual(proposal);
      expect(
        given(opened())
          .when(live('BLIND', { agents: 0, free: 0 }))
          .facts(),
      ).toHaveLength(1);
    });

    it('lets those through whom the receiver answers itself: closed or full, it says whether it can take them', () => {
      const none = [{ ...room, limit: 0, accepted: [] }];
      for (const mode of ['CONSULT', 'CONFERENCE'] as const) {
        expect(
          given(opened())
            .when(live(mode, { open: false, free: 0 }))
            .facts(),
        ).toHaveLength(1);
        const [fact] = given(opened())
          .when(live(mode, { backlogs: [{ ...room, waiting: 2 }] }))
          .facts();
        expect(fact?.data).toMatchObject({ queue: { place: 3, expectedAt: at('15:45') }, expiresAt: at('20:00') });
        expect(
          given(opened())
            .when(live(mode, { backlogs: none }))
            .facts(),
        ).toHaveLength(1);
      }
    });

    it('refuses in every mode where everybody is away, as nobody would answer; without the customer they come back', () => {
      for (const mode of ['BLIND', 'CONSULT', 'CONFERENCE'] as const) {
        const { details } = given(opened())
          .when(live(mode, { atWork: 0, free: 0, staying: 2 }))
          .refused('NO_FREE_AGENT', 'Nobody in repair is at work');
        expect(details.alternatives).toContain('Offer it with mode ASYNC, with no customer on the line');
        expect(details.proposal).toEqual(proposal);
      }
      expect(
        given(opened())
          .when(live('ASYNC', { atWork: 0, free: 0, staying: 2 }))
          .facts(),
      ).toHaveLength(1);
    });

    it('refuses for nobody free and for no skill only where all agents were looked at', () => {
      const crowd = { agents: 200, atWork: 0, free: 0, skills: ['gas'], moreAgents: true };
      for (const mode of ['BLIND', 'CONSULT'] as const) {
        const offer = to(crowd, { mode, skill: 'pumps' });
        expect(given(opened()).when(offer).facts()).toHaveLength(1);
      }
    });

    it('refuses a department that everybody has left, in every mode, unless nobody was ever registered there', () => {
      for (const mode of ['BLIND', 'CONSULT', 'CONFERENCE', 'ASYNC'] as const) {
        const { details } = given(opened())
          .when(live(mode, { agents: 0, atWork: 0, free: 0, staying: 0 }))
          .refused('NOBODY_THERE', 'with registerAgent');
        expect(details).toMatchObject({ rule: 'H7', missing: ['to'] });
        const unknown = live(mode, { agents: 0, atWork: 0, free: 0, staying: undefined });
        expect(given(opened()).when(unknown).facts()).toHaveLength(1);
      }
    });

    it('refuses a department that has all the work it can do, and says how long the line is', () => {
      const { details } = given(opened())
        .when(live('BLIND', { backlogs: [{ ...room, waiting: 2 }] }))
        .refused('RECEIVER_FULL', 'repair has 8 open cases and 2 on offer; it can work on 10');
      // Five hours for four acceptances, and three turns: at a quarter to four; the front office is closed by then.
      expect(details.alternatives?.[0]).toContain(`place 3 in the line, and its turn comes about ${at('15:45')}`);
      expect(details.proposal).toEqual(proposal);
      expect(
        given(opened())
          .when(live('BLIND', { backlogs: [] }))
          .facts(),
      ).toHaveLength(1);
    });

    it('refuses an agent, or those with a skill, who have all the work they can do', () => {
      const full = { limit: 1, cases: 1, waiting: 0, accepted: [] };
      given(opened())
        .when(live('BLIND', { backlogs: [room, { limitOf: 'AGENT', of: 'tom', ...full }] }))
        .refused('RECEIVER_FULL', 'tom has 1 open cases');
    });

    it('H7 refuses a colleague who has enough to do, within a department too', () => {
      const line: Backlog = { limitOf: 'AGENT', of: 'otto', limit: 10, cases: 10, waiting: 1, accepted: [] };
      const { details } = given(opened())
        .when(live('BLIND', { backlogs: [line] }, 'front-office'))
        .refused('RECEIVER_FULL', 'otto has 10 open cases and 1 on offer; it can work on 10');
      expect(details.alternatives?.[0]).toContain('place 2 in the line');
    });

    it('passes a case on within a department that is full', () => {
      const full = { open: false, free: 0, backlogs: [{ ...room, cases: 10 }] };
      expect(
        given(opened())
          .when(live('BLIND', full, 'front-office'))
          .facts(),
      ).toHaveLength(1);
    });
  });

  describe('with no customer on the line, to a department that has all the work it can do', () => {
    const full = { ...room, cases: 9, waiting: 2 };
    const made = (receiver: Partial<Receiver>, details: Partial<OfferTransfer> = {}, urgency?: Urgency) => {
      const [fact] = given(opened(urgency === undefined ? {} : { urgency }))
        .when(to(receiver, details))
        .facts();
      if (fact?.type !== 'TransferOffered') throw new Error(`expected an offer, not ${fact?.type}`);
      return fact.data;
    };

    it('X4 stands in a line, with its place, when its turn is expected, and what that rests on', () => {
      expect(made({ backlogs: [full] }).queue).toEqual({
        ...{ limitOf: 'DEPARTMENT', of: 'repair', limit: 10, cases: 9, place: 3, turns: 3 },
        ...{ expectedAt: at('15:45'), accepted: 5, acceptedSince: at('07:00'), openHours: 5, rules: 'offer-queue@3' },
      });
      expect(made({ backlogs: [room] })).not.toHaveProperty('queue');
    });

    it('promises no time where the receiver can work on none at a time', () => {
      const { queue, expiresAt } = made({ backlogs: [{ ...full, limit: 0 }] });
      expect(queue).toMatchObject({ limit: 0, place: 3, accepted: 5 });
      expect(queue).not.toHaveProperty('expectedAt');
      expect(expiresAt).toBe(at('20:00'));
      const { details } = given(opened())
        .when(to({ backlogs: [{ ...room, limit: 0 }] }, { mode: 'BLIND' }))
        .refused('RECEIVER_FULL');
      expect(details.alternatives?.[0]).toContain('nobody can say when its turn comes');
    });

    it('H4 has its time from its turn on, unless it is urgent or nobody knows when that is', () => {
      expect(made({ backlogs: [full] }).expiresAt).toBe(at('23:45'));
      expect(made({ backlogs: [full] }, {}, 'HIGH').expiresAt).toBe(at('14:00'));
      expect(made({ backlogs: [{ ...full, accepted: [] }] }).expiresAt).toBe(at('20:00'));
    });

    it('stands in the line of the agent or the skill that it is meant for', () => {
      const pumps = { ...full, limitOf: 'SKILL', of: 'pumps', cases: 20 } as const;
      const offer = made({ skills: ['pumps'], backlogs: [full, pumps] }, { skill: 'pumps' });
      expect(offer).toMatchObject({ skill: 'pumps', queue: { limitOf: 'SKILL', of: 'pumps', turns: 13 } });
      const tom = { ...full, limitOf: 'AGENT', of: 'tom', cases: 20 } as const;
      expect(made({ backlogs: [full, tom] }, { toAgent: 'tom' }).queue).toMatchObject({ limitOf: 'AGENT', of: 'tom' });
    });

    it('refuses a skill that nobody there has, where anybody said what they can do', () => {
      const { details } = given(opened())
        .when(to({ skills: ['pumps'] }, { skill: 'gas' }))
        .refused('SKILL_UNKNOWN', 'gas');
      expect(details.alternatives).toEqual(['Ask for pumps']);
      expect(made({}, { skill: 'gas' }).skill).toBe('gas');
    });

    it('refuses a skill that the agent lacks for whom it is meant, where anybody said what he can do', () => {
      const meant = { toAgent: 'tom', skill: 'gas' };
      const { details } = given(opened())
        .when(to({ skills: ['gas', 'pumps'], ofAgent: ['pumps'] }, meant))
        .refused('SKILL_UNKNOWN', 'tom does not have the skill gas');
      expect(details.missing).toEqual(['toAgent', 'skill']);
      for (const ofAgent of [['gas'], [], undefined]) {
        expect(
          given(opened())
            .when(to({ skills: ['gas', 'pumps'], ofAgent }, meant))
            .facts(),
        ).toHaveLength(1);
      }
    });

    it('stands in no line of its own department, but in that of a colleague who has enough to do', () => {
      const within = { to: 'front-office', reason: 'ABSENCE_OR_SHIFT' } as const;
      expect(made({ backlogs: [full] }, within)).not.toHaveProperty('queue');
      const otto: Backlog = { limitOf: 'AGENT', of: 'otto', limit: 10, cases: 10, waiting: 99, accepted: [] };
      expect(made({ backlogs: [full, otto] }, within).queue).toMatchObject({
        limitOf: 'AGENT',
        of: 'otto',
        place: 100,
      });
    });
  });

  it('refuses an action for a department that does not exist, and names that one alone', () => {
    const actions = [
      { what: 'order a pump', department: 'sales' },
      { what: 'send a pump', department: 'ghosts' },
    ];
    const refusal = given(opened())
      .when(offer({ actions }, by('ines'), ['ghosts']))
      .refused('DEPARTMENT_UNKNOWN', 'no department ghosts.');
    expect(refusal.details.missing).toEqual(['actions.1.department']);
    const both = given(opened())
      .when(offer({ to: 'ghosts', actions }, by('ines'), ['ghosts']))
      .refused('DEPARTMENT_UNKNOWN');
    expect(both.details.missing).toEqual(['to', 'actions.1.department']);
  });

  it('H3 refuses to offer a case to the very agent who holds it', () => {
    const within = { to: 'front-office', toAgent: 'ines', reason: 'ABSENCE_OR_SHIFT' } as const;
    const facts = { unknown: [], toAgentWorksIn: 'front-office', calendar: always };
    given(opened(), claimed('ines'))
      .when(offerTransfer({ ...command, ...within }, by('ines'), facts))
      .refused('TRANSFER_TO_ITSELF', 'ines holds the case already');
    expect(
      given(opened(), claimed('otto'))
        .when(offerTransfer({ ...command, ...within }, by('otto'), facts))
        .facts(),
    ).toHaveLength(1);
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

  describe('that relies on a suggestion', () => {
    const relied = { rules: 'suggest-departments@2', rank: 2, position: '41' };
    const suggestion = { ...relied, seal: 'as it was given' };
    const relying = (suggestedTo?: (from: string) => boolean) =>
      offerTransfer({ ...command, suggestion }, by('ines'), { unknown: [], calendar: always, suggestedTo });

    it('X4 records it: by which rules, in which place, from which figures', () => {
      const [fact] = given(opened())
        .when(relying((from) => from === 'front-office'))
        .facts();
      expect(fact?.data).toMatchObject({ suggestion: relied });
      expect(fact?.data).not.toHaveProperty('suggestion.seal');
      expect(offeredBy(opened()).with()).not.toHaveProperty('suggestion');
    });

    it('X4 is refused where Baton did not make it, or made it to another department', () => {
      const { details } = given(opened())
        .when(relying(() => false))
        .refused('SUGGESTION_UNKNOWN', 'repair');
      expect(details).toMatchObject({ rule: 'X4', missing: ['suggestion'] });
      given(opened())
        .when(relying((from) => from === 'sales'))
        .refused('SUGGESTION_UNKNOWN');
      given(opened()).when(relying()).refused('SUGGESTION_UNKNOWN');
    });

    it('H10 is refused from a warning on, as nothing is suggested then', () => {
      const { details } = given(opened(), alarm('WARNING', 'THIRD_DEPARTMENT'))
        .when(relying(() => true))
        .refused('ROUTING_OFF', 'a third department');
      expect(details.rule).toBe('H10');
      expect(
        given(opened(), alarm('NOTICE', 'SECOND_DECLINE'))
          .when(relying(() => true))
          .facts(),
      ).toHaveLength(1);
    });
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
      .refused(
        'NOT_YOUR_DEPARTMENT',
        'Only front-office can offer this case; you work for repair. Ask them to offer it',
      );
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
      calendar: 'always@1 offer-expiry@2',
    });
    expect(offeredBy(opened({ urgency: 'CRITICAL' })).with().expiresAt).toBe(at('12:30'));
  });

  it('H10 says when it has waited for an opening day, where it does not expire before and counts', () => {
    const facts = { unknown: [], calendar: shortDays };
    const offerFor = (reason: TransferReason, calendar = shortDays, sender?: ClosedDoor) =>
      given(opened())
        .when(offerTransfer({ ...command, reason }, by('ines', at('10:00')), { ...facts, calendar, sender }))
        .facts()[0]?.data;
    expect(offerFor('SKILL_NEEDED')).toMatchObject({ waitedAt: at('10:00', 3), expiresAt: at('10:00', 6) });
    expect(offerFor('ABSENCE_OR_SHIFT', shortDays, { why: 'LEAVING' })).not.toHaveProperty('waitedAt');
    expect(offerFor('ABSENCE_OR_SHIFT')).toHaveProperty('waitedAt');
    expect(offerFor('SKILL_NEEDED', always)).not.toHaveProperty('waitedAt');
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
      .when(offer({ to: 'repiar' }, by('ines'), ['repiar']))
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
    expect(refusal.details.rule).toBe('H6');
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

    it('does not count what the end of a shift moved, where that was on record', () => {
      const shifts = (onRecord: object) =>
        Array.from({ length: 6 }, (_, n) => passedTo(n % 2 ? `f${n}` : `r${n}`, 'ABSENCE_OR_SHIFT', onRecord)).flat();
      expect(offeredBy(opened(), ...shifts({ shiftOnRecord: true })).with(toSales).to).toBe('sales');
      given(opened(), ...shifts({}))
        .when(offer(toSales))
        .refused('ARBITRATION_NEEDED');
    });

    it('believes the reason within a department, and of another one where an absence or a shift is on record', () => {
      const elsewhere = { ...toSales, reason: 'ABSENCE_OR_SHIFT' } as const;
      const five = [...bounced, ...['fd', 're'].flatMap((hop) => passedTo(hop))];
      given(...five, lead)
        .when(offer(elsewhere, byTom))
        .refused('ARBITRATION_NEEDED');
      const away = { unknown: [], calendar: always, sender: { why: 'AWAY' } } as const;
      const [offered] = given(...five, lead)
        .when(offerTransfer({ ...command, ...elsewhere }, byTom, away))
        .facts();
      expect(offered?.data).toMatchObject({ to: 'sales', shiftOnRecord: true });
      expect(offeredBy(...five).with(shift, byTom)).not.toHaveProperty('shiftOnRecord');
      // An absence of the administrator who stands in is none of the sender.
      given(...five, lead)
        .when(offerTransfer({ ...command, ...elsewhere }, by('ada'), away))
        .refused('ARBITRATION_NEEDED');
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
