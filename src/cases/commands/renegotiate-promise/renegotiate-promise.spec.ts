import type { CaseFact, PromiseRenegotiated } from '@baton/contracts';
import { contacted, kept, lapsed, opened, passedOn, promised, resolved } from '../../testing/case.happenings.js';
import { always, anyHours, at, by, caseId, given, id } from '../../testing/case.scenarios.js';
import { renegotiatePromise, type RenegotiatePromise } from './renegotiate-promise.decision.js';

const reason = 'The pump comes tomorrow';
const renegotiate = (details: Partial<RenegotiatePromise> = {}, caller = by('ines'), hours = anyHours) =>
  renegotiatePromise(
    { caseId, promiseId: id('promise'), due: at('17:00', 3), contactId: id('told'), reason, ...details },
    caller,
    hours,
  );
const renegotiated = (details: Partial<PromiseRenegotiated> = {}): CaseFact => ({
  type: 'PromiseRenegotiated',
  data: {
    promiseId: id('promise'),
    from: at('09:00'),
    due: at('17:00', 3),
    firstDue: at('17:00'),
    contactId: id('told'),
    reason,
    ...details,
  },
});
const past = [opened(), promised(), contacted('told')] as const;

describe('renegotiating a promise', () => {
  it('P4 agrees on a new time in a contact in which the customer was told', () => {
    given(...past)
      .when(renegotiate())
      .then(renegotiated());
    given(...past)
      .when(renegotiate({ from: at('08:00', 3) }))
      .then(renegotiated({ from: at('08:00', 3) }));
  });

  it('P7 says anew when somebody is reminded of it', () => {
    given(...past)
      .when(renegotiate({ due: at('12:00', 3) }, by('ines'), { ...anyHours, department: always }))
      .then(
        renegotiated({
          due: at('12:00', 3),
          calendar: 'always@1',
          halfwayAt: at('00:00', 3),
          pressingAt: at('07:12', 3),
        }),
      );
  });

  it('P4 keeps the first due time for the figures, however often it moves', () => {
    const again = contacted('told again', { startedAt: at('11:40'), endedAt: at('11:50') });
    given(...past, renegotiated(), again)
      .when(renegotiate({ due: at('17:00', 4), contactId: id('told again') }))
      .then(renegotiated({ due: at('17:00', 4), contactId: id('told again') }));
    const known = given(...past, renegotiated())
      .state()
      .promises.get(id('promise'));
    expect(known).toMatchObject({ due: at('17:00', 3), firstDue: at('17:00'), madeAt: at('09:01'), revision: 3 });
    expect(known?.at).toBe(at('09:03'));
  });

  it('P4 refuses from the due time on: now it is a breach', () => {
    const refusal = given(...past)
      .when(renegotiate({}, by('ines', at('17:00'))))
      .refused('PROMISE_OVERDUE', 'breach');
    expect(refusal.details.rule).toBe('P4');
    given(...past)
      .when(renegotiate({}, by('ines', at('17:00:01'))))
      .refused('PROMISE_OVERDUE');
    given(...past)
      .when(renegotiate({}, by('ines', at('16:59:59'))))
      .then(renegotiated());
  });

  it('P4 refuses what time has broken, though the customer was told before: agreed on late is a breach', () => {
    const { details } = given(...past, lapsed())
      .when(renegotiate({}, by('ines', at('17:01'))))
      .refused('PROMISE_OVERDUE', 'breach');
    expect(details.alternatives).toEqual([expect.stringContaining('makePromise')]);
    given(...past, lapsed())
      .when(renegotiate({ due: at('17:00') }, by('ines', at('17:01'))))
      .refused('PROMISE_OVERDUE');
  });

  it('P4 goes by the time agreed last, not by the first', () => {
    const again = contacted('told again', { startedAt: at('11:40'), endedAt: at('11:50') });
    given(...past, renegotiated(), again)
      .when(renegotiate({ due: at('17:00', 4), contactId: id('told again') }, by('ines', at('10:00', 3))))
      .then(renegotiated({ due: at('17:00', 4), contactId: id('told again') }));
  });

  it('P4 refuses the contact in which it was promised, and any before it', () => {
    const refusal = given(opened(), promised())
      .when(renegotiate({ contactId: id('first call') }))
      .refused('CONTACT_UNKNOWN', 'after the promise');
    expect(refusal.details.rule).toBe('P4');
    given(opened(), promised(), contacted('early', { startedAt: at('08:00'), endedAt: at('09:00:59') }))
      .when(renegotiate({ contactId: id('early') }))
      .refused('CONTACT_UNKNOWN');
  });

  it('P4 refuses a contact that reached nobody: nobody was told', () => {
    given(opened(), promised(), contacted('told', { disposition: 'NO_RESULT' }))
      .when(renegotiate())
      .refused('CONTACT_UNKNOWN', 'reached nobody');
    given(opened(), promised(), contacted('told', { abandoned: true }))
      .when(renegotiate())
      .refused('CONTACT_UNKNOWN');
  });

  it('P4 refuses a second new time in the contact of the first: each one has to be told', () => {
    const told = contacted('told', { startedAt: at('09:01:30'), endedAt: at('09:02') });
    given(opened(), promised(), told, renegotiated())
      .when(renegotiate({ due: at('17:00', 4) }))
      .refused('CONTACT_UNKNOWN', 'Record that contact');
  });

  it('P2 refuses a new time in the past, this very moment, or before the window begins', () => {
    given(...past)
      .when(renegotiate({ due: at('11:59') }))
      .refused('PROMISE_IN_PAST', 'due');
    given(...past)
      .when(renegotiate({ due: at('12:00') }))
      .refused('PROMISE_IN_PAST');
    given(...past)
      .when(renegotiate({ from: at('17:00', 3) }))
      .refused('PROMISE_IN_PAST', 'start of the window');
  });

  it('P4 may also bring a promise forward', () => {
    given(...past)
      .when(renegotiate({ due: at('14:00') }))
      .then(renegotiated({ due: at('14:00') }));
  });

  it('lets the window begin now where it would have begun after the new end', () => {
    given(opened(), promised({ from: at('15:00') }), contacted('told'))
      .when(renegotiate({ due: at('14:00') }))
      .then(renegotiated({ from: at('12:00'), due: at('14:00') }));
    given(opened(), promised({ from: at('14:00') }), contacted('told'))
      .when(renegotiate({ due: at('14:00') }))
      .then(renegotiated({ from: at('12:00'), due: at('14:00') }));
  });

  it('asked twice renegotiates once, and to the same time not at all', () => {
    given(...past, renegotiated())
      .when(renegotiate())
      .then();
    given(...past)
      .when(renegotiate({ due: at('17:00') }))
      .then();
  });

  it('is for the department that owes it', () => {
    given(...past)
      .when(renegotiate({}, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(...past, ...passedOn)
      .when(renegotiate())
      .then(renegotiated());
    given(...past)
      .when(renegotiate({}, by('ada')))
      .then(renegotiated());
  });

  it('refuses what is settled, what never was, and a case that is not open', () => {
    given(...past, kept())
      .when(renegotiate())
      .refused('PROMISE_NOT_OPEN', 'kept');
    given(opened()).when(renegotiate()).refused('PROMISE_UNKNOWN');
    given(opened(), promised()).when(renegotiate()).refused('CONTACT_UNKNOWN');
    given(...past, kept(), resolved)
      .when(renegotiate())
      .refused('CASE_NOT_OPEN');
    given().when(renegotiate()).refused('CASE_UNKNOWN');
  });
});
