import { rowsOf } from '@baton/projections/testing';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import { anOffer, eventsOf, opened, uuid } from '../testing/stories.js';
import { likeliest, type Passings } from './ranking.js';
import { routingFlow } from './routing-flow.projection.js';
import { suggestionsOf, SUGGESTED, type Candidate } from './suggest-departments.document.js';

const offered: CaseFact = { type: 'TransferOffered', data: anOffer(26, 'SHOP', 'DEPOT') };
const between = { transferId: uuid(26), from: 'SHOP', to: 'DEPOT' };
const accepted: CaseFact = { type: 'TransferAccepted', data: { ...between, holder: 'dora' } };
const observed = (from: string, to: string): CaseFact => ({ type: 'TransferObserved', data: { from, to } });

describe('the flow that suggestions rest on', () => {
  it('counts what was accepted or observed, from whoever was accountable, in all and by product', async () => {
    const { pairs, products, kinds, senders } = await rowsOf(
      routingFlow,
      eventsOf([opened, offered, accepted, observed('DEPOT', 'LOGISTICS')]),
    );
    const one = { accepted: 1, declined: 0, suggested: 0 };
    expect(pairs).toEqual([
      { from: 'DEPOT', to: 'LOGISTICS', ...one },
      { from: 'SHOP', to: 'DEPOT', ...one },
    ]);
    expect(products.map(({ from, product }) => [from, product])).toEqual([
      ['DEPOT', 'router'],
      ['SHOP', 'router'],
    ]);
    expect(kinds).toEqual([
      { from: 'DEPOT', kind: 'FAULT', to: 'LOGISTICS', ...one },
      { from: 'SHOP', kind: 'FAULT', to: 'DEPOT', ...one },
    ]);
    expect(senders.map(({ from }) => from)).toEqual(['DEPOT', 'SHOP']);
  });

  it('counts a decline, and whom it suggested', async () => {
    const declined: CaseFact = {
      type: 'TransferDeclined',
      data: { ...between, reason: 'not ours', suggestedDepartment: 'LOGISTICS' },
    };
    const { pairs } = await rowsOf(routingFlow, eventsOf([opened, offered, declined]));
    expect(pairs).toEqual([
      { from: 'SHOP', to: 'DEPOT', accepted: 0, declined: 1, suggested: 0 },
      { from: 'SHOP', to: 'LOGISTICS', accepted: 0, declined: 0, suggested: 1 },
    ]);
  });

  it('counts nothing within a department', async () => {
    const within: CaseFact = { type: 'TransferAccepted', data: { ...between, to: 'SHOP', holder: 'ines' } };
    expect((await rowsOf(routingFlow, eventsOf([opened, within]))).pairs).toEqual([]);
  });
});

const passings = (to: string, count: number, more: Partial<Passings> = {}): Passings => ({
  to,
  accepted: count,
  declined: 0,
  suggested: 0,
  ...more,
});

