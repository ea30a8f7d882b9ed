import fc from 'fast-check';
import { streamOf, type CaseFact, type RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import {
  hashOfCommand,
  StoreFailed,
  Streams,
  type CommandContext,
  type EventStore,
  type Receipt,
} from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { rowsOf } from '@baton/projections/testing';
import { contextOf } from '../../test/support/callers.js';
import { wrapped } from '../../test/support/wrapped-store.js';
import { caseAggregate } from './case-folds.state.js';
import { mergedInto, noCase, type CaseState } from './case.state.js';
import { BATON } from '../platform/policies/carry-out.js';
import { timersOf } from '../platform/policies/timers.projection.js';
import type { FinishTie } from './commands/finish-tie/finish-tie.decision.js';
import { FinishTieProcess } from './commands/finish-tie/finish-tie.process.js';
import type { LinkCases } from './commands/link-cases/link-cases.decision.js';
import { LinkCasesProcess } from './commands/link-cases/link-cases.process.js';
import { MergeCasesProcess } from './commands/merge-cases/merge-cases.process.js';
import { ReopenCaseProcess } from './commands/reopen-case/reopen-case.process.js';
import { ResolveCaseProcess } from './commands/resolve-case/resolve-case.process.js';
import { UnlinkCasesProcess } from './commands/unlink-cases/unlink-cases.process.js';
import { UnmergeCasesProcess } from './commands/unmerge-cases/unmerge-cases.process.js';
import { Neighbours } from './neighbours.js';
import { SuggestionSeals } from './suggestion-seals.js';
import { OfferBacklogs } from './views/department-load/offer-backlogs.js';
import { CaseLoads } from './views/department-load/case-loads.js';
import { finishWhatTwoCasesSay } from './policies/finish-what-two-cases-say/finish-what-two-cases-say.policy.js';
import { RelatedCases } from './related-cases.js';
import { ReopenedWork } from './reopened-work.js';
import { alarm, claimed, closed, opened, promised, reopened, resolved } from './testing/case.happenings.js';
import { id, people } from './testing/case.scenarios.js';
import { TakingUpAgain } from './taking-up-again.js';
import { TwoCases } from './two-cases.js';

const [A, B, C] = [id('A'), id('B'), id('C')].sort() as [string, string, string];

const observed = (to: string): CaseFact => ({ type: 'TransferObserved', data: { from: 'front-office', to } });
const stranger = { agent: 'otis', department: 'billing', role: 'AGENT' } as const;

/** Ines works in the front office; nobody else is known. */
const neighbours = new Neighbours(
  {
    has: () => Promise.resolve(true),
    staying: () => Promise.resolve(new Map()),
    closedDoorOf: () => Promise.resolve(undefined),
    departmentOf: (agent) => Promise.resolve(agent === 'ines' ? 'front-office' : undefined),
    calendarOf: () => Promise.resolve(undefined),
    readiness: () => Promise.resolve(undefined),
    atWork: () => Promise.resolve(undefined),
    skilled: () => Promise.resolve({ of: new Map(), unknown: new Set() }),
    whoCan: () => Promise.resolve([]),
  },
  { byId: () => Promise.resolve(undefined), byIdentifier: () => Promise.resolve(undefined) },
  new CaseLoads({} as never),
  new OfferBacklogs(new CaseLoads({} as never), {} as never, { states: () => [] } as never),
  new SuggestionSeals(new Uint8Array(32)),
);

/** One process of the service, with a memory of its own. */
function processOn(store: EventStore) {
  const streams = new Streams(store);
  const cases = new TwoCases(streams);
  const related = new RelatedCases(cases);
  const reopened = new ReopenedWork(cases, related);
  const linking = new LinkCasesProcess(cases, related);
  const unlinking = new UnlinkCasesProcess(cases);
  const takingUp = new TakingUpAgain(neighbours);
  const merging = new MergeCasesProcess(cases, takingUp, related, reopened);
  const unmerging = new UnmergeCasesProcess(cases, takingUp, related, reopened);
  const resolving = new ResolveCaseProcess(streams, related, reopened);
  const reopening = new ReopenCaseProcess(streams, related, reopened);
  const finishing = new FinishTieProcess(cases, linking, unlinking, merging, unmerging);
  type Own = Partial<CommandContext>;
  return {
    streams,
    open: (caseId: string) =>
      streams.decide(streamOf('case', caseId), caseAggregate, () => [opened()], contextOf(`open ${caseId}`)),
    link: (name: string, caseId: string, other: string, kind: LinkCases['kind'] = 'PARENT', own: Own = {}) => {
      const body = { caseId, other, kind };
      return linking.execute(body, contextOf(name, body, { commandHash: hashOfCommand('LinkCases', body), ...own }));
    },
    unlink: (name: string, caseId: string, linkId: string, own: Own = {}) => {
      const body = { caseId, linkId, reason: 'Two machines' };
      return unlinking.execute(body, contextOf(name, body, own));
    },
    /** The first is the duplicate, work goes on in the second. */
    merge: (name: string, caseId: string, into: string, own: Own = {}) => {
      const body = { caseId, into, reason: 'The same machine' };
      return merging.execute(body, contextOf(name, body, { commandHash: hashOfCommand('MergeCases', body), ...own }));
    },
    unmerge: (name: string, caseId: string, mergeId: string, own: Own = {}) => {
      const body = { caseId, mergeId, reason: 'Two machines' };
      return unmerging.execute(body, contextOf(name, body, own));
    },
    resolve: (name: string, caseId: string, own: Own = {}) => {
      const body = { caseId, resolution: 'The pump was replaced' };
      return resolving.execute(body, contextOf(name, body, own));
    },
    reopen: (name: string, caseId: string, own: Own = {}) => {
      const body = { caseId, reason: 'It stands still again' };
      return reopening.execute(body, contextOf(name, body, own));
    },
    /** The cases of which a case says that they had waited for it, as often as it says so. */
    told: async (caseId: string): Promise<string[]> => {
      const { events } = await store.readAll({ limit: 10_000 });
      return events.flatMap(({ stream, type, data }) =>
        stream === streamOf('case', caseId) && type === 'EscalationRaised'
          ? [(data as { waiting?: string }).waiting ?? 'nobody']
          : [],
      );
    },
    /** Does what the policy is to do by the whole log so far; how much that was. */
    finish: async (): Promise<number> => {
      const { events } = await store.readAll({ limit: 10_000 });
      const { rows } = await rowsOf(timersOf([finishWhatTwoCasesSay]), [...events]);
      for (const timer of rows) {
        const { caseId, tieId } = finishWhatTwoCasesSay.ask(timer) as FinishTie;
        const own = { by: { ...BATON, via: finishWhatTwoCasesSay.name }, commandId: timer.timerId };
        await finishing.execute({ caseId, tieId }, contextOf(timer.timerId, { caseId, tieId }, own));
      }
      return rows.length;
    },
    work: (caseId: string) => related.work(caseId),
    record: (caseId: string, ...facts: CaseFact[]) =>
      streams.decide(streamOf('case', caseId), caseAggregate, () => facts, contextOf(JSON.stringify([caseId, facts]))),
    state: async (caseId: string): Promise<CaseState> =>
      (await streams.load(streamOf('case', caseId), caseAggregate))?.state ?? noCase,
  };
}
type Process = ReturnType<typeof processOn>;

async function office(store: EventStore = new MemoryEventStore()) {
  const service = processOn(store);
  for (const caseId of [A, B, C]) await service.open(caseId);
  return { store, ...service };
}

/** What a command came to: `done`, or the code with which it was refused. */
const outcome = (asked: Promise<Receipt>): Promise<RefusalCode | 'done'> =>
  asked.then(
    () => 'done' as const,
    (error: unknown) => {
      if (error instanceof Refusal) return error.code as RefusalCode;
      throw error;
    },
  );

/** The links of some cases as `who kind other`, in order. */
const linksOf = async ({ state }: Pick<Process, 'state'>): Promise<string[]> => {
  const names = new Map([A, B, C].map((caseId, n) => [caseId, 'ABC'.charAt(n)]));
  const all = await Promise.all([A, B, C].map((caseId) => state(caseId)));
  return all.flatMap(({ caseId, links }) =>
    links
      .valueSeq()
      .map(({ kind, other }) => `${names.get(caseId) ?? ''} ${kind} ${names.get(other) ?? ''}`)
      .toArray(),
  );
};

/** What the merges are between the cases: `A in B` where A is a duplicate of B; each is to be said by both. */
const mergesOf = async ({ state }: Pick<Process, 'state'>): Promise<string[]> => {
  const names = new Map([A, B, C].map((caseId, n) => [caseId, 'ABC'.charAt(n)]));
  const all = await Promise.all([A, B, C].map((caseId) => state(caseId)));
  const said = all.flatMap(({ caseId, merges }) =>
    [...merges.values()].map(({ mergeId, other, role }) => {
      const pair = [names.get(caseId) ?? '', names.get(other) ?? ''];
      return { mergeId, role, what: (role === 'DUPLICATE' ? pair : pair.reverse()).join(' in ') };
    }),
  );
  const sayings = (role: string) =>
    said.filter((one) => one.role === role).map(({ mergeId, what }) => `${mergeId} ${what}`);
  expect(sayings('DUPLICATE').sort()).toEqual(sayings('SURVIVOR').sort());
  return said.filter(({ role }) => role === 'DUPLICATE').map(({ what }) => what);
};

/** Of cases that were merged, each points at one in which work goes on. */
const nobodyIsLost = async ({ state }: Pick<Process, 'state'>): Promise<void> => {
  const all = await Promise.all([A, B, C].map((caseId) => state(caseId)));
  for (const one of all.filter(({ status }) => status === 'MERGED')) {
    expect(all.find(({ caseId }) => caseId === mergedInto(one))?.status).toBe('OPEN');
  }
};

/**
 * Lets several callers, each in a process of its own, do their steps in any order: reads and appends of the store.
 * @param then looks at what is left, through the store itself
 */
const inAnyOrder = (
  callers: readonly ((process: Process) => Promise<unknown>)[],
  then: (left: Process, came: PromiseSettledResult<unknown>[]) => Promise<void>,
  before: (process: Process) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { store, ...service } = await office();
      await before(service);
      const slowly = () =>
        wrapped(
          store,
          async (_, append) => {
            await scheduler.schedule(Promise.resolve('append'));
            return append();
          },
          () => scheduler.schedule(Promise.resolve()),
        );
      const came = await scheduler.waitFor(Promise.allSettled(callers.map((caller) => caller(processOn(slowly())))));
      await then(processOn(store), came);
    }),
    { numRuns: 50 },
  );

