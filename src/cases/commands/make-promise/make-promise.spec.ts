import type { CaseFact, PromiseMade } from '@baton/contracts';
import { closed, kept, merged, offered, opened, passedOn, promised, resolved } from '../../testing/case.happenings.js';
import { always, anyHours, at, by, caseId, given, id, made, shortDays, without } from '../../testing/case.scenarios.js';
import { makePromise, type MakePromise } from './make-promise.decision.js';

const command: MakePromise = {
  caseId,
  beneficiary: 'Anna Kern',
  action: 'The front office calls with the date of the repair',
  callback: true,
  due: at('17:00'),
  zone: 'Europe/Vienna',
  channel: 'PHONE',
  evidence: 'The call is recorded as a contact of this case',
  contactId: id('first call'),
};
const promise = (details: Partial<MakePromise> = {}, caller = by('ines'), departmentKnown = true) =>
  makePromise({ ...command, ...details }, caller, { ...anyHours, departmentKnown });
const promiseOnly = (only: MakePromise) => makePromise(only, by('ines'), { ...anyHours, departmentKnown: true });
const promisedNow = (details: Partial<PromiseMade> = {}): CaseFact =>
  promised({ promiseId: made('promise'), from: at('12:00'), ...details });

describe('making a promise', () => {
  it('P1 refuses a promise in the name of a department that does not exist', () => {
    const refusal = given(opened())
      .when(promise({ department: 'ghosts' }, by('ada'), false))
      .refused('DEPARTMENT_UNKNOWN', 'ghosts');
    expect(refusal.details.missing).toEqual(['department']);
  });

  it('H7 refuses a promise that another department would owe which everybody has left', () => {
    const facts = { ...anyHours, departmentKnown: true, staying: 0 };
    const { details } = given(opened())
      .when(makePromise({ ...command, department: 'sales' }, by('ada'), facts))
      .refused('NOBODY_THERE');
    expect(details.missing).toEqual(['department']);
  });

  it('H11 lets who is leaving as the last promise for his department, and whoever clears up after it', () => {
    const facts = { ...anyHours, departmentKnown: true, staying: 0 };
    given(opened())
      .when(makePromise(command, by('ines'), facts))
      .then(promisedNow());
    given(opened())
      .when(makePromise(command, by('ada'), facts))
      .then(promisedNow());
    given(opened())
      .when(makePromise({ ...command, department: 'repair' }, by('tom'), facts))
      .then(promisedNow({ department: 'repair' }));
  });

  it('P2 refuses a due time that is past, also where the window began still earlier', () => {
    given(opened())
      .when(promise({ from: at('10:00'), due: at('11:00') }))
      .refused('PROMISE_IN_PAST');
  });

  it('P1 names who owes what to whom, by when, over which channel, how one will know, and where it was said', () => {
    given(opened()).when(promise()).then(promisedNow());
  });

  it('P7 says when somebody is reminded of it, in the hours of who owes it', () => {
    const hours = { ...anyHours, department: always, departmentKnown: true };
    given(opened())
      .when(makePromise(command, by('ines'), hours))
      .then(promisedNow({ calendar: 'always@1', halfwayAt: at('14:30'), pressingAt: at('16:00') }));
  });

  it('P1 keeps the window, the condition and the kind of promise', () => {
    const said = { from: at('14:00'), condition: 'The pump comes today', callback: false };
    given(opened()).when(promise(said)).then(promisedNow(said));
    given(opened())
      .when(promiseOnly(without(command, 'callback')))
      .then(promisedNow({ callback: false }));
  });

  it.each(['beneficiary', 'action', 'due', 'zone', 'channel', 'evidence', 'contactId'] as const)(
    'P1 refuses a promise without %s, with a concrete proposal',
    (field) => {
      const refusal = given(opened())
        .when(promiseOnly(without(command, field)))
        .refused('PROMISE_VAGUE', field);
      expect(refusal.details).toMatchObject({ rule: 'P1', missing: [field] });
      expect(refusal.details.alternatives?.[0]).toMatch(
        /^“front-office calls .+ by 2026-03-0\dT.+; kept when the call is recorded/,
      );
    },
  );

  it('P1 names all that is missing at once', () => {
    const refusal = given(opened()).when(promiseOnly({ caseId })).refused('PROMISE_VAGUE');
    expect(refusal.details.missing).toEqual([
      'beneficiary',
      'action',
      'due',
      'zone',
      'channel',
      'evidence',
      'contactId',
    ]);
    expect(refusal.details.alternatives).toEqual([
      '“front-office calls the customer by 2026-03-03T12:00:00.000Z (UTC) over PHONE and says what was found; kept when the call is recorded as a contact of this case.”',
    ]);
  });

  it('P1 builds the proposal from what was said', () => {
    const { details } = given(opened())
      .when(promise({ action: 'Someone will call you', due: at('15:00', 4), channel: 'EMAIL' }))
      .refused('PROMISE_VAGUE', 'action');
    expect(details.alternatives?.[0]).toMatch(
      `“front-office writes to Anna Kern by ${at('15:00', 4)} (Europe/Vienna) over EMAIL and says what was found; kept when the e-mail is`,
    );
  });

  const vague = { ...without(command, 'due'), action: 'Someone will call you' };
  const facts = (quietUntil: string) => ({
    ...{ department: shortDays, departmentKnown: true },
    customer: { quietFrom: '00:00', quietUntil, zone: 'UTC' },
  });

  it.each([
    ['at no time', '24:00'],
    ['only while the department is closed', '12:00'],
  ])('P2 proposes to write, for a time that can be kept, where the customer may be called %s', (_, until) => {
    for (const said of [vague, without(vague, 'channel')]) {
      const { details } = given(opened())
        .when(makePromise(said, by('ines'), facts(until)))
        .refused('PROMISE_VAGUE');
      const [proposed] = details.alternatives ?? [];
      expect(proposed).toContain(`“front-office writes to Anna Kern by ${at('11:00', 3)} (Europe/Vienna) over EMAIL`);
      expect(proposed).toContain('Not over PHONE: there is no time at which front-office is open');
    }
    for (const [due, code] of [
      [at('11:00'), 'PROMISE_IN_PAST'],
      [at('10:00', 3), 'PROMISE_OUTSIDE_HOURS'],
    ] as const) {
      const { details } = given(opened())
        .when(makePromise({ ...command, due }, by('ines'), facts(until)))
        .refused(code);
      expect(details.alternatives).toEqual(['Promise it over EMAIL or LETTER']);
    }
  });

  it.each([
    'Someone will call you',
    'somebody is going to look into it',
    'Someone from repair will call you',
    "Somebody'll call",
    'They will send a technician',
    'They’ll send a technician',
    'We call as soon as possible',
    'We reply ASAP',
    'You hear from us soon',
    'We will be in touch',
    "We'll get back to you",
    'A colleague will call you',
    'One of us calls',
    'At some point the technician comes',
  ])('P1 refuses “%s”: nobody could see or time it', (action) => {
    given(opened()).when(promise({ action })).refused('PROMISE_VAGUE', 'action');
  });

  it.each([
    'Repair replaces the pump',
    'The technician rings twice, for the door opens slowly',
    'A letter with the sooner date is sent',
    'Tom of repair calls with the price',
    'The fitters bring what they need, and Anna Kern will sign',
    'The fitter asks a colleague for the pump and brings it',
  ])('P1 takes “%s”', (action) => {
    given(opened()).when(promise({ action })).then(promisedNow({ action }));
  });

  it('P1 refuses a time zone that does not exist', () => {
    const refusal = given(opened())
      .when(promise({ zone: 'Europe/Wien' }))
      .refused('ZONE_INVALID', 'zone');
    expect(refusal.details.rule).toBe('P1');
  });

  it('P1 refuses a contact the case does not have', () => {
    given(opened())
      .when(promise({ contactId: id('no call') }))
      .refused('CONTACT_UNKNOWN', 'recordContact');
  });

  it('P1 lets whoever has the customer on the line promise for the accountable department', () => {
    given(opened())
      .when(promise({}, by('sara')))
      .then(promisedNow());
    given(opened())
      .when(promise({ department: 'front-office' }, by('sara')))
      .then(promisedNow());
  });

  it('P1 lets a department promise for itself, and none for a third', () => {
    given(opened())
      .when(promise({ department: 'sales' }, by('sara')))
      .then(promisedNow({ department: 'sales' }));
    given(opened())
      .when(promise({ department: 'sales' }, by('ines')))
      .refused('NOT_YOUR_DEPARTMENT', 'sales');
    given(opened())
      .when(promise({ department: 'sales' }, by('ada')))
      .then(promisedNow({ department: 'sales' }));
  });

  it('H8 is owed by the receiver once the case has passed on, and by the sender while it is on offer', () => {
    given(opened(), ...passedOn)
      .when(promise())
      .then(promisedNow({ department: 'repair' }));
    given(opened(), offered()).when(promise()).then(promisedNow());
  });

  it('P2 refuses what is due in the past or this very moment, and proposes the same hour tomorrow', () => {
    const refusal = given(opened())
      .when(promise({ due: at('11:59') }))
      .refused('PROMISE_IN_PAST', 'due');
    expect(refusal.details).toMatchObject({ rule: 'P2', alternatives: [`Due ${at('12:00', 3)}`] });
    given(opened())
      .when(promise({ due: at('12:00') }))
      .refused('PROMISE_IN_PAST');
    given(opened())
      .when(promise({ due: at('12:00:01') }))
      .then(promisedNow({ due: at('12:00:01') }));
  });

  it('P2 refuses a window that ends before or as it begins', () => {
    given(opened())
      .when(promise({ from: at('17:00') }))
      .refused('PROMISE_IN_PAST', 'start of the window');
    given(opened())
      .when(promise({ from: at('18:00') }))
      .refused('PROMISE_IN_PAST');
    given(opened())
      .when(promise({ from: at('16:59:59') }))
      .then(promisedNow({ from: at('16:59:59') }));
  });

  it('P2 refuses what is due this very moment, although its window began long ago', () => {
    given(opened())
      .when(promise({ from: at('10:00'), due: at('12:00') }))
      .refused('PROMISE_IN_PAST');
    given(opened())
      .when(promise({ from: at('10:00'), due: at('12:00:01') }))
      .then(promisedNow({ from: at('10:00'), due: at('12:00:01') }));
  });

  it('P2 proposes full hours', () => {
    const { details } = given(opened())
      .when(promise({ due: at('11:00') }, by('ines', at('12:20'))))
      .refused('PROMISE_IN_PAST');
    expect(details.alternatives).toEqual([`Due ${at('13:00', 3)}`]);
  });

  it('P8 refuses a second call back to the same person, however the name is written', () => {
    const refusal = given(opened(), promised()).when(promise()).refused('CALLBACK_ALREADY_PROMISED', at('17:00'));
    expect(refusal.details.rule).toBe('P8');
    given(opened(), promised())
      .when(promise({ beneficiary: ' anna  KERN ' }))
      .refused('CALLBACK_ALREADY_PROMISED');
  });

  it('P8 allows another promise beside the call, and a call to somebody else', () => {
    given(opened(), promised())
      .when(promise({ callback: false }))
      .then(promisedNow({ callback: false }));
    given(opened(), promised({ callback: false }))
      .when(promise())
      .then(promisedNow());
    given(opened(), promised())
      .when(promise({ beneficiary: 'Karl Kern' }))
      .then(promisedNow({ beneficiary: 'Karl Kern' }));
  });

  it('P8 counts the open call of another department too', () => {
    given(opened(), promised({ department: 'sales' }))
      .when(promise())
      .refused('CALLBACK_ALREADY_PROMISED');
  });

  it('P8 counts the open call that a duplicate promised, until it is settled there', () => {
    const inDuplicate = (...facts: CaseFact[]) =>
      makePromise(command, by('ines'), {
        ...anyHours,
        departmentKnown: true,
        duplicates: [{ ...given(opened(), promised(), ...facts).state(), caseId: id('second') }],
      });
    given(opened(), merged('second', 'SURVIVOR'))
      .when(inDuplicate())
      .refused('CALLBACK_ALREADY_PROMISED', `in case ${id('second')}`);
    given(opened(), merged('second', 'SURVIVOR')).when(inDuplicate(kept())).then(promisedNow());
  });

  it('P8 is asked again where a case was merged into this one since its duplicates were looked at', () => {
    const looked = { ...anyHours, departmentKnown: true, duplicates: [] };
    given(opened(), merged('second', 'SURVIVOR'))
      .when(makePromise(command, by('ines'), looked))
      .refused('REVISION_CONFLICT', id('second'));
    given(opened(), merged('second', 'SURVIVOR'))
      .when(makePromise({ ...command, callback: false }, by('ines'), looked))
      .then(promisedNow({ callback: false }));
  });

  it('P8 allows the next call once the first is settled', () => {
    given(opened(), promised(), kept()).when(promise()).then(promisedNow());
  });

  it('asked twice promises once', () => {
    given(opened(), promisedNow()).when(promise()).then();
  });

  it('refuses a case that is unknown, resolved or closed', () => {
    given().when(promise()).refused('CASE_UNKNOWN');
    given(opened(), resolved).when(promise()).refused('CASE_NOT_OPEN');
    given(opened(), resolved, closed).when(promise()).refused('CASE_NOT_OPEN', 'closed');
  });
});
