import type { CaseFact } from '@baton/contracts';
import { linked, opened, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import type { Circle } from '../../related.guards.js';
import { linkCases, linkedTo, type LinkCases } from './link-cases.decision.js';

const body = (details: Partial<LinkCases> = {}): LinkCases => ({
  caseId,
  other: id('pump'),
  kind: 'PARENT',
  ...details,
});
const link = (details: Partial<LinkCases> = {}, caller = by('ines'), circle: Circle = 'NONE') =>
  linkCases(body(details), caller, { circle });
const says = (kind: LinkCases['kind'], other = id('pump')): CaseFact => ({
  type: 'CaseLinked',
  data: { linkId: made('link'), other, kind },
});
const many = (kind: LinkCases['kind']): CaseFact[] => Array.from({ length: 100 }, (_, n) => linked(`case ${n}`, kind));

describe('linking two cases', () => {
  it.each([
    ['PARENT', 'CHILD'],
    ['CHILD', 'PARENT'],
    ['RELATED', 'RELATED'],
  ] as const)('X3 is said by both: %s by the one, %s by the other', (kind, seen) => {
    given(opened()).when(link({ kind })).then(says(kind));
    given(opened())
      .when(linkedTo({ ...body({ kind }), caseId: id('pump'), other: caseId }, by('ines')))
      .then(says(seen));
  });

  it('says why, where somebody did', () => {
    given(opened())
      .when(link({ reason: 'The same machine' }))
      .then({
        type: 'CaseLinked',
        data: { linkId: made('link'), other: id('pump'), kind: 'PARENT', reason: 'The same machine' },
      });
  });

  it('asked twice links once, also once it was taken back since', () => {
    given(opened(), says('PARENT')).when(link()).then();
    const takenBack: CaseFact = {
      type: 'CaseUnlinked',
      data: { linkId: made('link'), other: id('pump'), reason: 'Two machines' },
    };
    given(opened(), says('PARENT'), takenBack).when(link()).then();
    given(opened(), says('PARENT'), takenBack)
      .when(linkedTo(body(), by('ines')))
      .then();
  });

  it('has nothing to do where they are linked like that, and refuses another way', () => {
    given(opened(), linked('pump', 'PARENT')).when(link()).then();
    const refusal = given(opened(), linked('pump', 'RELATED')).when(link()).refused('LINKED_ALREADY', 'unlinkCases');
    expect(refusal.details.missing).toEqual([id('pump')]);
  });

  it('H1 is for the department that answers for the case', () => {
    given(opened())
      .when(link({}, by('tom')))
      .refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened())
      .when(link({}, by('ada')))
      .then(says('PARENT'));
  });

  it('X3 blocks nothing but an open case', () => {
    given(opened(), resolved).when(link()).refused('CASE_NOT_OPEN');
    given(opened(), resolved)
      .when(linkedTo(body({ kind: 'CHILD' }), by('ines')))
      .refused('CASE_NOT_OPEN');
    given(opened(), resolved)
      .when(link({ kind: 'RELATED' }))
      .then(says('RELATED'));
    given(opened(), resolved)
      .when(link({ kind: 'CHILD' }))
      .then(says('CHILD'));
  });

  it('X3 refuses a circle of cases that would wait for one another, and chains nobody could follow', () => {
    given(opened())
      .when(link({}, by('ines'), 'CLOSED'))
      .refused('LINKS_CIRCULAR', 'RELATED');
    given(opened())
      .when(link({}, by('ines'), 'TOO_LONG'))
      .refused('RELATED_TOO_MANY', '100');
  });

  it('refuses more than 100 links of one case, of either side', () => {
    given(opened(), ...many('CHILD').slice(1))
      .when(link())
      .then(says('PARENT'));
    given(opened(), ...many('CHILD'))
      .when(link())
      .refused('RELATED_TOO_MANY');
    given(opened(), ...many('RELATED'))
      .when(linkedTo(body(), by('ines')))
      .refused('RELATED_TOO_MANY');
  });

  it('refuses a case itself, and one that does not exist', () => {
    given(opened())
      .when(link({ other: caseId }))
      .refused('SAME_CASE');
    given().when(link()).refused('CASE_UNKNOWN');
    given()
      .when(linkedTo(body(), by('ines')))
      .refused('CASE_UNKNOWN');
  });
});
