import { derivedId, type CustomerFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { customerAggregate } from './customer.state.js';
import { REMEMBERED_AT_MOST, REMEMBERED_MS } from './outreach.state.js';
import { customerId, registered, reserved } from './testing/outreach.scenarios.js';

const START = Date.parse('2026-03-02T09:00:00.000Z');
const MINUTE = 60 * 1000;
const idOf = (n: number): string => derivedId(customerId, `outreach ${n}`);

type Ended = 'COMPLETED' | 'EXPIRED' | 'RELEASED' | 'NOT';
const ending = (how: Ended, outreachId: string): CustomerFact[] => {
  if (how === 'COMPLETED') return [{ type: 'OutreachCompleted', data: { outreachId, outcome: 'NO_ANSWER' } }];
  if (how === 'RELEASED') return [{ type: 'OutreachReleased', data: { outreachId, reason: 'Not needed' } }];
  return how === 'EXPIRED' ? [{ type: 'OutreachExpired', data: { outreachId } }] : [];
};
const reservation = (n: number): CustomerFact =>
  ({ ...reserved, data: { ...reserved.data, outreachId: idOf(n) } }) as CustomerFact;

/** The outreach that is remembered after events, each told so many milliseconds after the first. */
function after(events: readonly (readonly [CustomerFact, number])[]) {
  const all = [[registered, 0] as const, ...events];
  const told = recorded(
    `customer-${customerId}`,
    all.map(([fact]) => fact),
    (index) => {
      const at = new Date(START + (all[index]?.[1] ?? 0)).toISOString();
      return { occurredAt: at, recordedAt: at };
    },
  );
  const outreach = told.reduce(customerAggregate.evolve, customerAggregate.initial)?.outreach.toArray() ?? [];
  return outreach.map(({ outreachId }) => outreachId);
}
/** Reserved one after another, each ended at once. */
const many = (ends: readonly Ended[]) =>
  ends.flatMap((how, n) => [reservation(n), ...ending(how, idOf(n))].map((fact) => [fact, n * MINUTE] as const));

describe('C4 the outreach that is remembered', () => {
  it('is that of seven days, and what has not ended yet', () => {
    const first = many(['COMPLETED', 'NOT']);
    const [late, soon] = [REMEMBERED_MS, REMEMBERED_MS - 1];
    expect(after([...first, [reservation(9), late]])).toEqual([idOf(1), idOf(9)]);
    expect(after([...first, [reservation(9), soon]])).toEqual([idOf(0), idOf(1), idOf(9)]);
  });

  it.each(['COMPLETED', 'EXPIRED', 'RELEASED'] as const)(
    'is the newest of those that ended, however many: %s',
    (how) => {
      const most = REMEMBERED_AT_MOST[how];
      const ids = after([...many(Array<Ended>(3 * most).fill(how)), [reservation(9999), 3 * most * MINUTE]]);
      expect(ids).toEqual([...Array.from({ length: most }, (_, n) => idOf(2 * most + n)), idOf(9999)]);
    },
  );

  it('keeps what was made and what is live beside however many were given back', () => {
    const ids = after(many(['COMPLETED', 'NOT', ...Array<Ended>(50).fill('RELEASED')]));
    expect(ids.slice(0, 2)).toEqual([idOf(0), idOf(1)]);
    expect(ids.length).toBeLessThanOrEqual(2 + REMEMBERED_AT_MOST.RELEASED + 1);
  });
});
