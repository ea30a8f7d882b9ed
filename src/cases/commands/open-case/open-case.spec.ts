import { call, closed, noted, opened, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made, without } from '../../testing/case.scenarios.js';
import { caseIdOf, openCase, type OpenCase, type OpenCaseFacts } from './open-case.decision.js';

const command: OpenCase = {
  customerId: id('Anna Kern'),
  matter: 'The washing machine stands still again',
  kind: 'FAULT',
  contact: call('first call'),
};
const known: OpenCaseFacts = { customerKnown: true, departmentKnown: true };
const open = (details: Partial<OpenCase> = {}, caller = by('ines'), facts = known) =>
  openCase({ ...command, ...details }, caller, facts);

describe('opening a case', () => {
  it('C1 begins with the first contact, in the department of whoever opens it', () => {
    given().when(open()).then(opened());
  });

  it('H1 has one accountable department from the first event on: the one that is named, if one is', () => {
    given()
      .when(open({ department: 'repair' }, by('tom')))
      .then(opened({ department: 'repair' }));
    given()
      .when(open({ department: 'repair' }, by('ada')))
      .then(opened({ department: 'repair' }));
    expect(given(opened({ department: 'repair' })).state().accountable).toBe('repair');
  });

  it.each(['ines', 'lena'] as const)(
    'H1 is pushed upon no other department: %s opens it for her own and offers it',
    (who) => {
      const { message, details } = given()
        .when(open({ department: 'repair' }, by(who)))
        .refused('NOT_YOUR_DEPARTMENT', 'offer it to repair with offerTransfer');
      expect(message).toMatch('it stays with you until they take it');
      expect(details).toMatchObject({ rule: 'H1', missing: ['department'] });
    },
  );

  it('H7 is not opened in another department that everybody has left; whoever speaks with the customer opens his own', () => {
    const { details } = given()
      .when(open({ department: 'repair' }, by('ada'), { ...known, staying: 0 }))
      .refused('NOBODY_THERE', 'repair');
    expect(details.missing).toEqual(['department']);
    given()
      .when(open({ department: 'front-office' }, by('ines'), { ...known, staying: 0 }))
      .then(opened());
  });

  it('keeps everything that was said', () => {
    const said = {
      urgency: 'CRITICAL',
      customerState: 'VULNERABLE',
      product: 'WM 3000',
      segment: 'private',
      legalDeadline: at('12:00', 16),
      reference: 'SR-1',
    } as const;
    given().when(open(said)).then(opened(said));
  });

  it('takes a case for an ordinary one and a customer for calm unless told otherwise', () => {
    const [fact] = given().when(open()).facts();
    expect(fact?.data).toMatchObject({ urgency: 'NORMAL', customerState: 'CALM' });
  });

  it.each(['direction', 'channel', 'startedAt', 'endedAt', 'matter', 'participants', 'disposition'] as const)(
    'C1 refuses a first contact without %s, and names it',
    (field) => {
      const refusal = given()
        .when(open({ contact: without(call('first call'), field) }))
        .refused('CONTACT_INCOMPLETE', field);
      expect(refusal.details).toEqual({ rule: 'C1', missing: [field] });
    },
  );

  it('C1 names all that is missing at once', () => {
    const refusal = given()
      .when(open({ contact: {} }))
      .refused('CONTACT_INCOMPLETE');
    expect(refusal.details.missing).toEqual([
      'direction',
      'channel',
      'startedAt',
      'endedAt',
      'matter',
      'participants',
      'disposition',
    ]);
  });

  it('C1 takes an empty list of participants for none', () => {
    given()
      .when(open({ contact: call('first call', { participants: [] }) }))
      .refused('CONTACT_INCOMPLETE', 'participants');
  });

  it('C1 lets an abandoned first contact lack the disposition, and nothing else', () => {
    const abandoned = without(call('first call', { abandoned: true }), 'disposition');
    given()
      .when(open({ contact: abandoned }))
      .then(opened({ contact: abandoned }));
    given()
      .when(open({ contact: without(abandoned, 'matter') }))
      .refused('CONTACT_INCOMPLETE', 'matter');
  });

  it('C1 refuses a first contact that ends before it begins', () => {
    given()
      .when(open({ contact: call('first call', { startedAt: at('09:00'), endedAt: at('08:59') }) }))
      .refused('CONTACT_INCOMPLETE', 'endedAt');
  });

  it('C2 refuses a first contact that has not ended yet', () => {
    given()
      .when(open({ contact: call('first call', { endedAt: at('12:00:01') }) }))
      .refused('OCCURRED_IN_FUTURE', 'endedAt');
  });

  it('C2 takes a contact that ends this very moment', () => {
    const contact = call('first call', { startedAt: at('12:00'), endedAt: at('12:00') });
    given().when(open({ contact })).then(opened({ contact }));
  });

  it('refuses a customer nobody knows', () => {
    given()
      .when(open({}, by('ines'), { ...known, customerKnown: false }))
      .refused('CUSTOMER_UNKNOWN', 'registerCustomer');
  });

  it('refuses a department that does not exist, and names it', () => {
    const facts = { ...known, departmentKnown: false };
    given()
      .when(open({ department: 'repiar' }, by('ines'), facts))
      .refused('DEPARTMENT_UNKNOWN', 'repiar');
    given()
      .when(open({}, by('ines'), facts))
      .refused('DEPARTMENT_UNKNOWN', 'front-office');
  });

  it('refuses an id that another case has', () => {
    given(opened())
      .when(open({ matter: 'Something else' }))
      .refused('CASE_EXISTS', 'Leave caseId out');
    given(opened(), resolved, closed)
      .when(open({ contact: call('another call') }))
      .refused('CASE_EXISTS');
  });

  it('asked twice opens one case, also when something happened since', () => {
    given(opened()).when(open()).then();
    given(opened(), noted('Look for the pump')).when(open()).then();
  });

  it('names the case and its first contact after the command where nobody named them', () => {
    const contact = without(call('first call'), 'contactId');
    const [fact] = given().when(open({ contact })).facts();
    expect(fact?.data).toMatchObject({ contact: { contactId: made('contact') } });
    expect(caseIdOf(command, by('ines'))).toBe(made('case'));
    expect(caseIdOf({ ...command, caseId }, by('ines'))).toBe(caseId);
  });
});
