import { rowsOf } from '@baton/projections/testing';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import {
  aPromise,
  CASE,
  CUSTOMER,
  eventsOf,
  histories,
  importedStory,
  opened,
  routerStory,
  stateOf,
  uuid,
} from '../testing/stories.js';
import { promiseLedger } from './promises.projection.js';

const ledger = async (...facts: CaseFact[]) => (await rowsOf(promiseLedger, eventsOf(facts))).rows;
const made: CaseFact = { type: 'PromiseMade', data: aPromise(24, '2026-03-03T16:00:00.000Z') };

describe('the ledger of promises', () => {
  it('says who promised what to whom, in which case, for which customer', async () => {
    expect(await ledger(opened, made)).toEqual([
      {
        promiseId: uuid(24),
        caseId: CASE,
        customerId: CUSTOMER,
        status: 'OPEN',
        department: 'SHOP',
        beneficiary: 'Mrs Weber',
        action: 'call back with the date of collection',
        callback: true,
        from: '2026-03-03T08:00:00.000Z',
        due: '2026-03-03T16:00:00.000Z',
        firstDue: '2026-03-03T16:00:00.000Z',
        zone: 'Europe/Berlin',
        channel: 'PHONE',
        madeBy: 'ines',
        madeAt: '2026-03-02T09:01:00.000Z',
        revision: 1,
      },
    ]);
  });

  it('H8 says who owes it after the case moved on', async () => {
    expect(await ledger(...routerStory)).toMatchObject([{ department: 'CALL-CENTRE', status: 'OPEN', revision: 10 }]);
  });

  it('P7 says who was reminded of it, until a new time is agreed on', async () => {
    const reminded: CaseFact = {
      type: 'PromiseReminderDue',
      data: {
        ...{ promiseId: uuid(24), reminder: 'HALFWAY', due: '2026-03-03T16:00:00.000Z', department: 'SHOP' },
        agent: 'otto',
      },
    };
    const pressing: CaseFact = {
      type: 'PromiseReminderDue',
      data: { promiseId: uuid(24), reminder: 'PRESSING', due: '2026-03-03T16:00:00.000Z', department: 'SHOP' },
    };
    const again: CaseFact = {
      type: 'PromiseRenegotiated',
      data: {
        ...{ promiseId: uuid(24), from: '2026-03-04T08:00:00.000Z', due: '2026-03-04T16:00:00.000Z' },
        ...{ firstDue: '2026-03-03T16:00:00.000Z', contactId: uuid(10), reason: 'no stock' },
      },
    };
    expect(await ledger(opened, made, reminded)).toMatchObject([
      { reminded: 'HALFWAY', remindedAgent: 'otto', revision: 2 },
    ]);
    const [row] = await ledger(opened, made, reminded, pressing);
    expect(row).toMatchObject({ reminded: 'PRESSING', status: 'OPEN' });
    expect(row).not.toHaveProperty('remindedAgent');
    expect((await ledger(opened, made, reminded, again))[0]).not.toHaveProperty('reminded');
  });

  it('P4 has the time agreed on anew, and keeps the one it was first promised for', async () => {
    const again: CaseFact = {
      type: 'PromiseRenegotiated',
      data: {
        promiseId: uuid(24),
        from: '2026-03-04T08:00:00.000Z',
        due: '2026-03-04T16:00:00.000Z',
        firstDue: '2026-03-03T16:00:00.000Z',
        contactId: uuid(10),
        reason: 'no stock',
      },
    };
    expect(await ledger(opened, made, again)).toMatchObject([
      { from: '2026-03-04T08:00:00.000Z', due: '2026-03-04T16:00:00.000Z', firstDue: '2026-03-03T16:00:00.000Z' },
    ]);
  });

  it.each<[string, CaseFact]>([
    ['KEPT', { type: 'PromiseKept', data: { promiseId: uuid(24), keptAt: '2026-03-02T09:02:00.000Z' } }],
    [
      'BROKEN',
      { type: 'PromiseBroken', data: { promiseId: uuid(24), due: '2026-03-03T16:00:00.000Z', cause: 'OVERDUE' } },
    ],
    ['RELEASED', { type: 'PromiseReleased', data: { promiseId: uuid(24), contactId: uuid(10) } }],
    ['CANCELLED', { type: 'PromiseCancelled', data: { promiseId: uuid(24), reason: 'no', conditionFalse: true } }],
  ])('says when it was %s', async (status, end) => {
    expect(await ledger(opened, made, end)).toMatchObject([
      { status, settledAt: '2026-03-02T09:02:00.000Z', revision: 2 },
    ]);
  });

  it('X5 keeps a promise of an imported case whose customer nobody named', async () => {
    const [row] = await ledger(...importedStory(1), made);
    expect(row).not.toHaveProperty('customerId');
  });

  it('says the same of a promise as its case does, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (facts) => {
        const rows = await ledger(...facts);
        const { promises } = stateOf(facts);
        expect(rows.length).toBe(promises.size);
        for (const { promiseId, status, due, department } of rows) {
          const { status: own, due: ownDue, department: ownDepartment } = promises.get(promiseId) ?? {};
          expect([status, due, department]).toEqual([own, ownDue, ownDepartment]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
