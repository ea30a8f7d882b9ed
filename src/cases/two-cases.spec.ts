import fc from 'fast-check';
import { streamOf, type RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { StoreFailed, Streams, type CommandContext, type EventStore, type Receipt } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { contextOf } from '../../test/support/callers.js';
import { wrapped } from '../../test/support/wrapped-store.js';
import { caseAggregate } from './case-folds.state.js';
import { noCase, type CaseState } from './case.state.js';
import type { LinkCases } from './commands/link-cases/link-cases.decision.js';
import { LinkCasesProcess } from './commands/link-cases/link-cases.process.js';
import { UnlinkCasesProcess } from './commands/unlink-cases/unlink-cases.process.js';
import { RelatedCases } from './related-cases.js';
import { opened } from './testing/case.happenings.js';
import { id } from './testing/case.scenarios.js';
import { TwoCases } from './two-cases.js';

const [A, B, C] = [id('A'), id('B'), id('C')].sort() as [string, string, string];

/** One process of the service, with a memory of its own. */
function processOn(store: EventStore) {
  const streams = new Streams(store);
  const cases = new TwoCases(streams);
  const related = new RelatedCases(cases);
  const linking = new LinkCasesProcess(cases, related);
  const unlinking = new UnlinkCasesProcess(cases);
  type Own = Partial<CommandContext>;
  return {
    streams,
    open: (caseId: string) =>
      streams.decide(streamOf('case', caseId), caseAggregate, () => [opened()], contextOf(`open ${caseId}`)),
    link: (name: string, caseId: string, other: string, kind: LinkCases['kind'] = 'PARENT', own: Own = {}) => {
      const body = { caseId, other, kind };
      return linking.execute(body, contextOf(name, body, own));
    },
    unlink: (name: string, caseId: string, linkId: string, own: Own = {}) => {
      const body = { caseId, linkId, reason: 'Two machines' };
      return unlinking.execute(body, contextOf(name, body, own));
    },
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
      await ask(processOn(store)); // another process, the same command
      await then(processOn(store));
      await ask(processOn(store));
      await then(processOn(store));
    }
  }
};

describe('linking two cases', () => {
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
