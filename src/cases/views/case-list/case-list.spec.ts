import { rowsOf } from '@baton/projections/testing';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import { openPromises, openTransfer } from '../../case.state.js';
import { riskTier } from '../../risk-tier.js';
import { intents, live } from '../../testing/case.histories.js';
import {
  aContact,
  anOffer,
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
import { NEVER } from './case-list.changes.js';
import { caseList } from './case-list.projection.js';
import type { DepartmentCases, HeldCases, ListedCase } from './case-list.row.js';

async function listing(...facts: CaseFact[]): Promise<ListedCase> {
  const { rows } = await rowsOf(caseList, eventsOf(facts));
  expect(rows).toHaveLength(1);
  return rows[0] as ListedCase;
}

describe('the list of cases', () => {
  it('lists a case with its department, its urgency and its customer from the moment it is opened', async () => {
    expect(await listing(opened)).toEqual({
      caseId: CASE,
      status: 'OPEN',
      imported: false,
      department: 'SHOP',
      customerId: CUSTOMER,
      matter: 'Two routers came, I ordered one.',
      kind: 'FAULT',
      urgency: 'HIGH',
      customerState: 'UPSET',
      product: 'router',
      segment: 'HOME',
      openedAt: '2026-03-02T09:00:00.000Z',
      lastEventAt: '2026-03-02T09:00:00.000Z',
      revision: 0,
      openPromises: 0,
      urgencyRank: 1,
      riskTier: 1,
      tierRank: 5,
      alarmRank: 4,
      deadlineRank: NEVER,
      passedOn: false,
      promises: [],
      breaches: [],
      spokenAt: '2026-03-02T08:56:00.000Z',
    });
  });

  it('H1 moves a case to the receiver when the transfer is accepted, not before', async () => {
    const offer: CaseFact = { type: 'TransferOffered', data: { ...anOffer(26, 'SHOP', 'DEPOT'), toAgent: 'ben' } };
    expect(await listing(opened, offer)).toMatchObject({
      department: 'SHOP',
      transferId: uuid(26),
      offeredTo: 'DEPOT',
      offeredToAgent: 'ben',
      ask: 'find out why two came',
    });
    const ending = { transferId: uuid(26), from: 'SHOP', to: 'DEPOT' };
    const accepted = await listing(opened, offer, { type: 'TransferAccepted', data: { ...ending, holder: 'ben' } });
    expect(accepted).toMatchObject({ department: 'DEPOT', holder: 'ben' });
    expect(accepted).not.toHaveProperty('offeredTo');
    const declined = await listing(opened, offer, { type: 'TransferDeclined', data: { ...ending, reason: 'no' } });
    expect(declined).toMatchObject({ department: 'SHOP' });
    expect(declined).not.toHaveProperty('transferId');
  });

  it('X5 lists an imported case, and takes a case of unknown urgency in turn', async () => {
    const row = await listing(...importedStory(3));
    expect(row).toMatchObject({
      department: 'G3',
      holder: 'Elin',
      reference: '1-627973205',
      urgencyRank: 2,
      revision: 7,
    });
    expect(row).not.toHaveProperty('matter');
  });

  it('is ordered by the promise that is due next', async () => {
    const later: CaseFact = { type: 'PromiseMade', data: aPromise(24, '2026-03-09T16:00:00.000Z') };
    const sooner: CaseFact = { type: 'PromiseMade', data: aPromise(25, '2026-03-03T16:00:00.000Z') };
    const kept: CaseFact = { type: 'PromiseKept', data: { promiseId: uuid(25), keptAt: '2026-03-02T10:00:00.000Z' } };
    expect(await listing(opened, later, sooner)).toMatchObject({
      openPromises: 2,
      nextDue: '2026-03-03T16:00:00.000Z',
    });
    expect(await listing(opened, later, sooner, kept)).toMatchObject({
      openPromises: 1,
      deadlineRank: '2026-03-09T16:00:00.000Z',
    });
  });

  it('H4 is ordered by the end of an open offer, and by what the law demands', async () => {
    const law: CaseFact = {
      ...opened,
      data: { ...opened.data, legalDeadline: '2026-03-20T00:00:00.000Z' },
    } as CaseFact;
    const offer: CaseFact = {
      type: 'TransferOffered',
      data: { ...anOffer(26, 'SHOP', 'DEPOT'), expiresAt: '2026-03-02T12:00:00.000Z' },
    };
    const expired: CaseFact = {
      type: 'TransferExpired',
      data: { transferId: uuid(26), from: 'SHOP', to: 'DEPOT', expiresAt: '2026-03-02T12:00:00.000Z' },
    };
    expect(await listing(law)).toMatchObject({ deadlineRank: '2026-03-20T00:00:00.000Z', riskTier: 2 });
    expect(await listing(law, offer)).toMatchObject({ deadlineRank: '2026-03-02T12:00:00.000Z' });
    const back = await listing(law, offer, expired);
    expect(back).toMatchObject({ department: 'SHOP', deadlineRank: '2026-03-20T00:00:00.000Z' });
    expect(back).not.toHaveProperty('offeredTo');
  });

  it('X3 lists a case that was merged into another as merged, and as before once that is undone', async () => {
    const data = { mergeId: uuid(30), other: uuid(31), role: 'DUPLICATE' as const, reason: 'the same router' };
    const merged: CaseFact = { type: 'CasesMerged', data };
    expect(await listing(opened, merged)).toMatchObject({ status: 'MERGED' });
    expect(await listing(opened, merged, { type: 'CasesUnmerged', data })).toMatchObject({ status: 'OPEN' });
    expect(await listing(opened, { type: 'CasesMerged', data: { ...data, role: 'SURVIVOR' } })).toMatchObject({
      status: 'OPEN',
    });
  });

  it('indexes what people said, folded, and nothing of how the office works', async () => {
    const { words } = await rowsOf(caseList, eventsOf(routerStory));
    const found = words.map(({ word }) => word);
    expect(found).toEqual(expect.arrayContaining(['routers', 'router', 'weber', 'ax', '7', 'second', 'invoice']));
    expect(found).not.toContain('shop');
    expect(words.every(({ caseId }) => caseId === CASE)).toBe(true);
  });

  it('says the same of a case as its own stream does, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (facts) => {
        const state = stateOf(facts);
        const row = await listing(...facts);
        expect([row.status, row.department, row.holder]).toEqual([state.status, state.accountable, state.holder]);
        expect([row.revision, row.lastEventAt]).toEqual([state.revision, state.lastEventAt]);
        expect([row.transferId, row.offeredTo]).toEqual([state.openTransferId, openTransfer(state)?.to]);
        expect([row.openPromises, row.nextDue]).toEqual([openPromises(state).length, openPromises(state)[0]?.due]);
      }),
      { numRuns: 60 },
    );
  });

  it('H6 P7 says the same of its risk as its own stream does, whatever is decided', async () => {
    await fc.assert(
      fc.asyncProperty(intents, async (history) => {
        const steps = live(history);
        const { rows } = await rowsOf(
          caseList,
          steps.flatMap(({ events }) => events),
        );
        const state = steps.at(-1)?.after;
        if (state?.status !== undefined) expect(rows[0]?.riskTier).toBe(riskTier(state));
      }),
      { numRuns: 100 },
    );
  });

  it('P7 counts a broken promise among its risks until somebody has spoken to the customer, or it was kept or released after all', async () => {
    const promise: CaseFact = { type: 'PromiseMade', data: aPromise(61, '2026-03-03T16:00:00.000Z') };
    const broken: CaseFact = {
      type: 'PromiseBroken',
      data: { promiseId: uuid(61), due: '2026-03-03T16:00:00.000Z', cause: 'OVERDUE' },
    };
    const spoken = (disposition: 'FOLLOW_UP' | 'NO_RESULT'): CaseFact => ({
      type: 'ContactRecorded',
      data: {
        ...aContact(70),
        startedAt: '2026-03-03T17:00:00.000Z',
        endedAt: '2026-03-03T17:05:00.000Z',
        disposition,
      },
    });
    const kept: CaseFact = { type: 'PromiseKept', data: { promiseId: uuid(61), keptAt: '2026-03-03T15:00:00.000Z' } };
    const tierAfter = async (...facts: CaseFact[]) => (await listing(opened, promise, ...facts)).riskTier;
    expect(await tierAfter(broken)).toBe(2);
    expect(await tierAfter(broken, spoken('NO_RESULT'))).toBe(2);
    expect(await tierAfter(broken, spoken('FOLLOW_UP'))).toBe(1);
    expect(await tierAfter(broken, kept)).toBe(1);
    const cancelled: CaseFact = {
      type: 'PromiseCancelled',
      data: { promiseId: uuid(61), reason: 'no stock', conditionFalse: false },
    };
    expect(await tierAfter(cancelled)).toBe(1);
    expect(await tierAfter(cancelled, broken)).toBe(2);
    const about = { promiseId: uuid(61), contactId: uuid(10) };
    expect(await tierAfter({ type: 'PromiseReleased', data: about }, broken)).toBe(1);
    const mending: CaseFact = { type: 'PromiseReleased', data: { ...about, mendsBreach: true } };
    expect(await listing(opened, promise, broken, mending)).toMatchObject({ riskTier: 1, tierRank: 5, breaches: [] });
  });

  it('X3 P7 counts what a duplicate did not keep in the case in which work goes on, until one of the two has spoken', async () => {
    const duplicate = uuid(2);
    const due = '2026-03-03T16:00:00.000Z';
    const merge = { mergeId: uuid(30), reason: 'the same router' };
    const merged: CaseFact = { type: 'CasesMerged', data: { ...merge, other: CASE, role: 'DUPLICATE' } };
    const undone: CaseFact = { type: 'CasesUnmerged', data: { ...merge, other: CASE, role: 'DUPLICATE' } };
    const broke: CaseFact[] = [
      { type: 'PromiseMade', data: aPromise(61, due) },
      merged,
      { type: 'PromiseBroken', data: { promiseId: uuid(61), due, cause: 'OVERDUE' } },
    ];
    const spoken: CaseFact = {
      type: 'ContactRecorded',
      data: { ...aContact(70), startedAt: '2026-03-03T17:00:00.000Z', endedAt: '2026-03-03T17:05:00.000Z' },
    };
    const tierOf = async (own: CaseFact[], theirs: CaseFact[]) => {
      const events = [
        ...eventsOf([opened]),
        ...eventsOf([opened, ...broke, ...theirs], duplicate),
        ...eventsOf([opened, ...own]).slice(1),
      ];
      const { rows } = await rowsOf(caseList, events);
      return rows.find(({ caseId }) => caseId === CASE)?.riskTier;
    };
    expect(await tierOf([], [])).toBe(2);
    expect(await tierOf([spoken], [])).toBe(1);
    expect(await tierOf([], [spoken])).toBe(1);
    expect(await tierOf([], [undone])).toBe(1);
  });

  it('counts for each department the open cases that it accepted for a skill, until they pass on or end', async () => {
    const offer = (n: number, from: string, to: string, skill?: string): CaseFact => ({
      type: 'TransferOffered',
      data: { ...anOffer(n, from, to), ...(skill === undefined ? {} : { skill }) },
    });
    const taken = (n: number, from: string, to: string): CaseFact => ({
      type: 'TransferAccepted',
      data: { transferId: uuid(n), from, to, holder: 'ben' },
    });
    const counted = async (...facts: CaseFact[]) => (await rowsOf(caseList, eventsOf([opened, ...facts]))).skilled;
    const gas = (cases: number, offered = 0) => ({ department: 'DEPOT', skill: 'gas', cases, offered });
    const asked = offer(26, 'SHOP', 'DEPOT', 'gas');
    const came = [asked, taken(26, 'SHOP', 'DEPOT')];
    expect(await counted(asked)).toEqual([gas(0, 1)]);
    const recalled: CaseFact = {
      type: 'TransferRecalled',
      data: { transferId: uuid(26), from: 'SHOP', to: 'DEPOT', reason: 'no' },
    };
    expect(await counted(asked, recalled)).toEqual([gas(0)]);
    expect(await counted(...came, offer(29, 'DEPOT', 'DEPOT', 'gas'))).toEqual([gas(1, 1)]);
    expect(await counted(...came)).toEqual([gas(1)]);
    const shift = [offer(27, 'DEPOT', 'DEPOT'), taken(27, 'DEPOT', 'DEPOT')];
    expect(await counted(...came, ...shift)).toEqual([gas(1)]);
    expect(await counted(...came, { type: 'CaseResolved', data: {} })).toEqual([gas(0)]);
    const resolved: CaseFact[] = [
      { type: 'CaseResolved', data: {} },
      { type: 'CaseReopened', data: {} },
    ];
    expect(await counted(...came, ...resolved)).toEqual([gas(1)]);
    const on = [offer(28, 'DEPOT', 'BILLING'), taken(28, 'DEPOT', 'BILLING')];
    expect(await counted(...came, ...on)).toEqual([gas(0)]);
  });

  it('counts for each agent the open cases he holds', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (facts, others) => {
        const events = [...eventsOf(facts), ...eventsOf(others, uuid(2))];
        const { rows, held } = (await rowsOf(caseList, events)) as { rows: ListedCase[]; held: HeldCases[] };
        const holders = rows.flatMap(({ status, holder }) => (status === 'OPEN' && holder ? [holder] : []));
        const counted = held.flatMap(({ holder, cases }) => Array.from({ length: cases }, () => holder));
        expect(counted.sort()).toEqual(holders.sort());
      }),
      { numRuns: 60 },
    );
  });

  it('counts for each department the open cases it answers for, and those of others on offer to it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (facts, others) => {
        const events = [...eventsOf(facts), ...eventsOf(others, uuid(2))];
        const { rows, counts } = (await rowsOf(caseList, events)) as { rows: ListedCase[]; counts: DepartmentCases[] };
        const open = rows.filter(({ status }) => status === 'OPEN');
        for (const { department, accountable, offered } of counts) {
          const elsewhere = open.filter((row) => row.offeredTo === department && row.department !== department);
          expect([accountable, offered]).toEqual([
            open.filter((row) => row.department === department).length,
            elsewhere.length,
          ]);
        }
        const counted = counts.reduce((sum, { accountable }) => sum + accountable, 0);
        expect(counted).toBe(open.length);
      }),
      { numRuns: 60 },
    );
  });
});
