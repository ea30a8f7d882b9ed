import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { streamOf } from '@baton/contracts';
import { verifyChain, type EventStore, type StoredEvent } from '@baton/event-store';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { FiguresOfCases } from '../../src/figures/views/service-figures/figures-of-cases.js';
import { importedCaseId } from '../../src/imports/mapping/case-mapping.js';
import { fileWith } from '../../src/imports/testing/reading.js';
import type { Baton } from '../../src/platform/engine/baton.js';
import { importInto, openTemporary, sample } from './importing.js';

let baton: Baton;
beforeEach(async () => {
  baton = await openTemporary();
});
afterEach(() => baton.close());

const stream = (reference: string): string => streamOf('case', importedCaseId('OFFICE-SAMPLE', reference));

async function eventsOf(name: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of baton.streams.read(name)) events.push(event);
  return events;
}

/** The sample, changed. */
async function changedSample(change: (text: string) => string): Promise<string> {
  return fileWith('office.xes', change(await readFile(sample('office.xes'), 'utf8')));
}

const NOTHING = { casesWritten: 0, eventsWritten: 0, departmentsOpened: 0, casesBroken: 0, problems: 0 };

describe('the sample log', () => {
  it('is imported whole, each row with its own time and marked as imported', async () => {
    const { summary, problems } = await importInto(baton, 'xes', sample('office.xes'), 'office');
    expect(problems).toEqual([]);
    expect(summary).toMatchObject({
      cases: 12,
      casesWritten: 12,
      eventsRead: 78,
      departmentsOpened: 6,
      casesBroken: 0,
    });

    const events = await eventsOf(stream('O-1003'));
    expect(events.map(({ type }) => type)).toEqual([
      ...['CaseOpened', 'CaseClaimed', 'ContactRecorded', 'TransferObserved', 'CaseClaimed'],
      ...['TransferObserved', 'CaseClaimed', 'TransferObserved', 'CaseClaimed'],
      ...['ContactRecorded', 'CaseResolved', 'CaseClosed'],
    ]);
    expect(events.every(({ imported }) => imported === true)).toBe(true);
    expect(events[0]).toMatchObject({
      occurredAt: '2026-03-03T12:02:00.000Z',
      recordedAt: '2026-06-01T12:00:00.000Z',
      by: { agent: 'Mira', department: 'Call centre', role: 'AGENT', via: 'import:office' },
      data: { reference: 'O-1003', kind: 'COMPLAINT', urgency: 'HIGH', product: 'Invoice', segment: 'private' },
    });
    expect(new Set(events.map(({ causationId }) => causationId)).size).toBe(10);
    expect(await verifyChain(events)).toBeUndefined();
  });

  it('folds into cases that stand where the log says', async () => {
    await importInto(baton, 'xes', sample('office.xes'), 'office');
    const stateOf = async (reference: string) => (await baton.streams.load(stream(reference), caseAggregate))?.state;
    expect(await stateOf('O-1006')).toMatchObject({
      status: 'OPEN',
      accountable: 'Workshop',
      waitingOn: 'VENDOR',
      holder: 'Samir',
    });
    expect(await stateOf('O-1008')).toMatchObject({ status: 'CLOSED', accountable: 'Call centre' });
    expect(await stateOf('O-1010')).toMatchObject({ status: 'RESOLVED', accountable: 'Complaints' });
    expect(await stateOf('O-1011')).toMatchObject({ status: 'OPEN', accountable: 'Call centre', holder: undefined });
    const chain = (await stateOf('O-1007'))?.chain.toArray();
    expect(chain).toEqual(['Call centre', 'Logistics', 'Shop', 'Workshop', 'Logistics', 'Billing']);
  });

  it('has the figures that one can count by hand', async () => {
    await importInto(baton, 'xes', sample('office.xes'), 'office');
    await baton.catchUp();
    expect(await new FiguresOfCases(baton.queries).figures({})).toMatchObject({
      cases: 12,
      departments: 6,
      transfers: 16,
      casesNeverTransferred: 6,
      bounces: 5,
      pingPongCases: 3,
      worstPair: { one: 'Call centre', other: 'Complaints', count: 3 },
      reopenings: 2,
      unresolved: 2,
    });
  });

  it('imported twice, compressed, or as CSV, writes nothing twice', async () => {
    await importInto(baton, 'xes', sample('office.xes'), 'office');
    const compressed = await changedSample((text) => text);
    await writeFile(compressed, gzipSync(await readFile(sample('office.xes'))));
    for (const again of [
      await importInto(baton, 'xes', sample('office.xes'), 'office'),
      await importInto(baton, 'xes', compressed, 'office'),
      await importInto(baton, 'csv', sample('office.csv'), 'office'),
    ]) {
      expect(again.problems).toEqual([]);
      expect(again.summary).toMatchObject({ cases: 12, casesAlreadyThere: 12, eventsRead: 78, ...NOTHING });
    }
  });

  it('that has changed since is reported, and what was imported stays', async () => {
    await importInto(baton, 'xes', sample('office.xes'), 'office');
    const before = await eventsOf(stream('O-1002'));
    const path = await changedSample((text) =>
      text.replace('"2026-03-10T16:05:00+01:00"', '"2026-03-10T16:06:00+01:00"'),
    );
    const { summary, problems } = await importInto(baton, 'xes', path, 'office');
    expect(problems).toMatchObject([{ code: 'CASE_CHANGED', trace: 2, reference: 'O-1002' }]);
    expect(summary).toMatchObject({ casesAlreadyThere: 11, casesBroken: 1, casesWritten: 0 });
    expect(await eventsOf(stream('O-1002'))).toEqual(before);
  });

  it('with a broken trace brings in the others, and that one once it is mended', async () => {
    const path = await changedSample((text) =>
      text.replace('"2026-03-10T16:05:00+01:00"', '"10 March, in the afternoon"'),
    );
    const first = await importInto(baton, 'xes', path, 'office');
    expect(first.problems).toMatchObject([
      { code: 'TIME_INVALID', trace: 2, reference: 'O-1002', line: expect.any(Number) },
    ]);
    expect(first.summary).toMatchObject({ casesWritten: 11, casesBroken: 1 });
    expect(await eventsOf(stream('O-1002'))).toEqual([]);
    const second = await importInto(baton, 'xes', sample('office.xes'), 'office');
    expect(second.summary).toMatchObject({ casesWritten: 1, casesAlreadyThere: 11, casesBroken: 0 });
  });

  it('that is cut off brings in what is whole, says so, and goes on when it is there', async () => {
    const path = await changedSample((text) => text.slice(0, text.indexOf('O-1007')));
    await expect(importInto(baton, 'xes', path, 'office')).rejects.toMatchObject({
      summary: { cases: 6, casesWritten: 6 },
      cause: { code: 'FILE_TRUNCATED' },
    });
    const { summary } = await importInto(baton, 'xes', sample('office.xes'), 'office');
    expect(summary).toMatchObject({ casesAlreadyThere: 6, casesWritten: 6 });
  });

  it('does not open a department that Baton knows already, and does not write into a case that is not its own', async () => {
    const by = { agent: 'admin', department: 'office', role: 'ADMIN' as const };
    const context = (commandId: string) => ({
      commandId,
      commandHash: '0'.repeat(64),
      by,
      now: baton.clock.now(),
      correlationId: commandId,
    });
    const opened = {
      type: 'DepartmentOpened',
      data: { name: 'The shop on the corner' },
      occurredAt: baton.clock.now(),
    } as const;
    await baton.streams.recordPast('department-Shop', [opened], context('3f8f1f0e-5f6b-4c8e-9a54-6d1d7a9a0b01'));
    const foreign = { type: 'CaseOpened', data: { department: 'Shop' }, occurredAt: baton.clock.now() } as const;
    await baton.streams.recordPast(stream('O-1005'), [foreign], context('3f8f1f0e-5f6b-4c8e-9a54-6d1d7a9a0b02'));

    const { summary, problems } = await importInto(baton, 'xes', sample('office.xes'), 'office');
    expect(problems).toMatchObject([{ code: 'CASE_OCCUPIED', reference: 'O-1005' }]);
    expect(summary).toMatchObject({ departmentsOpened: 5, casesWritten: 11 });
    expect((await eventsOf('department-Shop')).map(({ data }) => data)).toEqual([{ name: 'The shop on the corner' }]);
  });

  it('goes on where it was interrupted, in the middle of a long case too', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => {
      const at = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();
      return `<event><string key="concept:name" value="Note"/><date key="time:timestamp" value="${at}"/><string key="org:group" value="Shop"/></event>`;
    });
    const path = await changedSample((text) =>
      text.replace('</log>', `<trace><string key="concept:name" value="LONG"/>${rows.join('\n')}</trace>\n</log>`),
    );
    let appends = 0;
    const store: EventStore = Object.create(baton.store) as EventStore;
    store.append = (...asked) => {
      if (asked[0] === stream('LONG') && ++appends === 3) throw new Error('the power is gone');
      return baton.store.append(...asked);
    };
    const failing = { ...baton, store };
    await expect(importInto(failing, 'xes', path, 'office')).rejects.toMatchObject({
      cause: new Error('the power is gone'),
    });
    const half = await eventsOf(stream('LONG'));
    expect(half.length).toBeGreaterThan(0);
    expect(half.length).toBeLessThan(700);
    const { summary } = await importInto(baton, 'xes', path, 'office');
    expect(summary).toMatchObject({ casesBroken: 0, eventsWritten: 700 - half.length });
    const whole = await eventsOf(stream('LONG'));
    expect(whole).toHaveLength(700);
    expect(whole.slice(0, half.length)).toEqual(half);
    expect(await verifyChain(whole)).toBeUndefined();
  });
});
