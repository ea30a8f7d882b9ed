import fc from 'fast-check';
import { derivedId, streamOf, type By, type CaseFact, type RefusalCode } from '@baton/contracts';
import { Refusal, type Decide } from '@baton/decider';
import { hashOfCommand, Streams, type CommandContext, type EventStore } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { rowsOf } from '@baton/projections/testing';
import { caseAggregate } from './case-folds.state.js';
import { mergedInto, openPromises, openTransfer, type CaseState } from './case.state.js';
import { acceptTransfer } from './commands/accept-transfer/accept-transfer.decision.js';
import { arbitrateAssignment } from './commands/arbitrate-assignment/arbitrate-assignment.decision.js';
import { breakPromise } from './commands/break-promise/break-promise.decision.js';
import { cancelPromise } from './commands/cancel-promise/cancel-promise.decision.js';
import { keepPromise } from './commands/keep-promise/keep-promise.decision.js';
import { LinkCasesProcess } from './commands/link-cases/link-cases.process.js';
import { makePromise } from './commands/make-promise/make-promise.decision.js';
import { MergeCasesProcess } from './commands/merge-cases/merge-cases.process.js';
import { offerTransfer } from './commands/offer-transfer/offer-transfer.decision.js';
import { resolveCase } from './commands/resolve-case/resolve-case.decision.js';
import { UnmergeCasesProcess } from './commands/unmerge-cases/unmerge-cases.process.js';
import type { Neighbours } from './neighbours.js';
import { promisesOfMatter } from './owed-promises.js';
import { RelatedCases } from './related-cases.js';
import { ReopenedWork } from './reopened-work.js';
import { TakingUpAgain } from './taking-up-again.js';
import { opened, promised, readBack } from './testing/case.happenings.js';
import { always, anyHours, at, id, people } from './testing/case.scenarios.js';
import { TwoCases } from './two-cases.js';
import { caseList } from './views/case-list/case-list.projection.js';
import { CaseReader } from './views/case-reader.js';
import { promiseLedger } from './views/promises/promises.projection.js';

const CASES = [id('A'), id('B'), id('C')];
const [A, B, C] = CASES as [string, string, string];
const DEPARTMENTS = ['front-office', 'repair', 'sales'] as const;
type Department = (typeof DEPARTMENTS)[number];
const AGENTS: Record<Department, By> = { 'front-office': people.ines, repair: people.tom, sales: people.sara };

const nobodyWorksHere = {
  departmentOf: () => Promise.resolve(undefined),
  closedDoorOf: () => Promise.resolve(undefined),
} as unknown as Neighbours;

