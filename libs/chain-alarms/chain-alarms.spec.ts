import fc from 'fast-check';
import {
  AlarmCause,
  type AlarmLevel,
  type CaseFact,
  type TransferOffered,
  type TransferReason,
} from '@baton/contracts';
import { alarmsBetween, arbitrationNeeded, chainAlarms, noChain, tallied, type ChainTally } from './index.js';

const opened = { type: 'CaseOpened', data: { department: 'A' } } as CaseFact;
const contact = { type: 'ContactRecorded', data: {} } as CaseFact;
const offered = (to: string, reason: TransferReason = 'SKILL_NEEDED', more: Partial<TransferOffered> = {}) =>
  ({ type: 'TransferOffered', data: { transferId: to, from: 'A', to, reason, ...more } }) as CaseFact;
const heardLive = (transferId: string) =>
  ({ type: 'CustomerInformedOfTransfer', data: { transferId, informedBy: 'LIVE' } }) as CaseFact;
const accepted = (from: string, to: string) => ({ type: 'TransferAccepted', data: { from, to } }) as CaseFact;
const declined = { type: 'TransferDeclined', data: {} } as CaseFact;
const observed = (from: string, to: string): CaseFact => ({ type: 'TransferObserved', data: { from, to } });
const arbitrated = (from: string, to: string) => ({ type: 'AssignmentArbitrated', data: { from, to } }) as CaseFact;

/** A case that passes along departments, each a letter: `ABA`. */
const along = (chain: string, reason?: TransferReason, more: Partial<TransferOffered> = {}): CaseFact[] =>
  [...chain.slice(1)].flatMap((to, place) => [
    offered(to, reason, { from: chain.charAt(place), ...more }),
    accepted(chain.charAt(place), to),
  ]);
/** The same with the customer on the line, who hears of each. */
const alongLive = (chain: string): CaseFact[] =>
  along(chain).flatMap((fact) => (fact.type === 'TransferAccepted' ? [fact, heardLive(fact.data.to)] : [fact]));
const observedAlong = (chain: string): CaseFact[] =>
  [...chain.slice(1)].map((to, place) => observed(chain.charAt(place), to));

const tallyOf = (facts: readonly CaseFact[]): ChainTally => facts.reduce(tallied, noChain);
/** What each fact after the opening raises, in order; facts that raise nothing left out. */
function raised(...facts: CaseFact[]): string[] {
  let tally = tallied(noChain, opened);
  return facts.flatMap((fact) => {
    const before = tally;
    tally = tallied(tally, fact);
    return alarmsBetween(before, tally).map(({ level, cause }) => `${level} ${cause}`);
  });
}

