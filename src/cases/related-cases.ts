import { Injectable } from '@nestjs/common';
import { mergedInto, type CaseState } from './case.state.js';
import { owedThrough, promisesOfMatter } from './owed-promises.js';
import {
  blockingLinks,
  duplicatesOf,
  RELATED_AT_MOST,
  waitingLinks,
  type BlockingCase,
  type Circle,
  type RelatedWork,
  type WaitingCase,
} from './related.guards.js';
import { TwoCases } from './two-cases.js';

/** What the streams of other cases know and a decision about a case needs, read at the moment of the decision. */
@Injectable()
export class RelatedCases {
  constructor(private readonly cases: TwoCases) {}

  /**
   * What must be settled before a case can be resolved: what blocks it or its duplicates, and what those owe. Reads at most
   * 100 duplicates, 100 cases that block, and those into which they were merged, all at once.
   */
  async work(caseId: string): Promise<RelatedWork> {
    const state = await this.cases.state(caseId);
    const duplicates = await this.duplicates(state);
    // Its own come first: of those there are never more.
    const waitedFor = [...new Set([state, ...duplicates].flatMap(blockingLinks).map(({ other }) => other))];
    const looked = waitedFor.slice(0, RELATED_AT_MOST);
    return {
      blocking: await Promise.all(looked.map((other) => this.standing(other, caseId))),
      unread: waitedFor.length - looked.length,
      duplicates: duplicates.map((duplicate) => duplicate.caseId),
      promises: promisesOfMatter(state, duplicates).filter(({ duplicate }) => duplicate !== undefined),
    };
  }

  /**
   * The cases that waited for a case and are resolved or closed: those of its matter, and of each the one in which work goes
   * on. Reads at most 100 of them, all at once.
   */
  async resolvedWaiting(caseId: string): Promise<WaitingCase[]> {
    return (await this.settledAmong(waitingFor(await this.matter(caseId)))).filter((one) => one.caseId !== caseId);
  }

  /** The cases that waited for this one alone, whatever it is merged with, and are resolved or closed: see `resolvedWaiting`. */
  resolvedWaitingForOne(state: CaseState): Promise<WaitingCase[]> {
    return this.settledAmong(waitingFor([state]));
  }

  /** Of the cases in which work goes on those that are resolved or closed, each once. */
  private async settledAmong(caseIds: readonly string[]): Promise<WaitingCase[]> {
    const waiting = await this.goingOn([...new Set(caseIds)].slice(0, RELATED_AT_MOST));
    const settled = waiting.filter(({ status }) => status === 'RESOLVED' || status === 'CLOSED');
    return [...new Map(settled.map(({ caseId, accountable }) => [caseId, { caseId, accountable }])).values()];
  }

  /**
   * What a case and its duplicates wait for that is open: of each the case in which work goes on. Reads at most 100 of them,
   * all at once.
   */
  async openWork(caseId: string): Promise<string[]> {
    const matter = await this.matter(caseId);
    const own = idsOf(matter);
    const waitedFor = [...new Set(matter.flatMap(blockingLinks).map(({ other }) => other))].slice(0, RELATED_AT_MOST);
    const open = (await this.goingOn(waitedFor)).filter(({ status }) => status === 'OPEN');
    return [...idsOf(open)].filter((one) => !own.has(one));
  }

  /** The case into which another one was merged, as it stands now; undefined where it was not merged. */
  async survivor(caseId: string): Promise<CaseState | undefined> {
    const survivor = mergedInto(await this.cases.state(caseId));
    return survivor === undefined ? undefined : this.cases.state(survivor);
  }

  /** The cases that were merged into a case, what they promised owed by whoever answers for it: see `owing`. */
  async duplicatesOf(caseId: string): Promise<CaseState[]> {
    const state = await this.cases.state(caseId);
    return (await this.duplicates(state)).map((duplicate) => owedThrough(duplicate, state));
  }

  /** The cases that were merged into a case, as they stand now, in the order of their ids. */
  async duplicates(state: CaseState): Promise<CaseState[]> {
    return Promise.all(
      duplicatesOf(state)
        .sort()
        .map((caseId) => this.cases.state(caseId)),
    );
  }

  /** Whether a case waits for itself if `parent` waits for `child`: whether the child is among those above the parent. */
  async circle(parent: string, child: string): Promise<Circle> {
    return this.above(await this.matter(parent), idsOf(await this.matter(child)));
  }

  /** Whether a case waits for itself, by way of others, if two are one matter; what one of the two waits for in the other is no more. */
  async circleOfMerge(caseId: string, into: string): Promise<Circle> {
    const matter = [...(await this.matter(into)), ...(await this.matter(caseId))];
    return this.above(matter, idsOf(matter));
  }

  /**
   * Whether one of these cases is found upwards from a matter: among those that wait for it, for what waits for it, and so on.
   * Looks at most at 100 matters, and reads at most 1,000 streams of them and the duplicates of the last: then it is `TOO_LONG`.
   */
  private async above(matter: readonly CaseState[], wanted: ReadonlySet<string>): Promise<Circle> {
    const own = idsOf(matter);
    const found = new Set(waitingFor(matter).filter((caseId) => !own.has(caseId)));
    let read = 0;
    for (const caseId of found) {
      if (wanted.has(caseId)) return 'CLOSED';
      if (found.size > RELATED_AT_MOST || read > READ_AT_MOST) return 'TOO_LONG';
      const next = await this.matter(caseId);
      read += next.length;
      if (next.some((one) => own.has(one.caseId))) continue;
      for (const other of [...idsOf(next), ...waitingFor(next)]) found.add(other);
    }
    return 'NONE';
  }

  /** Of each of these cases the one in which work goes on. */
  private goingOn(caseIds: readonly string[]): Promise<CaseState[]> {
    return Promise.all(caseIds.map((caseId) => this.whereWorkGoesOn(caseId)));
  }

  /** The case into which one was merged, or else the case itself. */
  private async whereWorkGoesOn(caseId: string): Promise<CaseState> {
    const state = await this.cases.state(caseId);
    const survivor = mergedInto(state);
    return survivor === undefined ? state : this.cases.state(survivor);
  }

  /** The case in which work on a matter goes on, and its duplicates: what any of them waits for the matter waits for. */
  private async matter(caseId: string): Promise<CaseState[]> {
    const goingOn = await this.whereWorkGoesOn(caseId);
    return [goingOn, ...(await this.duplicates(goingOn))];
  }

  /** A case that was merged stands as the one in which work goes on; in the case that asks there is nothing to wait for. */
  private async standing(caseId: string, asking: string): Promise<BlockingCase> {
    const goingOn = await this.whereWorkGoesOn(caseId);
    const settled = goingOn.status !== 'OPEN' || caseId === asking || goingOn.caseId === asking;
    return { caseId, settled, accountable: goingOn.accountable };
  }
}

/** So many streams of cases and their duplicates are read to find a circle. */
const READ_AT_MOST = 1_000;

const idsOf = (cases: readonly CaseState[]): ReadonlySet<string> => new Set(cases.map(({ caseId }) => caseId));

const waitingFor = (matter: readonly CaseState[]): string[] => matter.flatMap(waitingLinks).map(({ other }) => other);