/** Three cases of one customer, each opened by its department, and what can be asked of them. */
async function office(departments: readonly Department[], store: EventStore = new MemoryEventStore()) {
  const streams = new Streams(store);
  const cases = new TwoCases(streams);
  const related = new RelatedCases(cases);
  const reopened = new ReopenedWork(cases, related);
  const takingUp = new TakingUpAgain(nobodyWorksHere);
  const merging = new MergeCasesProcess(cases, takingUp, related, reopened);
  const unmerging = new UnmergeCasesProcess(cases, takingUp, related, reopened);
  let asked = 0;
  let now = Date.parse(at('09:00'));
  const context = (by: By, body: object = {}): CommandContext => {
    const commandId = derivedId(id('asked'), ++asked);
    now += 60_000;
    return {
      ...{ by, commandId, correlationId: commandId, now: new Date(now).toISOString() },
      commandHash: hashOfCommand('Ask', body),
    };
  };
  type Asked = (given: CommandContext) => Decide<CaseState, CaseFact>;
  const ask = (caseId: string, by: By, decide: Asked): Promise<RefusalCode | 'done'> => {
    const given = context(by);
    return outcome(streams.decide(streamOf('case', caseId), caseAggregate, decide(given), given));
  };
  for (const [n, caseId] of CASES.entries()) {
    const department = departments[n] ?? 'front-office';
    await ask(caseId, AGENTS[department], () => () => [opened({ department })]);
  }
  const reader = new CaseReader(streams);
  const state = async (caseId: string): Promise<CaseState> => (await reader.now(caseId)) as CaseState;
  return {
    now: state,
    reader,
    ask,
    log: async () => [...(await store.readAll({ limit: 10_000 })).events],
    promise: (caseId: string, department: Department, days = 1) =>
      ask(caseId, AGENTS[department], (given) => {
        const { promiseId: _, department: __, due: ___, ...words } = promised().data as never as Record<string, never>;
        const due = new Date(now + days * 86_400_000).toISOString();
        const command = { caseId, ...words, callback: false, due, department };
        return makePromise(command as never, given, { departmentKnown: true, ...anyHours });
      }),
    keep: async (caseId: string, promiseId: string, by: By) => {
      const survivor = await related.survivor(caseId);
      return ask(caseId, by, (given) => keepPromise({ caseId, promiseId, delivery: 'Parcel 77' }, given, { survivor }));
    },
    cancel: async (caseId: string, promiseId: string, by: By) => {
      const survivor = await related.survivor(caseId);
      return ask(caseId, by, (given) => cancelPromise({ caseId, promiseId, reason: 'No pump' }, given, { survivor }));
    },
    lapse: (caseId: string, promiseId: string, due: string) =>
      ask(caseId, people.ada, (given) => breakPromise({ caseId, promiseId }, { ...given, now: due })),
    merge: async (caseId: string, into: string, by: By = people.ada) => {
      const body = { caseId, into, reason: 'The same machine' };
      return outcome(merging.execute(body, context(by, body)));
    },
    unmerge: async (caseId: string) => {
      const [mergeId = id('no merge')] = (await state(caseId)).merges.keys();
      const body = { caseId, mergeId, reason: 'Two machines' };
      return outcome(unmerging.execute(body, context(people.ada, body)));
    },
    offer: async (caseId: string, to: Department) => {
      const from = (await state(caseId)).accountable as Department;
      const duplicates = await related.duplicatesOf(caseId);
      const words = { reason: 'SKILL_NEEDED', ask: 'replace the pump', ifThen: ['Else lend one'], noneVerified: true };
      const facts = { unknown: [], toAgentWorksIn: undefined, calendar: always, duplicates };
      return ask(caseId, AGENTS[from], (given) => offerTransfer({ caseId, to, ...words } as never, given, facts));
    },
    accept: async (caseId: string, read: boolean = true) => {
      const to = (openTransfer(await state(caseId))?.to ?? 'repair') as Department;
      const duplicates = await related.duplicatesOf(caseId);
      const body = { caseId, ...(read ? { readBack } : {}) };
      return ask(caseId, AGENTS[to], (given) => acceptTransfer(body, given, { duplicates }));
    },
    arbitrate: (caseId: string, to: Department) =>
      ask(caseId, people.ada, (given) =>
        arbitrateAssignment({ caseId, to, reason: 'It has to stop' }, given, { departmentKnown: true }),
      ),
    resolvedWaiting: (caseId: string) => related.resolvedWaiting(caseId),
    /** What resolving it comes to as it stands now, with the refusal itself. */
    resolving: async (caseId: string, by: By): Promise<readonly CaseFact[]> => {
      const decide = resolveCase({ caseId, resolution: 'A new pump' }, context(by), await related.work(caseId));
      return decide(await cases.state(caseId));
    },
    resolve: async (caseId: string, by: By) => {
      const work = await related.work(caseId);
      return ask(caseId, by, (given) => resolveCase({ caseId, resolution: 'The pump was replaced' }, given, work));
    },
  };
}
type Office = Awaited<ReturnType<typeof office>>;

const outcome = (asked: Promise<unknown>): Promise<RefusalCode | 'done'> =>
  asked.then(
    () => 'done' as const,
    (error: unknown) => {
      if (error instanceof Refusal) return error.code as RefusalCode;
      throw error;
    },
  );