describe('the alarms of a chain, chain-alarms@2', () => {
  it('H10 are silent about a single transfer, and about declines and contacts that come once', () => {
    expect(raised(contact, offered('B'), declined, ...along('AC'))).toEqual([]);
  });

  it('H10 notice the second transfer accepted live with no other contact between them, and no later one again', () => {
    const notice = 'NOTICE SECOND_TRANSFER_IN_CONTACT';
    expect(raised(...alongLive('ABC'))).toContain(notice);
    expect(raised(...alongLive('ABCD')).filter((alarm) => alarm === notice)).toHaveLength(1);
    expect(raised(...alongLive('AB'), contact, ...alongLive('BC'))).toEqual(['WARNING THIRD_DEPARTMENT']);
    expect(raised(...along('ABC'))).toEqual(['WARNING THIRD_DEPARTMENT']);
  });

  it('H10 do not take for live what was offered live, and accepted when the customer had hung up', () => {
    const late = along('BC', 'SKILL_NEEDED', { mode: 'BLIND' });
    expect(raised(...alongLive('AB'), ...late)).toEqual(['WARNING THIRD_DEPARTMENT']);
    // Hearing later of all that was passed on before makes none of that live.
    expect(raised(...late, ...along('CD'), heardLive('D'), heardLive('C'))).not.toContain(
      'NOTICE SECOND_TRANSFER_IN_CONTACT',
    );
  });

  it('H10 notice the second decline of a case, whoever declined', () => {
    expect(raised(offered('B'), declined, offered('C'), declined, offered('D'), declined)).toEqual([
      'NOTICE SECOND_DECLINE',
    ]);
  });

  it('H10 warn of a return, be it straight back or by way of others', () => {
    expect(raised(...along('ABA'))).toEqual(['WARNING RETURN']);
    expect(raised(...along('ABCA'))).toEqual(['WARNING THIRD_DEPARTMENT', 'WARNING RETURN']);
  });

  it('H10 raise an alarm at the second return and at each later one, and at the fourth department and each later one', () => {
    expect(raised(...along('ABABA'))).toEqual(['WARNING RETURN', 'ALARM SECOND_RETURN', 'ALARM SECOND_RETURN']);
    expect(raised(...along('ABCDE'))).toEqual([
      'WARNING THIRD_DEPARTMENT',
      'ALARM FOURTH_DEPARTMENT',
      'ALARM FOURTH_DEPARTMENT',
    ]);
  });

  it('H10 want arbitration after five transfers, said once, with whatever else that transfer raises', () => {
    const alarms = raised(...along('ABABAB'));
    expect(alarms.slice(-2)).toEqual(['ALARM SECOND_RETURN', 'ARBITRATION FIVE_TRANSFERS']);
    expect(raised(...along('ABABABA')).filter((alarm) => alarm.startsWith('ARBITRATION'))).toHaveLength(1);
    expect([4, 5].map((many) => arbitrationNeeded(tallyOf([opened, ...along('ABABAB'.slice(0, many + 1))])))).toEqual([
      false,
      true,
    ]);
  });

  it('H10 do not count the end of a shift: neither its transfers, nor its departments, nor its declines', () => {
    const onRecord = { shiftOnRecord: true };
    expect(raised(...along('ABABABA', 'ABSENCE_OR_SHIFT', onRecord), ...along('AA', 'ABSENCE_OR_SHIFT'))).toEqual([]);
    expect(raised(...along('ABCD', 'ABSENCE_OR_SHIFT', { ...onRecord, mode: 'BLIND' }))).toEqual([]);
    const shift = offered('A', 'ABSENCE_OR_SHIFT');
    expect(raised(shift, declined, shift, declined, shift, declined)).toEqual([]);
    const tally = tallyOf([opened, ...along('AN', 'ABSENCE_OR_SHIFT', onRecord), ...along('NA')]);
    expect({ ...tally, departments: tally.departments.toArray() }).toMatchObject({
      departments: ['A'],
      transfers: 1,
      returns: 1,
    });
  });

  it('H10 count what another department is offered as the end of a shift that is not on record', () => {
    expect(raised(...along('ABA', 'ABSENCE_OR_SHIFT'))).toEqual(['WARNING RETURN']);
    expect(tallyOf([opened, ...along('AB', 'ABSENCE_OR_SHIFT')]).transfers).toBe(1);
    const elsewhere = offered('B', 'ABSENCE_OR_SHIFT');
    expect(raised(elsewhere, declined, elsewhere, declined)).toEqual(['NOTICE SECOND_DECLINE']);
  });

  it('H10 count an arbitration among departments and returns, and not among the five transfers', () => {
    const before = along('ABCD');
    expect(raised(...before, arbitrated('D', 'A')).at(-1)).toBe('WARNING RETURN');
    expect(raised(...before, arbitrated('D', 'E')).at(-1)).toBe('ALARM FOURTH_DEPARTMENT');
    expect(tallyOf([opened, ...before, arbitrated('D', 'A')]).transfers).toBe(3);
  });

  it('X5 count a transfer that an import observed like one that was accepted, and know nothing of how it was made', () => {
    expect(raised(...observedAlong('ABABAB'))).toEqual(raised(...along('ABABAB')));
    const { accepted: _last, ...told } = tallyOf([opened, ...along('ABCA')]);
    expect(tallyOf([opened, ...observedAlong('ABCA')])).toEqual(told);
  });

  it('name every cause of the language once, the lowest level first', () => {
    const order: AlarmLevel[] = ['NOTICE', 'WARNING', 'ALARM', 'ARBITRATION'];
    const levels = chainAlarms.map(({ level }) => order.indexOf(level));
    expect(levels).toEqual([...levels].sort());
    expect(chainAlarms.map(({ cause }) => cause).sort()).toEqual([...AlarmCause.values].sort());
  });

  it('say the same of any chain as one who counts it anew from the beginning', () => {
    const chains = fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { maxLength: 30 });
    fc.assert(
      fc.property(chains, (letters) => {
        const chain = ['A', ...letters].filter((letter, place, all) => letter !== all[place - 1]);
        const before = (place: number): string[] => chain.slice(0, place);
        const returns = chain.filter((letter, place) => before(place).includes(letter)).length;
        const tally = tallyOf([opened, ...observedAlong(chain.join(''))]);
        expect(tally).toMatchObject({ transfers: chain.length - 1, returns });
        expect(tally.departments.toArray().sort()).toEqual([...new Set(chain)].sort());
        const alarms = raised(...observedAlong(chain.join('')));
        expect(alarms.filter((alarm) => alarm.includes('RETURN'))).toHaveLength(returns);
        expect(alarms.filter((alarm) => alarm.includes('DEPARTMENT'))).toHaveLength(
          Math.max(0, new Set(chain).size - 2),
        );
      }),
    );
  });
});
