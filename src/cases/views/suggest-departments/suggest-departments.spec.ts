import { rowsOf } from '@baton/projections/testing';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import { anOffer, eventsOf, opened, uuid } from '../testing/stories.js';
import { likeliest, newcomer, type Passings } from './ranking.js';
import { routingFlow } from './routing-flow.projection.js';
import {
  skillLoads,
  suggestionsOf,
  SUGGESTED,
  type Candidate,
  type SkillLoad,
} from './suggest-departments.document.js';

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
    skilled: [],
    tooMany: false,
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

  it('is full where those who have the skill that is wanted have all they can do, whatever room the department has', () => {
    const room: SkillLoad = { skill: 'water pump', limitOf: 'SKILL', limit: 3, cases: 1, waiting: 1 };
    const skilled = (...loads: SkillLoad[]) =>
      suggestionsOf(wanted, [
        candidate('B', 0.4, { readiness: { ...ready, skills: ['water pump'] }, skilled: loads }),
      ])[0];
    expect(skilled(room)).toMatchObject({ full: false, weight: 0.8 });
    // More have it than are looked at: then it is said that nobody knows.
    const [crowd] = suggestionsOf(wanted, [candidate('B', 0.4, { tooMany: true })]);
    expect(crowd).toMatchObject({ full: false });
    expect(crowd?.reasons.at(-1)).toContain('whether they have room is not known');
    const full = skilled(room, { ...room, limit: 2 });
    expect(full).toMatchObject({ full: true, weight: 0.4 });
    expect(full?.reasons.at(-1)).toBe('For water pump it has 1 open case and 1 on offer, and can work on 2.');
    const busy = skilled({ ...room, limitOf: 'AGENTS', limit: 4, cases: 4, waiting: 0 });
    expect(busy).toMatchObject({ full: true });
    expect(busy?.reasons.at(-1)).toBe('Those who have water pump hold 4 cases, 0 on offer for it, and can work on 4.');
  });

  it('goes by the limit of the skill, and by what each who has it and takes work is meant to hold', () => {
    const agent = (name: string, skills: string[], takesWork = true) => ({ agent: name, skills, takesWork });
    const agents = [
      agent('ben', ['gas']),
      agent('dora', ['gas', 'oil']),
      agent('gil', ['gas'], false),
      agent('tom', ['oil']),
    ];
    const held = new Map([
      ['ben', 9],
      ['dora', 1],
      ['gil', 2],
    ]);
    const loads = (skill: string, capacity: Candidate['readiness']['capacity']) =>
      skillLoads(skill, { ...ready, capacity }, { cases: 2, offered: 1 }, agents, held);
    expect(loads('gas', { perSkill: [{ skill: 'gas', cases: 5 }], perAgent: 4 })).toEqual([
      { skill: 'gas', limitOf: 'SKILL', limit: 5, cases: 2, waiting: 1 },
      { skill: 'gas', limitOf: 'AGENTS', limit: 8, cases: 5, waiting: 1 },
    ]);
    expect(loads('gas', { perSkill: [{ skill: 'oil', cases: 5 }] })).toEqual([]);
    expect(loads('paint', { perSkill: [], perAgent: 4 })).toEqual([]);
  });

  it('is made for a department that has the skill wanted and has taken nothing yet', () => {
    const likely = likeliest([passings('A', 3), passings('B', 9)], []);
    expect(newcomer('GAS', likely)).toMatchObject({ to: 'GAS', likelihood: 1 / 13, ofAll: passings('GAS', 0) });
    expect(newcomer('GAS', []).likelihood).toBe(1);
    const able = candidate('GAS', 0.01, { ...newcomer('GAS', []), readiness: { ...ready, skills: ['water pump'] } });
    expect(suggestionsOf(wanted, [able])).toMatchObject([
      {
        department: 'GAS',
        accepted: 0,
        skills: ['water pump'],
        reasons: ['GAS has taken nothing from SHOP yet.', 'It can do what is wanted: water pump.'],
      },
    ]);
  });

  it('has the last place where it is the first that can do what is wanted, and no other of those suggested can', () => {
    const others = ['A', 'B', 'C', 'D', 'E', 'F'].map((to) => candidate(to, 0.16));
    const able = (to: string, likelihood: number) =>
      candidate(to, likelihood, { readiness: { ...ready, skills: ['water pump'] } });
    const order = (...more: Candidate[]) =>
      suggestionsOf(wanted, [...others, ...more]).map(({ department }) => department);
    expect(order()).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(order(able('X', 0.01), able('Y', 0.02))).toEqual(['A', 'B', 'C', 'D', 'Y']);
    expect(order(able('X', 0.01), able('Y', 0.2))).toEqual(['Y', 'A', 'B', 'C', 'D']);
  });

  it('is one of a few, with places from 1', () => {
    const many = Array.from({ length: 9 }, (_, at) => candidate(`D${at}`, at / 10));
    expect(suggestionsOf(wanted, many).map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5].slice(0, SUGGESTED));
    expect(suggestionsOf(wanted, [])).toEqual([]);
  });
});