/** Lets an append fail: before it was stored, or after. Asking again with the same command must come to the same end. */
const afterEveryFault = async (
  ask: (process: Process) => Promise<unknown>,
  then: (left: Process) => Promise<void>,
  before: (process: Process) => Promise<unknown> = () => Promise.resolve(),
  goOn: (process: Process) => Promise<unknown> = ask,
): Promise<void> => {
  for (const stored of [false, true]) {
    for (let fault = 1; ; fault++) {
      const { store, ...service } = await office();
      await before(service);
      let appends = 0;
      const failing = wrapped(store, async (_, append) => {
        if (++appends !== fault) return append();
        if (stored) await append();
        throw new StoreFailed('STORE_IO', 'The power failed', 'Send the command again');
      });
      await ask(processOn(failing)).catch((error: unknown) => {
        if (!(error instanceof StoreFailed)) throw error;
      });
      if (appends < fault) {
        expect(fault).toBeGreaterThan(2);
        break;
      }
      await goOn(processOn(store)); // another process, the same command unless told
      await then(processOn(store));
      await goOn(processOn(store));
      await then(processOn(store));
    }
  }
};

describe('linking two cases', () => {
  it('X3 looks for a circle in so many streams and no more, however many duplicates those that wait have', async () => {
    let reads = 0;
    const ids = (name: string, count: number) => Array.from({ length: count }, (_, n) => id(`${name} ${n}`));
    const chain = ids('chain', 60);
    const waiting = (n: number): CaseState => {
      const other = chain[n + 1];
      const links = other === undefined ? [] : [{ linkId: id(`link ${n}`), other, kind: 'CHILD' }];
      const merges = ids(`duplicate of ${n}`, 90).map((one) => ({ mergeId: one, other: one, role: 'SURVIVOR' }));
      return {
        ...noCase,
        ...{ caseId: chain[n] ?? '', status: 'OPEN' },
        links: noCase.links.merge(links.map((link) => [link.linkId, link as never])),
        merges: noCase.merges.merge(merges.map((merge) => [merge.mergeId, merge as never])),
      };
    };
    const state = (caseId: string): Promise<CaseState> => {
      reads++;
      const n = chain.indexOf(caseId);
      return Promise.resolve(n < 0 ? { ...noCase, caseId } : waiting(n));
    };
    const related = new RelatedCases({ state } as unknown as TwoCases);
    expect(await related.circle(chain[0] ?? '', id('child'))).toBe('TOO_LONG');
    expect(reads).toBeLessThan(1_400);
  });

  it('X3 is said by both, and taken back by both', async () => {
    const service = await office();
    await service.link('link', A, B);
    expect(await linksOf(service)).toEqual(['A PARENT B', 'B CHILD A']);
    const [link] = (await service.state(B)).links.values();
    await service.unlink('unlink', B, link?.linkId ?? '');
    expect(await linksOf(service)).toEqual([]);
  });

  it('X1 answers with the case it names, at the place where both say it; asked again the same', async () => {
    const service = await office();
    const receipt = await service.link('link', B, A);
    expect(receipt).toMatchObject({ stream: streamOf('case', B), revision: 1 });
    expect(receipt.position).toBe(await service.store.head());
    await service.open(id('later'));
    expect(await processOn(service.store).link('link', B, A)).toEqual(receipt);
  });

  it('X2 refuses where the case has moved on, and writes nothing', async () => {
    const service = await office();
    await service.link('link', A, B);
    expect(await outcome(service.link('late', A, C, 'PARENT', { expectedRevision: 0 }))).toBe('REVISION_CONFLICT');
    expect(await linksOf(service)).toEqual(['A PARENT B', 'B CHILD A']);
  });

  it('has nothing to do where they are linked like that by another command', async () => {
    const service = await office();
    await service.link('link', A, B);
    const head = await service.store.head();
    const again = await service.link('again', A, B);
    expect(await service.link('from there', B, A, 'CHILD')).toMatchObject({ stream: streamOf('case', B), revision: 1 });
    expect(again).toMatchObject({ stream: streamOf('case', A), revision: 1 });
    expect(await service.store.head()).toBe(head);
  });

  it('X3 refuses a circle, however long it is', async () => {
    const service = await office();
    await service.link('one', A, B);
    await service.link('two', C, B, 'CHILD');
    expect(await outcome(service.link('three', C, A))).toBe('LINKS_CIRCULAR');
    expect(await outcome(service.link('four', A, C, 'CHILD'))).toBe('LINKS_CIRCULAR');
    expect(await outcome(service.link('five', C, A, 'RELATED'))).toBe('done');
  });

  it('X3 goes on where it was left when it is asked again', async () => {
    await afterEveryFault(
      (service) => service.link('link', A, B),
      async (left) => expect(await linksOf(left)).toEqual(['A PARENT B', 'B CHILD A']),
    );
  });

  it('X3 is taken back to the end when it is asked again', async () => {
    await afterEveryFault(
      async (service) => service.unlink('unlink', A, await linkId(service)),
      async (left) => expect(await linksOf(left)).toEqual([]),
      (service) => service.link('link', A, B),
    );
  });

  const linkId = async ({ state }: Process): Promise<string> => {
    const { links, undone } = await state(A);
    return links.keySeq().first() ?? undone.keySeq().first() ?? '';
  };

  it('X3 leaves no circle when two link the same cases the opposite way at the same instant', async () => {
    await inAnyOrder([(one) => one.link('one', A, B), (other) => other.link('other', B, A)], async (left, came) => {
      const links = await linksOf(left);
      expect([[], ['A PARENT B', 'B CHILD A'], ['A CHILD B', 'B PARENT A']]).toContainEqual(links);
      expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(links.length / 2);
    });
  });

  it('X3 leaves no circle of three when three link at the same instant', async () => {
    await inAnyOrder(
      [(one) => one.link('1', A, B), (two) => two.link('2', B, C), (three) => three.link('3', C, A)],
      async (left, came) => {
        const links = await linksOf(left);
        expect(links.length).toBeLessThan(6);
        expect(links.filter((link) => link.includes('PARENT'))).toHaveLength(links.length / 2);
        expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(links.length / 2);
      },
    );
  });

  it('X3 is said by both or by none when it is taken back while it is being said', async () => {
    await inAnyOrder(
      [(one) => one.link('link', A, B), async (other) => other.unlink('unlink', A, await linkId(other))],
      async (left) => expect([[], ['A PARENT B', 'B CHILD A']]).toContainEqual(await linksOf(left)),
    );
  });

  it('X3 is said once when two send the same command at the same instant', async () => {
    await inAnyOrder([(one) => one.link('link', A, B), (other) => other.link('link', A, B)], async (left, came) => {
      expect(await linksOf(left)).toEqual(['A PARENT B', 'B CHILD A']);
      expect(came[0]).toEqual(came[1]);
      expect(came[0]).toMatchObject({ status: 'fulfilled' });
    });
  });
});

