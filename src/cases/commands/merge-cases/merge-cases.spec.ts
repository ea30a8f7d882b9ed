import type { CaseFact } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { noCase, type CaseState } from '../../case.state.js';
import { addNote } from '../add-note/add-note.decision.js';
import {
  alarm,
  claimed,
  closed,
  merged,
  offered,
  opened,
  passedOn,
  promised,
  recalled,
  resolved,
} from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made, type Person } from '../../testing/case.scenarios.js';
import { correctContact } from '../correct-contact/correct-contact.decision.js';
import { keepPromise } from '../keep-promise/keep-promise.decision.js';
import { recordContact } from '../record-contact/record-contact.decision.js';
import { reopenCase } from '../reopen-case/reopen-case.decision.js';
import type { Circle } from '../../related.guards.js';
import { burdenOf, type Burden } from './burden.js';
import { mergeAsDuplicate, mergeAsSurvivor } from './merge-cases.decision.js';

const reason = 'The same machine';
const asDuplicate = (
  who: Person = 'ines',
  customerOfSurvivor: string | undefined = id('Anna Kern'),
  survivor: Burden = burdenOf(given(opened()).state()),
  circle: Circle = 'NONE',
) => mergeAsDuplicate({ caseId, into: id('first'), reason }, by(who), { customerOfSurvivor, survivor, circle });
const asSurvivor = (who: Person = 'ines') => mergeAsSurvivor({ caseId: id('second'), into: caseId, reason }, by(who));
const says = (role: 'DUPLICATE' | 'SURVIVOR', other: string): CaseFact => ({
  type: 'CasesMerged',
  data: { mergeId: made('merge'), other: id(other), role, reason },
});

describe('merging two cases', () => {
  it('X3 is said by both', () => {
    given(opened()).when(asDuplicate()).then(says('DUPLICATE', 'first'));
    given(opened()).when(asSurvivor()).then(says('SURVIVOR', 'second'));
  });

  it('asked twice merges once', () => {
    given(opened(), says('DUPLICATE', 'first')).when(asDuplicate()).then();
    given(opened(), merged('first', 'DUPLICATE')).when(asDuplicate()).then();
    given(opened(), merged('second', 'SURVIVOR')).when(asSurvivor()).then();
  });

  it('H1 is for the department that goes on with the work: nobody puts a case on another that way', () => {
    given(opened()).when(asSurvivor('tom')).refused('NOT_YOUR_DEPARTMENT', 'front-office');
    given(opened()).when(asDuplicate('tom')).then(says('DUPLICATE', 'first'));
    given(opened(), merged('second', 'SURVIVOR')).when(asSurvivor('tom')).refused('NOT_YOUR_DEPARTMENT');
  });

  it('takes any case for a duplicate, and lets work go on in an open one only', () => {
    given(opened(), resolved, closed).when(asDuplicate()).then(says('DUPLICATE', 'first'));
    given(opened(), resolved).when(asSurvivor()).refused('CASE_NOT_OPEN');
  });

  it('H2 refuses a duplicate that is on offer', () => {
    given(opened(), offered()).when(asDuplicate()).refused('TRANSFER_ALREADY_OPEN', 'repair');
    given(opened(), offered(), recalled()).when(asDuplicate()).then(says('DUPLICATE', 'first'));
    given(opened(), offered()).when(asSurvivor()).then(says('SURVIVOR', 'second'));
  });

  it('X3 makes no chains', () => {
    const { details } = given(opened(), merged('third', 'SURVIVOR')).when(asDuplicate()).refused('CASE_HAS_DUPLICATES');
    expect(details.missing).toEqual([id('third')]);
    given(opened(), merged('third', 'DUPLICATE')).when(asDuplicate()).refused('CASE_MERGED', id('third'));
    given(opened(), merged('third', 'DUPLICATE')).when(asSurvivor()).refused('CASE_MERGED', id('third'));
  });

  it('refuses cases of different customers; one that names none is nobody’s in particular', () => {
    given(opened())
      .when(asDuplicate('ines', id('Karl Kern')))
      .refused('CUSTOMERS_DIFFER', 'linkCases');
    given(opened()).when(asDuplicate('ines', undefined)).then(says('DUPLICATE', 'first'));
  });

  const led: CaseFact = {
    type: 'CaseLeadAssigned',
    data: { lead: 'lena', department: 'front-office', reason: 'Nobody feels responsible' },
  };
  const bounced = [opened(), ...passedOn, alarm('WARNING', 'THIRD_DEPARTMENT'), alarm('ARBITRATION', 'FIVE_TRANSFERS')];
  it.each<[string, string, readonly CaseFact[]]>([
    ['H10', 'with an alarm of a higher level', bounced],
    ['H10', 'that somebody sees through', [opened(), led]],
    ['H6', 'that is a complaint', [opened({ kind: 'COMPLAINT' })]],
    ['H6', 'whose customer is vulnerable', [opened({ customerState: 'VULNERABLE' })]],
    ['H6', 'whose legal clock runs', [opened({ legalDeadline: at('12:00', 9) })]],
    ['H6', 'that passed on before', [opened(), ...passedOn]],
  ])('%s makes no duplicate of a case %s: work goes on in that one', (_, __, past) => {
    const { details } = given(...past)
      .when(asDuplicate('ines'))
      .refused('MERGE_HIDES_RISKS', 'merge the other way round');
    expect(details).toMatchObject({ rule: 'X3', alternatives: [expect.stringContaining('mergeCases')] });
    const carried = burdenOf(given(...past).state());
    given(opened())
      .when(asDuplicate('ines', undefined, carried))
      .then(says('DUPLICATE', 'first'));
    given(...past)
      .when(asDuplicate('ines', undefined, carried))
      .then(says('DUPLICATE', 'first'));
  });

  it('X3 links two cases of which each has a risk that the other lacks', () => {
    const complaint = burdenOf(given(opened({ kind: 'COMPLAINT' })).state());
    given(opened(), alarm('NOTICE', 'SECOND_DECLINE'))
      .when(asDuplicate('ines', undefined, complaint))
      .refused('MERGE_HIDES_RISKS', 'linkCases');
  });

  it('X3 refuses two cases that would wait for themselves once they are one matter', () => {
    const lesser = burdenOf(noCase);
    given(opened())
      .when(asDuplicate('ines', undefined, lesser, 'CLOSED'))
      .refused('LINKS_CIRCULAR', 'unlinkCases');
    given(opened())
      .when(asDuplicate('ines', undefined, lesser, 'TOO_LONG'))
      .refused('RELATED_TOO_MANY');
  });

  it('H6 counts no open promise: it is still open after the merge', () => {
    given(opened(), promised({ callback: false }))
      .when(asDuplicate())
      .then(says('DUPLICATE', 'first'));
  });

  it('refuses a case itself, one that does not exist, and more than 100 duplicates', () => {
    given(opened())
      .when(
        mergeAsDuplicate({ caseId, into: caseId, reason }, by('ines'), {
          customerOfSurvivor: id('Anna Kern'),
          survivor: burdenOf(noCase),
          circle: 'NONE',
        }),
      )
      .refused('SAME_CASE');
    given().when(asDuplicate()).refused('CASE_UNKNOWN');
    given().when(asSurvivor()).refused('CASE_UNKNOWN');
    given(opened(), ...Array.from({ length: 100 }, (_, n) => merged(`case ${n}`, 'SURVIVOR')))
      .when(asSurvivor())
      .refused('RELATED_TOO_MANY');
  });
});

