import type { CaseFact } from '@baton/contracts';
import { closed, established, opened, resolved } from '../../testing/case.happenings.js';
import { at, by, caseId, given, id, made } from '../../testing/case.scenarios.js';
import { establishFact, type EstablishFact } from './establish-fact.decision.js';

const establish = (details: Partial<EstablishFact> = {}, caller = by('ines')) =>
  establishFact({ caseId, topic: 'serial number', value: 'WM-77', ...details }, caller);
const now = (details: Partial<EstablishFact> = {}): CaseFact => ({
  type: 'FactEstablished',
  data: { factId: made('fact'), topic: 'serial number', value: 'WM-77', ...details },
});
const plate = { verifiedBy: 'Photograph of the plate' };

describe('establishing a fact', () => {
  it('keeps the topic, the value, how it was verified and until when it is fresh', () => {
    const details = { ...plate, freshUntil: at('12:00', 9) };
    given(opened()).when(establish(details)).then(now(details));
  });

  it('may be done by any department, and on a closed case', () => {
    given(opened(), resolved, closed)
      .when(establish({}, by('sara')))
      .then(now());
  });

  it('puts a later fact on the same topic in the place of the earlier', () => {
    given(opened(), established('serial number', 'WM-76')).when(establish()).then(now());
    const { facts } = given(opened(), established('serial number', 'WM-76'), now()).state();
    expect(facts.valueSeq().toArray()).toMatchObject([{ value: 'WM-77', revision: 2 }]);
  });

  it('stays as verified as it was when somebody only says that it is fresh for longer', () => {
    const fresh = { freshUntil: at('12:00', 9) };
    given(opened(), established('serial number', 'WM-77', { ...plate, freshUntil: at('12:00', 3) }))
      .when(establish(fresh))
      .then(now({ ...plate, ...fresh }));
    given(opened(), established('serial number', 'WM-76', plate))
      .when(establish())
      .then(now());
  });

  it('knows a topic however it is spelt: capitals and spaces make no other topic', () => {
    given(opened(), established('Serial  Number ', 'WM-77')).when(establish()).then();
    const { facts } = given(opened(), established('Serial Number', 'WM-76'), now()).state();
    expect(facts.size).toBe(1);
  });

  it('does nothing where the same is known already', () => {
    const fresh = { ...plate, freshUntil: at('12:00', 9) };
    given(opened(), established('serial number', 'WM-77', fresh))
      .when(establish(fresh))
      .then();
    given(opened(), established('serial number', 'WM-77')).when(establish()).then();
    given(opened(), established('serial number', 'WM-77', plate))
      .when(establish(plate))
      .then();
  });

  it('does not let a hearsay take the place of the same fact verified', () => {
    given(opened(), established('serial number', 'WM-77', plate))
      .when(establish())
      .then();
    const fresh = { ...plate, freshUntil: at('12:00', 9) };
    given(opened(), established('serial number', 'WM-77', fresh))
      .when(establish({ freshUntil: at('12:00', 8) }))
      .then();
  });

  it('records the same value when it is better verified or fresh for longer', () => {
    given(opened(), established('serial number', 'WM-77')).when(establish(plate)).then(now(plate));
    const invoice = { verifiedBy: 'Invoice 12' };
    given(opened(), established('serial number', 'WM-77', plate))
      .when(establish(invoice))
      .then(now(invoice));
    const longer = { freshUntil: at('12:00', 9) };
    given(opened(), established('serial number', 'WM-77', { freshUntil: at('12:00', 8) }))
      .when(establish(longer))
      .then(now(longer));
    given(opened(), established('serial number', 'WM-77', longer))
      .when(establish())
      .then(now());
  });

  it('records another value even where the first was verified: what changed, changed', () => {
    given(opened(), established('serial number', 'WM-76', plate))
      .when(establish())
      .then(now());
  });

  it('refuses a case that does not exist', () => {
    given().when(establish()).refused('CASE_UNKNOWN');
  });

  it('keeps each topic apart', () => {
    const { facts } = given(opened(), established('address', 'Ring 1'), now()).state();
    expect(
      facts
        .valueSeq()
        .map((fact) => fact.factId)
        .toArray(),
    ).toEqual([id('address is Ring 1'), made('fact')]);
  });
});