/** The front office promised something in A; it is one matter with B of the front office, which passes to repair. */
async function passedOn(): Promise<Office & { promiseId: string }> {
  const it = await office(['front-office', 'front-office']);
  expect(await it.promise(A, 'front-office')).toBe('done');
  expect(await it.merge(A, B)).toBe('done');
  expect([await it.offer(B, 'repair'), await it.accept(B)]).toEqual(['done', 'done']);
  const [{ promiseId } = { promiseId: '' }] = openPromises(await it.now(A));
  return { ...it, promiseId };
}

describe('what a duplicate has promised', () => {
  it('H8 is owed by the receiver once the case in which work goes on has passed on: it keeps it, and resolves', async () => {
    const { now, keep, resolve, resolving, promiseId } = await passedOn();
    expect(openPromises(await now(A))).toMatchObject([{ department: 'repair' }]);
    await expect(resolving(B, people.tom)).rejects.toMatchObject({
      code: 'OPEN_PROMISES',
      details: { missing: [promiseId], alternatives: [expect.stringContaining(`in case ${A}`)] },
    });
    expect(await keep(A, promiseId, people.ines)).toBe('NOT_YOUR_DEPARTMENT');
    expect(await keep(A, promiseId, people.tom)).toBe('done');
    expect(await keep(A, promiseId, people.tom)).toBe('done');
    expect(await keep(A, promiseId, people.sara)).toBe('NOT_YOUR_DEPARTMENT');
    expect(await resolve(B, people.tom)).toBe('done');
  });

  it('H1 is owed by whoever answers for the case in which work goes on from the merge on', async () => {
    const { now, promise, merge, cancel } = await office(['front-office', 'repair']);
    await promise(A, 'front-office');
    await merge(A, B, people.tom);
    const [owed] = openPromises(await now(A));
    expect(owed).toMatchObject({ department: 'repair' });
    expect(await cancel(A, owed?.promiseId ?? '', people.ines)).toBe('NOT_YOUR_DEPARTMENT');
    expect(await cancel(A, owed?.promiseId ?? '', people.tom)).toBe('done');
  });

  it('X3 is owed by its own department again once the merge is undone, wherever the other case is by then', async () => {
    const { now, keep, unmerge, promiseId } = await passedOn();
    expect(await unmerge(A)).toBe('done');
    expect(openPromises(await now(A))).toMatchObject([{ department: 'front-office' }]);
    expect(await keep(A, promiseId, people.tom)).toBe('NOT_YOUR_DEPARTMENT');
    expect(await keep(A, promiseId, people.ines)).toBe('done');
  });

  it('P7 is mended by whoever owes it where time has broken it', async () => {
    const { now, keep, lapse, promiseId } = await passedOn();
    const { due } = (await now(A)).promises.get(promiseId)!;
    expect(await lapse(A, promiseId, due)).toBe('done');
    expect(await keep(A, promiseId, people.ines)).toBe('NOT_YOUR_DEPARTMENT');
    expect(await keep(A, promiseId, people.tom)).toBe('done');
  });

  it('H6 is a risk of passing the case on, stands in its brief, and demands a read-back', async () => {
    const { now, promise, merge, offer, accept } = await office(['front-office', 'front-office']);
    await promise(A, 'front-office');
    await merge(A, B);
    await offer(B, 'repair');
    const offered = openTransfer(await now(B));
    const [owed] = openPromises(await now(A));
    expect(offered).toMatchObject({ riskTier: 2, brief: { nextDeadline: owed?.due } });
    const [line] = offered?.brief.openPromises ?? [];
    expect(line).toMatchObject({ text: expect.stringContaining(`In case ${A}: `), revision: 1 });
    expect(await accept(B, false)).toBe('READ_BACK_MISSING');
  });

  it('H6 demands the read-back also where the duplicate was merged after the offer', async () => {
    const { promise, merge, offer, accept } = await office(['front-office', 'front-office']);
    await promise(A, 'front-office');
    await offer(B, 'repair');
    await merge(A, B);
    expect(await accept(B, false)).toBe('READ_BACK_MISSING');
  });
});

