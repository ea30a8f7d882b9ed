import fc from 'fast-check';
import type { CaseFact } from '@baton/contracts';
import { rowsOf } from '@baton/projections/testing';
import { fold } from '@baton/decider';
import { caseAggregate } from '../../case-folds.state.js';
import { openConsults } from '../../case.state.js';
import { intents, live } from '../../testing/case.histories.js';
import { aConsult, anOffer, CASE, CUSTOMER, eventsOf, importedStory, opened, uuid } from '../testing/stories.js';
import { consultList } from './consults.projection.js';

const list = async (...facts: CaseFact[]) => (await rowsOf(consultList, eventsOf(facts))).rows;
const due = '2026-03-03T16:00:00.000Z';
const consulted: CaseFact = { type: 'ConsultRequested', data: aConsult(40, 'LOGISTICS', due) };
const offered: CaseFact = { type: 'TransferOffered', data: anOffer(26, 'SHOP', 'DEPOT') };
const accepted = (to = 'DEPOT'): CaseFact => ({
  type: 'TransferAccepted',
  data: { transferId: uuid(26), from: 'SHOP', to, holder: 'ben' },
});

describe('the list of open consults', () => {
  it('has a consult once for who was asked and once for who waits', async () => {
    const consult = {
      consultId: uuid(40),
      caseId: CASE,
      customerId: CUSTOMER,
      from: 'SHOP',
      to: 'LOGISTICS',
      channel: 'PHONE',
      question: 'Was it sent twice?',
      due,
      askedBy: 'ines',
      askedAt: '2026-03-02T09:01:00.000Z',
      revision: 1,
    };
    const rows = await list(opened, consulted);
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        { ...consult, department: 'LOGISTICS', role: 'ASKED' },
        { ...consult, department: 'SHOP', role: 'ASKING' },
      ]),
    );
  });

  it.each<[string, CaseFact]>([
    ['answered', { type: 'ConsultAnswered', data: { consultId: uuid(40), department: 'LOGISTICS', answer: 'Yes' } }],
    ['withdrawn', { type: 'ConsultWithdrawn', data: { consultId: uuid(40), reason: 'found it' } }],
  ])('has none that was %s', async (_, end) => {
    expect(await list(opened, consulted, end)).toEqual([]);
  });

  it('H1 lets whoever is accountable now wait for the answer, and the same department be asked', async () => {
    const rows = await list(opened, consulted, offered, accepted());
    expect(rows.map(({ department, role, from }) => [role, department, from]).sort()).toEqual([
      ['ASKED', 'LOGISTICS', 'SHOP'],
      ['ASKING', 'DEPOT', 'SHOP'],
    ]);
  });

  it('X5 keeps a consult on an imported case whose customer nobody named', async () => {
    const [row] = await list(...importedStory(1), consulted);
    expect(row).not.toHaveProperty('customerId');
  });

  it('says the same as the cases do, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(intents, async (history) => {
        const events = live(history).flatMap((step) => step.events);
        const { rows } = await rowsOf(consultList, events);
        const state = fold(caseAggregate, events);
        const expected = openConsults(state).flatMap(({ consultId, to, due: by }) => [
          [consultId, 'ASKED', to, by],
          [consultId, 'ASKING', state.accountable, by],
        ]);
        const found = rows.map(({ consultId, role, department, due: by }) => [consultId, role, department, by]);
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 30 },
    );
  });
});