describe('merging two cases', () => {
  const mergeId = async ({ state }: Process, caseId = A): Promise<string> => {
    const { merges, undone } = await state(caseId);
    return merges.keySeq().first() ?? undone.keySeq().first() ?? '';
  };
  const came = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
    outcomes.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as Refusal).code)).sort();

  it.each([
    ['A in B', A, B],
    ['B in A', B, A],
  ])('X3 is said by both, and undone by one command: %s', async (what, duplicate, survivor) => {
    const service = await office();
    await service.record(duplicate, claimed('ines'));
    const before = await service.state(duplicate);
    const receipt = await service.merge('merge', duplicate, survivor);
    expect(receipt).toMatchObject({ stream: streamOf('case', duplicate), position: await service.store.head() });
    expect(await mergesOf(service)).toEqual([what]);
    expect(await service.state(duplicate)).toMatchObject({ status: 'MERGED', holder: undefined });
    expect(await processOn(service.store).merge('merge', duplicate, survivor)).toEqual(receipt);
    await service.unmerge('unmerge', survivor, await mergeId(service));
    expect(await mergesOf(service)).toEqual([]);
    const { revision, lastEventAt, undone, mergedEver } = await service.state(duplicate);
    expect(await service.state(duplicate)).toEqual({ ...before, revision, lastEventAt, undone, mergedEver });
  });

  it('X1 answers the same once the case has passed to another department; who never had the right is told so', async () => {
    const service = await office();
    const strange = { by: stranger };
    const merged = await service.merge('merge', A, B);
    expect(await outcome(service.merge('of a stranger', A, B, strange))).toBe('NOT_YOUR_DEPARTMENT');
    await service.record(B, observed('repair'));
    expect(await processOn(service.store).merge('merge', A, B)).toEqual(merged);
    expect(await outcome(service.merge('another', A, B))).toBe('NOT_YOUR_DEPARTMENT');
    const unmerged = await service.unmerge('unmerge', B, await mergeId(service));
    await service.record(A, observed('repair'));
    expect(await processOn(service.store).unmerge('unmerge', B, await mergeId(service))).toEqual(unmerged);
    for (const own of [strange, {}]) {
      const again = service.unmerge(`another of ${own === strange}`, B, await mergeId(service), own);
      expect(await outcome(again)).toBe('NOT_YOUR_DEPARTMENT');
    }
  });

  it('gives the duplicate back to its department, not to somebody who is gone', async () => {
    const service = await office();
    await service.record(A, claimed('tom'));
    await service.merge('merge', A, B);
    await service.unmerge('unmerge', A, await mergeId(service));
    expect(await service.state(A)).toMatchObject({ status: 'OPEN', holder: undefined, accountable: 'front-office' });
  });

  it('X3 is neither a chain nor a circle, and its survivor is open', async () => {
    const service = await office();
    await service.merge('merge', A, B);
    expect(await outcome(service.merge('back', B, A))).toBe('CASE_HAS_DUPLICATES');
    expect(await outcome(service.merge('on', B, C))).toBe('CASE_HAS_DUPLICATES');
    expect(await outcome(service.merge('into the duplicate', C, A))).toBe('CASE_MERGED');
    expect(await outcome(service.merge('elsewhere', A, C))).toBe('CASE_MERGED');
    expect(await outcome(service.merge('again', A, B))).toBe('done');
    expect(await outcome(service.merge('another', C, B))).toBe('done');
    expect(await mergesOf(service)).toEqual(['A in B', 'C in B']);
    await service.unmerge('unmerge', C, await mergeId(service, C));
    await service.record(B, resolved);
    expect(await outcome(service.merge('too late', C, B))).toBe('CASE_NOT_OPEN');
  });

  it('H10 keeps a case with alarms the one in which work goes on, whichever of the two is asked first', async () => {
    const service = await office();
    await service.record(B, alarm('WARNING', 'RETURN'));
    const before = await service.store.head();
    for (const plain of [A, C])
      expect(await outcome(service.merge(`lose ${plain}`, B, plain))).toBe('MERGE_HIDES_RISKS');
    expect(await service.store.head()).toBe(before);
    for (const plain of [A, C]) expect(await outcome(service.merge(`keep ${plain}`, plain, B))).toBe('done');
  });

  it('H10 takes a merge back where the duplicate was warned of while it was being said', async () => {
    await inAnyOrder(
      [(one) => one.merge('merge', B, A), (other) => other.record(B, alarm('WARNING', 'RETURN'))],
      async (left) => {
        const { merges, status, alarms } = await left.state(B);
        for (const { revision } of merges.values()) expect(revision).toBeLessThan(alarms.last()?.revision ?? 0);
        expect(status).toBe(merges.size > 0 ? 'MERGED' : 'OPEN');
        await mergesOf(left);
      },
    );
  });

  it('X3 goes on where it was left when it is asked again, and so does its undoing', async () => {
    for (const [duplicate, survivor, what] of [
      [A, B, 'A in B'],
      [B, A, 'B in A'],
    ] as const) {
      await afterEveryFault(
        (service) => service.merge('merge', duplicate, survivor),
        async (left) => expect(await mergesOf(left)).toEqual([what]),
      );
      await afterEveryFault(
        async (service) => service.unmerge('unmerge', duplicate, await mergeId(service)),
        async (left) => expect(await mergesOf(left)).toEqual([]),
        (service) => service.merge('merge', duplicate, survivor),
      );
    }
  });

  it('X3 leaves exactly one merge when two merge the same cases the opposite way at the same instant', async () => {
    await inAnyOrder(
      [(one) => one.merge('one', A, B), (other) => other.merge('other', B, A)],
      async (left, outcomes) => {
        expect([['A in B'], ['B in A']]).toContainEqual(await mergesOf(left));
        await nobodyIsLost(left);
        expect(came(outcomes).filter((code) => code === 'done')).toHaveLength(1);
      },
    );
  });

  it('X3 leaves nobody in a circle or a chain when three merge around at the same instant', async () => {
    await inAnyOrder(
      [(one) => one.merge('1', A, B), (two) => two.merge('2', B, C), (three) => three.merge('3', C, A)],
      async (left, outcomes) => {
        const merges = await mergesOf(left);
        expect(merges.length).toBe(came(outcomes).filter((code) => code === 'done').length);
        expect(merges.length).toBeLessThan(2);
        await nobodyIsLost(left);
      },
    );
  });

  it('X3 leaves no circle when a link closes one by way of a merge of the same instant', async () => {
    let refused = 0;
    // C waits for B: merged into A it would be A that does, and B is to wait for A.
    await inAnyOrder(
      [(one) => one.merge('merge', C, A), (other) => other.link('link', B, A)],
      async (left, outcomes) => {
        const [merges, links] = [await mergesOf(left), await linksOf(left)];
        expect(merges.length === 1 && links.includes('B PARENT A')).toBe(false);
        const codes = came(outcomes).filter((code) => code !== 'done');
        expect(codes.length).toBeGreaterThan(0);
        for (const code of codes) expect(['LINKS_CIRCULAR', 'TAKEN_BACK']).toContain(code);
        refused += codes.length;
        await nobodyIsLost(left);
      },
      (service) => service.link('C waits for B', C, B),
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('X3 is said by both or by none when it is undone while it is being said', async () => {
    for (const [duplicate, survivor] of [
      [A, B],
      [B, A],
    ] as const) {
      await inAnyOrder(
        [
          (one) => one.merge('merge', duplicate, survivor),
          async (other) => other.unmerge('unmerge', duplicate, await mergeId(other, duplicate)),
        ],
        async (left) => {
          await mergesOf(left);
          await nobodyIsLost(left);
        },
      );
    }
  });

  it('X3 tells what must be settled first: of the case, of its duplicates, and of what those were merged into', async () => {
    const service = await office();
    await service.link('A waits for C', A, C);
    await service.record(A, promised());
    await service.merge('merge', A, B);
    expect(await service.work(B)).toMatchObject({
      blocking: [{ caseId: C, settled: false }],
      duplicates: [A],
      promises: [{ promise: { promiseId: id('promise') }, duplicate: A }],
    });
    await service.merge('C, too', C, B);
    expect(await service.work(B)).toMatchObject({ blocking: [{ caseId: C, settled: true }] });
  });

  it('X3 lets the department in whose case work goes on take back a link of the duplicate that holds it up', async () => {
    const { store, ...service } = await office();
    await service.record(A, observed('repair'));
    await service.record(B, observed('repair'), observed('front-office'));
    await service.record(C, observed('sales'));
    await service.link('A waits for C', A, C, 'PARENT', { by: people.tom });
    await service.merge('merge', A, B, { by: people.ada });
    const linkId = (await service.state(A)).links.keySeq().first() ?? '';
    await expect(service.unlink('from outside', A, linkId, { by: stranger })).rejects.toThrow('Only repair');
    await service.unlink('unlink', A, linkId);
    expect(await service.work(B)).toMatchObject({ blocking: [] });
    expect((await service.state(C)).links.size).toBe(0);
    await store.close();
  });
});

describe('what one of two cases says and the other one does not yet', () => {
  const linkId = async ({ state }: Process): Promise<string> =>
    (await state(A)).links.keySeq().first() ?? (await state(A)).undone.keySeq().first() ?? '';
  const mergeId = async ({ state }: Process): Promise<string> =>
    (await state(A)).merges.keySeq().first() ?? (await state(A)).undone.keySeq().first() ?? '';
  const linkedOrNot = async (left: Process) =>
    expect([[], ['A PARENT B', 'B CHILD A']]).toContainEqual(await linksOf(left));
  const goOn = async (process: Process) => process.finish();
  const nothingLeft = async (left: Process) => expect(await left.finish()).toBe(0);

  it.each([
    ['A in B', A, B],
    ['B in A', B, A],
  ])('X3 is finished by itself where the process died while it merged %s', async (what, duplicate, survivor) => {
    await afterEveryFault(
      (service) => service.merge('merge', duplicate, survivor),
      async (left) => {
        expect([[], [what]]).toContainEqual(await mergesOf(left));
        await nothingLeft(left);
      },
      undefined,
      goOn,
    );
  });

  it('X3 is finished by itself where the process died while it linked, or took a link or a merge back', async () => {
    await afterEveryFault(
      (service) => service.link('link', A, B),
      async (left) => {
        await linkedOrNot(left);
        await nothingLeft(left);
      },
      undefined,
      goOn,
    );
    await afterEveryFault(
      async (service) => service.unlink('unlink', B, await linkId(service)),
      async (left) => {
        await linkedOrNot(left);
        await nothingLeft(left);
      },
      (service) => service.link('link', A, B),
      goOn,
    );
    await afterEveryFault(
      async (service) => service.unmerge('unmerge', B, await mergeId(service)),
      async (left) => {
        expect([[], ['A in B']]).toContainEqual(await mergesOf(left));
        await nobodyIsLost(left);
        await nothingLeft(left);
      },
      (service) => service.merge('merge', A, B),
      goOn,
    );
  });

  /** A merge whose process died when the first of the two cases had said it. */
  const halfMerged = async () => {
    const service = await office();
    let appends = 0;
    const dying = wrapped(service.store, async (_, append) => {
      if (++appends > 1) throw new StoreFailed('STORE_IO', 'The power failed', 'Send the command again');
      return append();
    });
    await expect(processOn(dying).merge('merge', A, B)).rejects.toThrow('The power failed');
    expect((await service.state(A)).status).toBe('MERGED');
    expect((await service.state(B)).merges.size).toBe(0);
    return service;
  };

  it('X1 is the command that began it: sent again it has its receipt, and who asked stands in both cases', async () => {
    const { store, streams, ...service } = await halfMerged();
    expect(await service.finish()).toBe(1);
    expect(await mergesOf(service)).toEqual(['A in B']);
    const events = [];
    for await (const event of streams.read(streamOf('case', B))) events.push(event);
    expect(events.at(-1)?.by).toEqual({
      agent: 'ines',
      department: 'front-office',
      role: 'AGENT',
      via: 'finish-what-two-cases-say',
    });
    const head = await store.head();
    expect(await processOn(store).merge('merge', A, B)).toMatchObject({ stream: streamOf('case', A), position: head });
    expect(await store.head()).toBe(head);
  });

  it('X3 is taken back where the other case refuses it meanwhile, and that is the end of it', async () => {
    const service = await halfMerged();
    await service.record(B, resolved);
    expect(await service.finish()).toBe(1);
    expect(await mergesOf(service)).toEqual([]);
    expect(await service.state(A)).toMatchObject({ status: 'OPEN' });
    await nothingLeft(service);
    expect(await outcome(processOn(service.store).merge('merge', A, B))).toBe('TAKEN_BACK');
  });

  it('X3 comes to one end when it is finished while the command is still under way, and while it is taken back', async () => {
    await inAnyOrder(
      [(one) => one.merge('merge', A, B), (baton) => baton.finish(), (other) => other.finish()],
      async (left, came) => {
        expect(await mergesOf(left)).toEqual(['A in B']);
        expect(came.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
        await nothingLeft(left);
      },
    );
    await inAnyOrder(
      [
        (one) => one.merge('merge', A, B),
        (baton) => baton.finish(),
        async (other) => other.unmerge('unmerge', A, await mergeId(other)),
      ],
      async (left) => {
        await left.finish();
        await mergesOf(left);
        await nobodyIsLost(left);
        await nothingLeft(left);
      },
    );
  });

  it('is nothing to Baton where both say the same, however often that is looked at', async () => {
    const service = await office();
    await service.link('link', A, B);
    await nothingLeft(service);
    await service.unlink('unlink', A, await linkId(service));
    await service.merge('merge', C, B);
    await nothingLeft(service);
  });
});

describe('a case that waited for another and is resolved while that one is open', () => {
  const mergeId = async ({ state }: Process, caseId: string): Promise<string> =>
    (await state(caseId)).merges.keySeq().first() ?? (await state(caseId)).undone.keySeq().first() ?? '';
  const waits = async (service: Process) => {
    await service.link('A waits for B', A, B);
    await service.record(B, resolved);
  };
  const statuses = ({ state }: Process) => Promise.all([A, B, C].map(async (caseId) => (await state(caseId)).status));

  it('X3 is told of once when one resolves it and another reopens what it waits for at the same instant', async () => {
    const ends = new Set<string>();
    await inAnyOrder(
      [(one) => one.resolve('resolve', A), (other) => other.reopen('reopen', B)],
      async (left) => {
        const [a, b] = await statuses(left);
        ends.add(`${a}, ${b}`);
        expect(await left.told(B)).toEqual(a === 'RESOLVED' && b === 'OPEN' ? [A] : []);
      },
      waits,
    );
    expect(ends).toContain('RESOLVED, OPEN');
  });

  it('X3 is told of where the process died in between and the command is sent again, and told once', async () => {
    const service = await office();
    await waits(service);
    await service.resolve('resolve', A);
    await service.record(B, reopened);
    for (const _ of [1, 2]) {
      await processOn(service.store).reopen('reopen', B);
      await processOn(service.store).resolve('resolve', A);
      expect(await service.told(B)).toEqual([A]);
    }
  });

  it('X3 is told of, wherever the case stands and whenever the command says that it happened', async () => {
    const service = await office();
    await waits(service);
    const { revision } = await service.state(A);
    await service.record(A, resolved);
    await service.record(B, reopened);
    const { revision: expectedRevision, openedAt: occurredAt } = await service.state(B);
    await service.reopen('reopen', B, { expectedRevision, occurredAt });
    expect(await service.told(B)).toEqual([A]);
    expect(revision).toBeGreaterThan(0);
  });

  it('X3 is told of also where it is closed', async () => {
    const service = await office();
    await waits(service);
    await service.record(A, resolved, closed);
    await service.reopen('reopen', B);
    expect(await service.told(B)).toEqual([A]);
  });

  it('X3 is told of where it waits for a duplicate of what is reopened', async () => {
    const service = await office();
    await service.link('A waits for C', A, C);
    await service.merge('merge', C, B);
    await service.resolve('resolve B', B);
    await service.resolve('resolve A', A);
    await service.reopen('reopen', B);
    expect(await service.told(B)).toEqual([A]);
  });

  it('X3 is not told of itself, where what waited for it is its duplicate by now', async () => {
    const service = await office();
    await service.link('A waits for B', A, B);
    await service.merge('merge', A, B);
    await service.resolve('resolve B', B);
    await service.reopen('reopen', B);
    expect(await service.told(B)).toEqual([]);
  });

  it('X3 is told of anew each time that what it waits for is reopened', async () => {
    const service = await office();
    await waits(service);
    await service.resolve('resolve A', A);
    await service.reopen('reopen B', B);
    await service.resolve('resolve B', B);
    await service.reopen('again', B);
    expect(await service.told(B)).toEqual([A, A]);
  });

  it('X3 is told of where a duplicate for which it waited is a matter of its own again', async () => {
    const service = await office();
    await service.link('A waits for C', A, C);
    await service.merge('merge', C, B);
    await service.resolve('resolve B', B);
    await service.resolve('resolve A', A);
    await service.unmerge('unmerge', C, await mergeId(service, C));
    expect(await statuses(service)).toEqual(['RESOLVED', 'RESOLVED', 'OPEN']);
    expect([await service.told(B), await service.told(C)]).toEqual([[], [A]]);
    await processOn(service.store).unmerge('unmerge', C, await mergeId(service, C));
    expect(await service.told(C)).toEqual([A]);
  });

  it('X3 is told of where what it waited for is merged into an open case', async () => {
    const service = await office();
    await service.link('A waits for C', A, C);
    await service.resolve('resolve C', C);
    await service.resolve('resolve A', A);
    await service.merge('merge', C, B);
    expect([await service.told(B), await service.told(C)]).toEqual([[A], []]);
    await processOn(service.store).merge('merge', C, B);
    expect(await service.told(B)).toEqual([A]);
  });

  it('X3 is told of by itself where the process died while that merge was made or undone', async () => {
    for (const [duplicate, survivor] of [
      [C, B],
      [B, C],
    ] as const) {
      await afterEveryFault(
        (service) => service.merge('merge', duplicate, survivor),
        async (left) => {
          const merged = mergedInto(await left.state(duplicate)) !== undefined;
          expect(await left.told(survivor)).toEqual(merged ? [A] : []);
        },
        async (service) => {
          await service.link('A waits for it', A, duplicate);
          await service.resolve('resolve it', duplicate);
          await service.resolve('resolve A', A);
        },
        (service) => service.finish(),
      );
      await afterEveryFault(
        async (service) => service.unmerge('unmerge', survivor, await mergeId(service, survivor)),
        async (left) => {
          const open = (await left.state(duplicate)).status === 'OPEN';
          expect(await left.told(duplicate)).toEqual(open ? [A] : []);
        },
        async (service) => {
          await service.link('A waits for it', A, duplicate);
          await service.merge('merge', duplicate, survivor);
          await service.resolve('resolve the survivor', survivor);
          await service.resolve('resolve A', A);
        },
        (service) => service.finish(),
      );
    }
  });

  it('X3 is told of anew where the same two are merged again', async () => {
    const service = await office();
    await service.link('A waits for C', A, C);
    await service.resolve('resolve C', C);
    await service.resolve('resolve A', A);
    await service.merge('merge', C, B);
    await service.unmerge('unmerge', C, await mergeId(service, C));
    await service.merge('merge again', C, B);
    expect(await service.told(B)).toEqual([A, A]);
  });

  it('X3 is told of when that merge is made or undone at the instant at which it is resolved', async () => {
    await inAnyOrder(
      [(one) => one.merge('merge', C, B), (other) => other.resolve('resolve', A)],
      async (left) => {
        const [a, b] = await statuses(left);
        expect(b).toBe('OPEN');
        expect(await left.told(B)).toEqual(a === 'RESOLVED' ? [A] : []);
      },
      async (service) => {
        await service.link('A waits for C', A, C);
        await service.record(C, resolved);
      },
    );
    await inAnyOrder(
      [async (one) => one.unmerge('unmerge', C, await mergeId(one, C)), (other) => other.resolve('resolve', A)],
      async (left) => {
        const [a, , c] = await statuses(left);
        expect(c).toBe('OPEN');
        expect(await left.told(C)).toEqual(a === 'RESOLVED' ? [A] : []);
      },
      async (service) => {
        await service.link('A waits for C', A, C);
        await service.merge('merge', C, B);
        await service.record(B, resolved);
      },
    );
  });
});