/** Chooses what somebody does next among what is plausible then, and the details of it. */
const step = fc.record({ what: fc.nat(999), a: fc.nat(59), b: fc.nat(59) });

type Happening =
  'promise' | 'merge' | 'unmerge' | 'offer' | 'accept' | 'arbitrate' | 'keep' | 'cancel' | 'lapse' | 'resolve';

/** What might happen next: mostly something is promised, then merged, then passed on. */
function plausible(states: readonly CaseState[], survivor: CaseState | undefined): Happening[] {
  const owed = states.some((state) => openPromises(state).length > 0);
  const often = (what: Happening, times: number, when = true): Happening[] =>
    Array<Happening>(when ? times : 0).fill(what);
  return [
    ...often('promise', owed ? 2 : 12),
    ...often('merge', 8, owed && !survivor),
    ...often('offer', 8, survivor !== undefined && !openTransfer(survivor)),
    ...often('accept', 12, survivor !== undefined && openTransfer(survivor) !== undefined),
    ...(['merge', 'offer', 'accept', 'keep', 'cancel', 'lapse', 'unmerge', 'arbitrate', 'resolve'] as const),
  ];
}

/** Whether every open promise is owed by somebody, and of a duplicate by whoever answers for the case in which work goes on. */
async function everythingIsOwed({ now }: Office): Promise<void> {
  for (const caseId of CASES) {
    const state = await now(caseId);
    const into = mergedInto(state);
    const answering = into === undefined ? undefined : (await now(into)).accountable;
    for (const { department } of openPromises(state)) {
      if (answering !== undefined) expect(department).toBe(answering);
      expect(DEPARTMENTS).toContain(department);
    }
  }
}

/** Whether the ledger and the list of cases say the same as the streams. */
async function viewsSayTheSame({ now, reader, log }: Office): Promise<void> {
  const events = await log();
  const { rows: ledger } = await rowsOf(promiseLedger, events as never);
  const { rows: list } = await rowsOf(caseList, events as never);
  for (const caseId of CASES) {
    const state = await now(caseId);
    for (const { promiseId, department } of openPromises(state)) {
      const row = ledger.find((one) => one.promiseId === promiseId);
      expect(row).toMatchObject({ caseId, department, status: 'OPEN' });
    }
    const matter = promisesOfMatter(state, await reader.duplicates(state));
    const listed = list.find((one) => one.caseId === caseId);
    expect([listed?.openPromises, listed?.nextDue]).toEqual([matter.length, matter[0]?.promise.due]);
  }
}

/**
 * Lets one more thing happen.
 * @returns whether a case with duplicates that owe something has passed to another department
 */
async function happens(it: Office, { what, a, b }: { what: number; a: number; b: number }): Promise<boolean> {
  const states = await Promise.all(CASES.map((caseId) => it.now(caseId)));
  const some = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
  const going = states.filter(({ status }) => status !== 'MERGED');
  const survivor = going.find(({ merges, status }) => merges.size > 0 && status === 'OPEN');
  const { caseId, accountable } = survivor ?? some(going, a);
  const duplicates = states.filter((state) => mergedInto(state) === caseId);
  const to = some(b % 8 === 0 ? DEPARTMENTS : DEPARTMENTS.filter((code) => code !== accountable), b);
  const owed = states.flatMap((state) => openPromises(state).map((promise) => ({ ...promise, caseId: state.caseId })));
  const happening = some(plausible(states, survivor), what);
  switch (happening) {
    case 'promise':
      await it.promise(some(going, a).caseId, some(going, a).accountable as Department, 1 + b);
      break;
    case 'merge': {
      const duplicate = owed.length > 0 && b % 4 > 0 ? some(owed, a).caseId : some(CASES, a);
      await it.merge(
        duplicate,
        some(
          CASES.filter((other) => other !== duplicate || b % 8 === 0),
          b,
        ),
      );
      break;
    }
    case 'unmerge':
      await it.unmerge(some(CASES, a));
      break;
    case 'offer':
      await it.offer(caseId, to);
      break;
    case 'accept':
    case 'arbitrate': {
      await (happening === 'accept' ? it.accept(caseId) : it.arbitrate(caseId, to));
      const owing = duplicates.some((duplicate) => openPromises(duplicate).length > 0);
      return owing && (await it.now(caseId)).accountable !== accountable;
    }
    case 'resolve':
      await it.resolve(caseId, AGENTS[accountable as Department]);
      break;
    case 'lapse':
      if (owed.length > 0) await it.lapse(some(owed, a).caseId, some(owed, a).promiseId, some(owed, a).due);
      break;
    default: {
      if (owed.length === 0) break;
      const { promiseId, department, caseId: where } = some(owed, a);
      const other = DEPARTMENTS.find((code) => code !== department) ?? 'sales';
      expect(await it[happening](where, promiseId, AGENTS[other])).toBe('NOT_YOUR_DEPARTMENT');
      expect(await it[happening](where, promiseId, AGENTS[department as Department])).toBe('done');
    }
  }
  return false;
}