describe('a case that was merged', () => {
  const duplicate = [opened(), claimed('ines'), promised({ callback: false }), merged('first', 'DUPLICATE')] as const;

  it('is held by nobody', () => {
    expect(given(...duplicate).state()).toMatchObject({
      status: 'MERGED',
      holder: undefined,
      accountable: 'front-office',
    });
  });

  it('X3 names the case in which work goes on to whoever would work on it', () => {
    const work: Decide<CaseState, CaseFact>[] = [
      addNote({ caseId, text: 'Rang' }, by('ines')),
      reopenCase({ caseId, reason: 'New' }, by('ines'), { resolvedWaiting: [] }),
    ];
    for (const decide of work)
      given(...duplicate)
        .when(decide)
        .refused('CASE_MERGED', id('first'));
  });

  it('still keeps what it promised, shows it by a contact, and is corrected', () => {
    const delivery = { caseId, promiseId: id('promise'), delivery: 'Parcel 77' };
    expect(
      given(...duplicate)
        .when(keepPromise(delivery, by('ines')))
        .facts(),
    ).toMatchObject([{ type: 'PromiseKept' }]);
    const correction = { caseId, contactId: id('first call'), channel: 'LETTER', reason: 'Mistyped' } as const;
    expect(
      given(...duplicate)
        .when(correctContact(correction, by('ines')))
        .facts(),
    ).toHaveLength(1);
    const contact = {
      direction: 'OUTBOUND',
      channel: 'PHONE',
      participants: ['Anna Kern'],
      startedAt: at('11:00'),
      endedAt: at('11:10'),
      disposition: 'ANSWERED',
      matter: 'The date',
    } as const;
    const further = recordContact(
      { caseId, contact: { ...contact, participants: [...contact.participants] } },
      by('ines'),
    );
    expect(
      given(...duplicate)
        .when(further)
        .facts(),
    ).toHaveLength(1);
    given(opened(), merged('first', 'DUPLICATE')).when(further).refused('CASE_MERGED');
  });
});
