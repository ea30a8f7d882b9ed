import type { CaseFact } from '@baton/contracts';
import { accepted, claimed, offered, opened, released, resolved } from './testing/case.happenings.js';
import { given, id } from './testing/case.scenarios.js';
import { escalateUnattended, giveBack, passOn } from './passing.decision.js';

const held = (holder: string, standsInFor?: string): CaseFact => ({
  type: 'CaseClaimed',
  data: { holder, ...(standsInFor === undefined ? {} : { standsInFor }) },
});
const back = { agent: 'ines', department: 'front-office' };
const passing = { from: 'ines', to: 'otto', department: 'front-office' };

describe('a case whose holder is away', () => {
  it('H11 passes to the stand-in, once, and it is known for whom', () => {
    given(opened(), claimed('ines')).when(passOn(passing)).then(held('otto', 'ines'));
    given(opened(), claimed('ines'), held('otto', 'ines')).when(passOn(passing)).then();
  });

  it('H11 stays the case of whom it was when the stand-in is away as well', () => {
    given(opened(), held('otto', 'ines'))
      .when(passOn({ ...passing, from: 'otto', to: 'lena' }))
      .then(held('lena', 'ines'));
    given(opened(), held('otto', 'ines'))
      .when(passOn({ ...passing, from: 'otto', to: 'ines' }))
      .then(held('ines'));
  });

  it('H1 goes back to the department where nobody stands in, or the stand-in works elsewhere', () => {
    const back: CaseFact = { type: 'CaseReleased', data: { reason: 'ines is away, or works here no longer' } };
    given(opened(), claimed('ines'))
      .when(passOn({ from: 'ines', department: 'front-office' }))
      .then(back);
    given(opened(), claimed('ines'))
      .when(passOn({ ...passing, department: 'sales' }))
      .then(back);
  });

  it('stays where it is when it is not open, or the agent does not hold it', () => {
    given(opened(), claimed('ines'), resolved).when(passOn(passing)).then();
    given(opened(), claimed('lena')).when(passOn(passing)).then();
    given().when(passOn(passing)).then();
  });
});

describe('a case whose agent is back', () => {
  it('H11 comes back to him from whoever holds it for him, once', () => {
    given(opened(), held('otto', 'ines')).when(giveBack(back)).then(held('ines'));
    given(opened(), held('otto', 'ines'), held('ines')).when(giveBack(back)).then();
  });

  it('H1 stays with the stand-in, in his own name, where the agent works for another department by now', () => {
    const moved = { agent: 'ines', department: 'sales' };
    given(opened(), held('otto', 'ines')).when(giveBack(moved)).then(held('otto'));
    given(opened(), held('otto', 'ines'), held('otto')).when(giveBack(moved)).then();
  });

  it('H11 stays where it went since: put back, taken by another, passed on, or resolved', () => {
    for (const since of [[released], [released, claimed('lena')], [offered(), accepted('tom')], [resolved]]) {
      given(opened(), held('otto', 'ines'), ...since)
        .when(giveBack(back))
        .then();
    }
  });

  it('H11 is still known for whom it is held once a colleague of the department takes it over', () => {
    const shift = { to: 'front-office', reason: 'ABSENCE_OR_SHIFT' } as const;
    const taken = (holder: string): CaseFact => ({
      type: 'TransferAccepted',
      data: { transferId: id('transfer'), from: 'front-office', to: 'front-office', holder },
    });
    const past = [opened(), held('otto', 'ines'), offered(shift)] as const;
    expect(given(...past, taken('lena')).state()).toMatchObject({ holder: 'lena', standsInFor: 'ines' });
    expect(given(...past, taken('ines')).state().standsInFor).toBeUndefined();
    expect(given(opened(), held('otto', 'ines'), offered(), accepted()).state().standsInFor).toBeUndefined();
  });
});

describe('a case that nobody sees to', () => {
  it('H11 is brought before the supervisor once for an absence, which is named', () => {
    const unattended = { agent: 'ines', department: 'front-office', absenceId: id('absence'), until: '2026-03-09' };
    const [raised, ...more] = given(opened(), claimed('ines')).when(escalateUnattended(unattended)).facts();
    expect(more).toEqual([]);
    expect(raised).toMatchObject({ data: { cause: 'ABSENT_WITHOUT_STAND_IN', absenceId: id('absence') } });
    given(opened(), claimed('ines'), raised as CaseFact)
      .when(escalateUnattended(unattended))
      .then();
  });
});
