import type { CaseFact } from '@baton/contracts';
import {
  claimed,
  closed,
  consultAnswered,
  consulted,
  consultWithdrawn,
  declined,
  kept,
  linked,
  offered,
  opened,
  passedOn,
  promised,
  recalled,
  reopened,
  resolved,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import type { BlockingCase } from '../../related.guards.js';
import { resolveCase, type ResolveCase } from './resolve-case.decision.js';

const resolve = (
  who: Parameters<typeof by>[0] = 'ines',
  details: Partial<ResolveCase> = {},
  blocking: readonly BlockingCase[] = [],
  unread = 0,
) =>
  resolveCase({ caseId, resolution: 'The pump was replaced', ...details }, by(who), {
    blocking,
    unread,
    duplicates: [],
    promises: [],
  });
const child = (name: string, settled: boolean): BlockingCase => ({
  caseId: id(name),
  settled,
  accountable: 'repair',
});

describe('resolving a case', () => {
  it('C2 refuses a resolution that came before the case', () => {
    const facts = { blocking: [], duplicates: [], promises: [], unread: 0 };
    const said = (occurredAt: string) =>
      resolveCase({ caseId, resolution: 'The pump was replaced' }, { ...by('ines'), occurredAt }, facts);
    const { details } = given(opened())
      .when(said(at('08:59:59')))
      .refused('OCCURRED_TOO_EARLY', `the case was opened on ${at('09:00')}`);
    expect(details).toEqual({ rule: 'C2', missing: ['occurredAt'] });
    given(opened())
      .when(said(at('09:00')))
      .then(resolved);
  });

  it('says how, and in which contact the customer was told', () => {
    given(opened()).when(resolve()).then(resolved);
    given(opened())
      .when(resolve('ines', { contactId: id('first call') }))
      .then({ type: 'CaseResolved', data: { resolution: 'The pump was replaced', contactId: id('first call') } });
  });

  it('takes the case out of the hands of its holder', () => {
    expect(given(opened(), claimed('ines'), resolved).state()).toMatchObject({
      status: 'RESOLVED',
      holder: undefined,
      accountable: 'front-office',
      resolution: { text: 'The pump was replaced', revision: 2 },
    });
  });

  it('X3 refuses where more cases block it than anybody looks at, though all of those are settled', () => {
    given(opened(), linked('pump', 'PARENT'))
      .when(resolve('ines', {}, [child('pump', true)], 1))
      .refused('RELATED_TOO_MANY', 'Take back');
  });

  it('X3 refuses while work that blocks it is open, and says which and whose', () => {
    const refusal = given(opened(), linked('pump', 'PARENT'), linked('hose', 'PARENT'))
      .when(resolve('ines', {}, [child('pump', false), child('hose', true)]))
      .refused('OPEN_BLOCKING_WORK', '1 case');
    expect(refusal.details).toMatchObject({ rule: 'X3', missing: [id('pump')] });
    expect(refusal.details.alternatives).toEqual([
      `Let repair resolve ${id('pump')}`,
      expect.stringContaining('unlinkCases'),
    ]);
  });

  it('X3 goes through once all that blocks it is settled; what it blocks itself, or only touches, does not matter', () => {
    given(opened(), linked('pump', 'PARENT'), linked('house', 'CHILD'), linked('hose', 'RELATED'))
      .when(resolve('ines', {}, [child('pump', true)]))
      .then(resolved);
  });

  it('X3 takes a link that nobody has looked at yet for open work', () => {
    given(opened(), linked('pump', 'PARENT')).when(resolve()).refused('OPEN_BLOCKING_WORK');
  });

  it('X3 refuses where a duplicate came that was not among what was looked at', () => {
    const merged: CaseFact = {
      type: 'CasesMerged',
      data: { mergeId: id('merge'), other: id('duplicate'), role: 'SURVIVOR', reason: 'The same machine' },
    };
    const refusal = given(opened(), merged).when(resolve()).refused('OPEN_BLOCKING_WORK');
    expect(refusal.details.missing).toEqual([id('duplicate')]);
  });

  it('withdraws what other departments were asked and have not answered: nobody need know any longer', () => {
    given(opened(), consulted()).when(resolve()).then(consultWithdrawn('The case is resolved'), resolved);
    given(opened(), consulted(), consultAnswered()).when(resolve()).then(resolved);
  });

  it('P6 refuses while a promise is open, and names each with what was promised', () => {
    const refusal = given(
      opened(),
      promised(),
      promised({ promiseId: id('another'), callback: false, due: at('18:00') }),
    )
      .when(resolve())
      .refused('OPEN_PROMISES', 'Keep, release or cancel');
    expect(refusal.details).toEqual({
      rule: 'P6',
      missing: [id('promise'), id('another')],
      alternatives: [
        `Keep “The front office calls with the date of the repair”, due ${at('17:00')}`,
        `Keep “The front office calls with the date of the repair”, due ${at('18:00')}`,
      ],
    });
  });

  it('P6 refuses while a promise is open although it is overdue, or owed by another department', () => {
    given(opened(), promised({ due: at('11:00') }))
      .when(resolve())
      .refused('OPEN_PROMISES');
    given(opened(), promised({ department: 'sales' }))
      .when(resolve())
      .refused('OPEN_PROMISES');
  });

  it.each<[string, CaseFact]>([
    ['kept', kept()],
    ['broken', { type: 'PromiseBroken', data: { promiseId: id('promise'), due: at('17:00'), cause: 'OVERDUE' } }],
    ['released', { type: 'PromiseReleased', data: { promiseId: id('promise'), contactId: id('first call') } }],
    [
      'cancelled',
      { type: 'PromiseCancelled', data: { promiseId: id('promise'), reason: 'No pump', conditionFalse: true } },
    ],
  ])('P6 resolves once the promise is %s', (_, settled) => {
    given(opened(), promised(), settled).when(resolve()).then(resolved);
  });

  it('H2 refuses while the case is on offer, and not after the offer ended', () => {
    const refusal = given(opened(), offered()).when(resolve()).refused('TRANSFER_ALREADY_OPEN', 'repair');
    expect(refusal.details.rule).toBe('H2');
    given(opened(), offered(), declined()).when(resolve()).then(resolved);
    given(opened(), offered(), recalled()).when(resolve()).then(resolved);
  });

  it('H1 is for the accountable department', () => {
    given(opened()).when(resolve('tom')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened(), ...passedOn)
      .when(resolve('ines'))
      .refused('NOT_YOUR_DEPARTMENT', 'repair');
    given(opened(), ...passedOn)
      .when(resolve('tom'))
      .then(resolved);
    given(opened()).when(resolve('ada')).then(resolved);
  });

  it('asked twice resolves once; a resolved case is not resolved in other words', () => {
    given(opened(), resolved).when(resolve()).then();
    given(opened(), resolved)
      .when(resolve('ines', { resolution: 'It was not plugged in' }))
      .refused('CASE_NOT_OPEN');
  });

  it('H1 is not told that all is done who has no right to it', () => {
    given(opened(), resolved).when(resolve('tom')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
  });

  it('resolves a reopened case again, in the same words if they are true again', () => {
    given(opened(), resolved, reopened).when(resolve()).then(resolved);
  });

  it('refuses a closed case, an unknown one and an unknown contact', () => {
    given(opened(), resolved, closed).when(resolve()).refused('CASE_NOT_OPEN', 'closed');
    given().when(resolve()).refused('CASE_UNKNOWN');
    given(opened())
      .when(resolve('ines', { contactId: id('no call') }))
      .refused('CONTACT_UNKNOWN');
  });
});
