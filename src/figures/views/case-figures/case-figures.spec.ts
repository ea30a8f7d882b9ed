import fc from 'fast-check';
import { derivedId, streamOf, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { caseFigures } from './case-figures.projection.js';

const caseId = '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a';
const opened: CaseFact = { type: 'CaseOpened', data: { department: 'A', reference: 'R-1' } };
const passed = (from: string, to: string): CaseFact => ({ type: 'TransferObserved', data: { from, to } });
const minutes = 60_000;

async function figuresOf(facts: readonly CaseFact[]) {
  const rows = await rowsOf(caseFigures, recorded(streamOf('case', caseId), facts));
  return { ...rows, figures: rows.cases[0] };
}

/** The chain of departments as transfers. */
const along = (chain: readonly string[]): CaseFact[] =>
  chain.slice(1).flatMap((to, index) => (to === chain[index] ? [] : [passed(chain[index] ?? '', to)]));

/** A closing or a reopening after some of the facts. */
const closing = (facts: readonly CaseFact[], after: readonly boolean[]): CaseFact[] => {
  let closed = false;
  return facts.flatMap((fact, index): CaseFact[] => {
    if (!after[index]) return [fact];
    closed = !closed;
    return [fact, { type: closed ? 'CaseClosed' : 'CaseReopened', data: {} }];
  });
};

/** Milliseconds in which a case was closed, as its events tell; one told late adds none. */
function closedFor(events: readonly { readonly type: string; readonly occurredAt: string }[]): number {
  let closed = false;
  let last = -Infinity;
  let sum = 0;
  for (const { type, occurredAt } of events) {
    const at = Math.max(last, Date.parse(occurredAt));
    if (closed) sum += at - last;
    last = at;
    if (type === 'CaseClosed' || type === 'CaseReopened') closed = type === 'CaseClosed';
  }
  return sum;
}

describe('the figures of a case', () => {
  it('count a case that stays where it is as never transferred', async () => {
    const { figures } = await figuresOf([opened, { type: 'CaseClaimed', data: { holder: 'anna' } }]);
    expect(figures).toMatchObject({ transfers: 0, departments: 1, chain: ['A'], steps: 2, duration: minutes });
  });

  it('count A, B, A as one return and one bounce', async () => {
    const { figures, transfers } = await figuresOf([opened, passed('A', 'B'), passed('B', 'A')]);
    expect(figures).toMatchObject({ transfers: 2, returns: 1, bounces: 1, departments: 2, chain: ['A', 'B', 'A'] });
    expect(transfers.map(({ returned, bounced }) => [returned, bounced])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('count A, B, C, A as a return that is no bounce', async () => {
    const { figures } = await figuresOf([opened, ...along(['A', 'B', 'C', 'A'])]);
    expect(figures).toMatchObject({ transfers: 3, returns: 1, bounces: 0, departments: 3 });
  });

  it('do not count an acceptance within the department, such as at the end of a shift', async () => {
    const within = { transferId: derivedId(caseId, 't'), from: 'A', to: 'A', holder: 'boris' };
    const { figures, transfers } = await figuresOf([opened, { type: 'TransferAccepted', data: within }]);
    expect(figures).toMatchObject({ transfers: 0, chain: ['A'] });
    expect(transfers).toEqual([]);
  });

  it('measure the waiting from the offer to the acceptance, and know none where no offer is documented', async () => {
    const transferId = derivedId(caseId, 't');
    const offered = {
      type: 'TransferOffered',
      data: { transferId, from: 'A', to: 'B', reason: 'WORKLOAD', mode: 'ASYNC' },
    } as unknown as CaseFact;
    const accepted: CaseFact = { type: 'TransferAccepted', data: { transferId, from: 'A', to: 'B', holder: 'b' } };
    const { transfers } = await figuresOf([opened, offered, accepted, passed('B', 'C')]);
    expect(transfers.map(({ waiting }) => waiting)).toEqual([minutes, undefined]);
  });

  it('measure the waiting from the newest offer, and none of a passing that was not on offer', async () => {
    const transferId = derivedId(caseId, 't');
    const offered = {
      type: 'TransferOffered',
      data: { transferId, from: 'A', to: 'B', reason: 'WORKLOAD', mode: 'ASYNC' },
    } as unknown as CaseFact;
    const recalled: CaseFact = { type: 'TransferRecalled', data: { transferId, from: 'A', to: 'B', reason: 'no' } };
    const accepted: CaseFact = { type: 'TransferAccepted', data: { transferId, from: 'A', to: 'B', holder: 'b' } };
    const again = await figuresOf([opened, offered, recalled, offered, accepted]);
    expect(again.transfers.map(({ waiting }) => waiting)).toEqual([minutes]);
    const observed = await figuresOf([opened, offered, recalled, passed('A', 'B')]);
    expect(observed.transfers.map(({ waiting }) => waiting)).toEqual([undefined]);
  });

  it('count a decline, and measure the next offer from its own beginning', async () => {
    const transferId = derivedId(caseId, 't');
    const offered = {
      type: 'TransferOffered',
      data: { transferId, from: 'A', to: 'B', reason: 'WORKLOAD', mode: 'ASYNC' },
    } as unknown as CaseFact;
    const declined: CaseFact = { type: 'TransferDeclined', data: { transferId, from: 'A', to: 'B', reason: 'no' } };
    const accepted: CaseFact = { type: 'TransferAccepted', data: { transferId, from: 'A', to: 'B', holder: 'b' } };
    const { figures, transfers, declines } = await figuresOf([opened, offered, declined, offered, accepted]);
    expect(figures).toMatchObject({ declines: 1, transfers: 1 });
    expect(declines).toMatchObject([{ from: 'A', to: 'B' }]);
    expect(transfers[0]?.waiting).toBe(minutes);
  });

  it('count what one row of a log or one command said as one step', async () => {
    const events = recorded(streamOf('case', caseId), [opened, passed('A', 'B'), passed('B', 'C'), passed('C', 'D')]);
    const causes = ['row 0', 'row 1', 'row 1', 'row 2'].map((row) => derivedId(caseId, row));
    const told = events.map((event, index) => ({ ...event, causationId: causes[index] ?? '' }));
    expect((await rowsOf(caseFigures, told)).cases[0]).toMatchObject({ steps: 3, transfers: 3 });
  });

  it('tell an imported resolution within a contact from any other, and remember that a case was closed once', async () => {
    const resolved = (data: object, imported?: true) =>
      recorded(streamOf('case', caseId), [opened, { type: 'CaseResolved', data }], imported ? { imported } : {});
    const settled = async (events: Parameters<typeof rowsOf>[1]) =>
      (await rowsOf(caseFigures, events)).cases[0]?.settled;
    const inContact = { contactId: derivedId(caseId, 'c') };
    expect(await settled(resolved(inContact, true))).toBe(false);
    expect(await settled(resolved({}, true))).toBe(true);
    expect(await settled(resolved(inContact))).toBe(true);
    const reopened = await figuresOf([opened, { type: 'CaseClosed', data: {} }, { type: 'CaseReopened', data: {} }]);
    expect(reopened.figures).toMatchObject({ reopenings: 1, settled: true });
    expect(reopened.figures).toMatchObject({ closed: false, resolved: false });
  });

  it('remember that a case was resolved outright before an import resolved it in a contact', async () => {
    const inContact: CaseFact = { type: 'CaseResolved', data: { contactId: derivedId(caseId, 'c') } };
    const facts: CaseFact[] = [
      opened,
      { type: 'CaseResolved', data: {} },
      { type: 'CaseReopened', data: {} },
      inContact,
    ];
    const { cases } = await rowsOf(caseFigures, recorded(streamOf('case', caseId), facts, { imported: true }));
    expect(cases[0]).toMatchObject({ resolved: true, settled: true, reopenings: 1 });
  });

  it('add no time for what is told late', async () => {
    const claimed: CaseFact = { type: 'CaseClaimed', data: { holder: 'anna' } };
    const events = recorded(streamOf('case', caseId), [opened, claimed, claimed]);
    const at = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
    const told = events.map((event, index) => ({ ...event, occurredAt: at([0, 10, 5][index] ?? 0) }));
    const { cases, times } = await rowsOf(caseFigures, told);
    expect(cases).toMatchObject([{ duration: 10 * minutes, lastAt: at(10) }]);
    expect(times).toMatchObject([{ accountable: 10 * minutes }]);
  });

  it('keep the newest thousand of the departments a case went through, and count all transfers', async () => {
    const chain = ['A', ...Array.from({ length: 1001 }, (_, index) => `D${index}`)];
    const { figures } = await figuresOf([opened, ...along(chain)]);
    expect(figures).toMatchObject({ transfers: 1001, departments: 1002, chain: chain.slice(-1000) });
  });

  it('H1 let nobody answer for the time in which a case was closed', async () => {
    const { figures, times } = await figuresOf([
      opened,
      { type: 'CaseClosed', data: {} },
      passed('A', 'B'),
      { type: 'CaseReopened', data: {} },
      { type: 'CaseClaimed', data: { holder: 'b' } },
    ]);
    expect(figures).toMatchObject({ duration: 4 * minutes, closed: false });
    expect(times).toEqual([
      { caseId, department: 'A', accountable: minutes },
      { caseId, department: 'B', accountable: minutes },
    ]);
  });

  it('split the time by who was accountable: the parts always sum to the whole', async () => {
    const department = fc.constantFrom('A', 'B', 'C');
    await fc.assert(
      fc.asyncProperty(
        fc.array(department, { maxLength: 20 }),
        fc.array(fc.nat(10_000_000), { minLength: 41, maxLength: 41 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        async (path, gaps, closes) => {
          let at = Date.UTC(2026, 0, 1);
          const events = recorded(streamOf('case', caseId), [opened, ...closing(along(['A', ...path]), closes)]).map(
            (event, index) => {
              // Every third event is told late: it happened before the one ahead of it.
              at += index % 3 === 2 ? -1000 : (gaps[index] ?? 0);
              return { ...event, occurredAt: new Date(at).toISOString() };
            },
          );
          const { cases, times } = await rowsOf(caseFigures, events);
          const [figures] = cases;
          const parts = times.reduce((sum, { accountable }) => sum + accountable, 0);
          expect(parts + closedFor(events)).toBe(figures?.duration);
          expect(Date.parse(figures?.lastAt ?? '') - Date.parse(figures?.firstAt ?? '')).toBe(figures?.duration);
        },
      ),
    );
  });
});