describe('whatever is merged, undone and passed on', () => {
  it('H1 H8 X3 every open promise of a duplicate is owed by whoever answers for the case in which work goes on', async () => {
    let passedOnOwing = 0;
    const histories = fc.tuple(
      fc.tuple(...CASES.map(() => fc.constantFrom(...DEPARTMENTS))),
      fc.array(step, { minLength: 10, maxLength: 18 }),
    );
    await fc.assert(
      fc.asyncProperty(histories, async ([departments, steps]) => {
        const it = await office(departments);
        let owing = false;
        for (const one of steps) {
          owing = (await happens(it, one)) || owing;
          await everythingIsOwed(it);
        }
        await viewsSayTheSame(it);
        if (owing) passedOnOwing += 1;
      }),
      { numRuns: 240 },
    );
    expect(passedOnOwing).toBeGreaterThan(60);
  });
});

describe('cases that would wait for themselves', () => {
  it('X3 refuses to merge a case into one that waits for what waits for it', async () => {
    const it = await linkedOffice();
    // A waits for B, C waits for A.
    await it.link(A, B);
    await it.link(C, A);
    expect(await it.merge(B, C)).toBe('LINKS_CIRCULAR');
    expect((await it.now(B)).merges.size + (await it.now(C)).merges.size).toBe(0);
  });

  it('X3 knows who had waited for a case and is resolved, also where that or the case itself was merged', async () => {
    const it = await linkedOffice();
    await it.link(A, B);
    expect(await it.resolvedWaiting(B)).toEqual([]);
    await it.merge(A, C);
    expect(await it.resolve(C, people.ines)).toBe('OPEN_BLOCKING_WORK');
    await it.resolve(B, people.ines);
    expect(await it.resolve(C, people.ines)).toBe('done');
    expect(await it.resolvedWaiting(B)).toEqual([{ caseId: C, accountable: 'front-office' }]);
  });

  it('X3 refuses a link that closes a circle by way of a merge', async () => {
    const it = await linkedOffice();
    // C waits for B, so A does, into which it is merged.
    await it.link(C, B);
    expect(await it.merge(C, A)).toBe('done');
    expect(await it.link(B, A)).toBe('LINKS_CIRCULAR');
    // What a case waits for in its own duplicate is no more.
    expect(await it.merge(B, A)).toBe('done');
    expect(await it.resolve(A, people.ines)).toBe('done');
  });
});

async function linkedOffice() {
  const store = new MemoryEventStore();
  const it = await office(['front-office', 'front-office', 'front-office'], store);
  const cases = new TwoCases(new Streams(store));
  const linking = new LinkCasesProcess(cases, new RelatedCases(cases));
  let links = 0;
  const link = (caseId: string, other: string): Promise<RefusalCode | 'done'> => {
    const body = { caseId, other, kind: 'PARENT' as const };
    const commandId = derivedId(id('link'), ++links);
    const commandHash = hashOfCommand('LinkCases', body);
    return outcome(
      linking.execute(body, { commandId, commandHash, correlationId: commandId, by: people.ines, now: at('12:00') }),
    );
  };
  return { ...it, link };
}