describe('the likeliest department', () => {
  const order = (...of: Parameters<typeof likeliest>) => likeliest(...of).map(({ to }) => to);

  it('is the one that took most, where nothing is known of the product', () => {
    expect(order([passings('A', 3), passings('B', 9)], [])).toEqual(['B', 'A']);
  });

  it('is the one that took most about the product, once a few did', () => {
    const all = [passings('A', 3), passings('B', 9)];
    expect(order(all, [passings('A', 3)])).toEqual(['A', 'B']);
  });

  it('is the one that took most of the kind, unless more is known of the product', () => {
    const all = [passings('A', 3), passings('B', 9)];
    expect(order(all, [], [passings('A', 3)])).toEqual(['A', 'B']);
    expect(order(all, [passings('B', 9)], [passings('A', 3)])).toEqual(['B', 'A']);
  });

  it('is less likely by what it declines, and more by what others say it should have', () => {
    expect(order([passings('A', 4), passings('B', 5, { declined: 9 })], [])).toEqual(['A', 'B']);
    expect(order([passings('A', 4), passings('B', 2, { suggested: 3 })], [])).toEqual(['B', 'A']);
  });

  it('has a likelihood, and all of them together are at most 1', () => {
    const count = fc.nat(50);
    const flow = fc.record({ accepted: count, declined: count, suggested: count });
    fc.assert(
      fc.property(fc.array(fc.tuple(flow, flow, flow), { maxLength: 10 }), (flows) => {
        const all = flows.map(([one], at) => ({ to: `D${at}`, ...one }));
        const ofProduct = flows.map(([, one], at) => ({ to: `D${at}`, ...one }));
        const ofKind = flows.map(([, , one], at) => ({ to: `D${at}`, ...one }));
        const found = likeliest(all, ofProduct, ofKind);
        expect(found).toHaveLength(all.length);
        expect(found.every(({ likelihood }) => likelihood >= 0)).toBe(true);
        expect(found.reduce((sum, { likelihood }) => sum + likelihood, 0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});

describe('a suggestion', () => {
  const ready = { open: true, capacity: { perSkill: [] }, skills: [] };
  const candidate = (to: string, likelihood: number, more: Partial<Candidate> = {}): Candidate => ({
    to,
    likelihood,
    ofAll: passings(to, 4),
    ofKind: passings(to, 2),
    ofProduct: passings(to, 1),
    readiness: ready,
    accountable: 3,
    offered: 1,
    ...more,
  });
  const wanted = { from: 'SHOP', product: 'router', kind: 'FAULT' as const, ask: 'Replace the water pump, please' };

  it('says the counts it rests on', () => {
    const told = candidate('DEPOT', 0.4, {
      ofAll: passings('DEPOT', 4, { declined: 1, suggested: 2 }),
      readiness: {
        ...ready,
        open: false,
        opensAt: '2026-03-03T07:00:00.000Z',
        skills: ['pump', 'water meter'],
        capacity: { cases: 4, perSkill: [] },
      },
    });
    expect(suggestionsOf(wanted, [told])).toEqual([
      {
        department: 'DEPOT',
        rank: 1,
        weight: 0.2,
        accepted: 4,
        acceptedOfProduct: 1,
        acceptedOfKind: 2,
        declined: 1,
        suggested: 2,
        skills: ['pump'],
        open: false,
        opensAt: '2026-03-03T07:00:00.000Z',
        full: true,
        reasons: [
          'DEPOT took 4 transfers from SHOP, 1 of them about router, 2 of them of kind FAULT.',
          'It declined 1 offer from there.',
          '2 declines of others said that it should have the case.',
          'It can do what is wanted: pump.',
          'It is closed until 2026-03-03T07:00:00.000Z.',
          'It has 3 open cases and 1 on offer, and can work on 4.',
        ],
      },
    ]);
  });

  it('says only what counts, and its weight to two decimals', () => {
    const some = { ofKind: undefined, ofProduct: undefined };
    const [taken] = suggestionsOf(wanted, [candidate('DEPOT', 0.28, some)]);
    expect(taken?.reasons).toEqual(['DEPOT took 4 transfers from SHOP.']);
    expect(suggestionsOf(wanted, [candidate('DEPOT', 0.7 * 0.4, some)])[0]?.weight).toBe(0.28);
    const never = candidate('DEPOT', 0.1, { ...some, ofAll: passings('DEPOT', 0, { declined: 1, suggested: 1 }) });
    expect(suggestionsOf(wanted, [never])[0]?.reasons).toEqual([
      'It declined 1 offer from SHOP.',
      '1 decline of others said that it should have the case.',
    ]);
  });

  it('keeps its place where two weigh the same to two decimals', () => {
    const order = suggestionsOf(wanted, [candidate('A', 0.301), candidate('B', 0.304)]);
    expect(order.map(({ department, weight }) => [department, weight])).toEqual([
      ['B', 0.3],
      ['A', 0.3],
    ]);
  });

  it('comes first where the ask names a skill, later where it is closed or full', () => {
    const order = (candidates: Candidate[]) => suggestionsOf(wanted, candidates).map(({ department }) => department);
    const skilled = candidate('B', 0.3, { readiness: { ...ready, skills: ['water pump'] } });
    const closed = candidate('C', 0.5, { readiness: { ...ready, open: false } });
    const full = candidate('D', 0.5, { readiness: { ...ready, capacity: { cases: 4, perSkill: [] } } });
    expect(order([candidate('A', 0.4), skilled, closed, full])).toEqual(['B', 'A', 'C', 'D']);
  });

  it('comes first where it has the skill that the caller names', () => {
    const fitter = candidate('B', 0.3, { readiness: { ...ready, skills: ['gas'] } });
    const [first] = suggestionsOf({ ...wanted, skill: 'gas' }, [candidate('A', 0.4), fitter]);
    expect(first).toMatchObject({ department: 'B', skills: ['gas'] });
  });

  it('is one of a few, with places from 1', () => {
    const many = Array.from({ length: 9 }, (_, at) => candidate(`D${at}`, at / 10));
    expect(suggestionsOf(wanted, many).map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5].slice(0, SUGGESTED));
    expect(suggestionsOf(wanted, [])).toEqual([]);
  });
});
