import { Inject, Injectable } from '@nestjs/common';
import { streamOf, type CaseFact, type Position } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Streams, type CommandContext, type EventStore } from '@baton/event-store';
import { EVENT_STORE } from '../platform/engine/tokens.js';
import { AtLeast } from '../platform/graphql/at-least.js';
import type { CursorKey } from '../platform/graphql/connection.js';
import { caseAggregate } from './case-folds.state.js';
import { openPromises, type CaseState } from './case.state.js';
import {
  escalateUnattended,
  giveBack,
  passOn,
  type ComingBack,
  type Passing,
  type Unattended,
} from './passing.decision.js';
import { caseList } from './views/case-list/case-list.projection.js';
import { ListedCases, placeInList, type WhichCases } from './views/case-list/listed-cases.js';
import { promisesOfMatter } from './owed-promises.js';
import { CaseReader } from './views/case-reader.js';
import { PromiseLedger } from './views/promises/promise-ledger.js';
import { promiseLedger } from './views/promises/promises.projection.js';

/** An open case that an agent holds, or one with promises that are his to keep though nobody of his department holds it. */
export interface WorkInHand {
  readonly caseId: string;
  /** Whether the agent holds the case; else only its promises are his. */
  readonly held: boolean;
  /** The department that is accountable for the case he holds, or that owes the promises. */
  readonly department: string;
  /** The open promises, the next due first. */
  readonly promises: readonly { readonly promiseId: string; readonly due: string }[];
}

/** Rows of a view that are read at once. */
const AT_ONCE = 200;

/** What agents have in their hands: found in the views, and looked at in each case's own stream. */
@Injectable()
export class WorkInHands {
  constructor(
    private readonly cases: ListedCases,
    private readonly ledger: PromiseLedger,
    private readonly reader: CaseReader,
    private readonly streams: Streams,
    private readonly atLeast: AtLeast,
    @Inject(EVENT_STORE) private readonly log: Pick<EventStore, 'head'>,
  ) {}

  /**
   * The open cases an agent holds, the most urgent first, each with its open promises and those of its duplicates (X3); then
   * the promises he made in cases another department is accountable for, which his own still owes (H8): there nobody else
   * sees to them. To what a duplicate promised whoever holds the case sees in which work goes on, else its department.
   * Throws `ViewBehind` where the views do not reach the position.
   * @param atLeast found in views that hold that position; absent: all that is stored by now
   */
  async of(agent: string, atLeast?: Position): Promise<WorkInHand[]> {
    await this.atLeast.reached(atLeast ?? (await this.log.head()), caseList, promiseLedger);
    const work: WorkInHand[] = [];
    for await (const state of this.listed('holder', agent)) {
      if (state.holder === agent)
        work.push({
          caseId: state.caseId,
          held: true,
          department: state.accountable,
          promises: promisesOfMatter(state, await this.reader.duplicates(state)).map(({ promise }) => inShort(promise)),
        });
    }
    const held = new Set(work.map(({ caseId }) => caseId));
    for (const caseId of await this.ledger.casesWithOpenOf(agent)) {
      const state = held.has(caseId) ? undefined : await this.reader.now(caseId);
      const his = state ? openPromises(state).filter((one) => isHis(one, agent, state)) : [];
      const [first] = his;
      if (first) work.push({ caseId, held: false, department: first.department, promises: his.map(inShort) });
    }
    return work;
  }

  /** Those of some cases that there are none of, each once. */
  async unknown(caseIds: readonly string[]): Promise<string[]> {
    const unknown: string[] = [];
    for (const caseId of new Set(caseIds)) {
      const loaded = await this.streams.load(streamOf('case', caseId), caseAggregate);
      if (loaded?.state.status === undefined) unknown.push(caseId);
    }
    return unknown;
  }

  /**
   * The open promises that an agent made and his department owes, in cases of it that nobody holds. They are in nobody's hands: the
   * case waits in the inbox of the department with the time by which they are due. Throws `ViewBehind` as `of` does.
   */
  async inInbox(agent: string, department: string, atLeast?: Position): Promise<WorkInHand[]> {
    await this.atLeast.reached(atLeast ?? (await this.log.head()), promiseLedger);
    const work: WorkInHand[] = [];
    for (const caseId of await this.ledger.casesWithOpenOf(agent)) {
      const state = await this.reader.now(caseId);
      if (state?.status !== 'OPEN' || state.holder !== undefined || state.accountable !== department) continue;
      const made = openPromises(state).filter((one) => one.madeBy === agent && one.department === department);
      if (made.length > 0) work.push({ caseId, held: false, department, promises: made.map(inShort) });
    }
    return work;
  }

  /** The open cases that others hold for an agent while he is away. Throws `ViewBehind` as `of` does. */
  async heldFor(agent: string, atLeast?: Position): Promise<string[]> {
    await this.atLeast.reached(atLeast ?? (await this.log.head()), caseList);
    const found: string[] = [];
    for await (const { caseId, standsInFor } of this.listed('standsInFor', agent)) {
      if (standsInFor === agent) found.push(caseId);
    }
    return found;
  }

  /** The open cases that an agent sees through to their end, whoever works on them (H10). Throws `ViewBehind` as `of` does. */
  async ledBy(agent: string, atLeast?: Position): Promise<string[]> {
    await this.atLeast.reached(atLeast ?? (await this.log.head()), caseList);
    const found: string[] = [];
    for await (const { caseId, lead } of this.listed('lead', agent)) {
      if (lead === agent) found.push(caseId);
    }
    return found;
  }

  /** Passes a case on: see `passOn`. */
  passOn(caseId: string, passing: Passing, context: CommandContext): Promise<void> {
    return this.decide(caseId, passOn(passing), context);
  }

  /** Gives a case back to the agent it is held for: see `giveBack`. */
  giveBack(caseId: string, back: ComingBack, context: CommandContext): Promise<void> {
    return this.decide(caseId, giveBack(back), context);
  }

  /** Tells the supervisor that nobody sees to a case: see `escalateUnattended`. */
  escalate(caseId: string, unattended: Unattended, context: CommandContext): Promise<void> {
    return this.decide(caseId, escalateUnattended(unattended), context);
  }

  private async decide(caseId: string, decision: Decide<CaseState, CaseFact>, context: CommandContext): Promise<void> {
    await this.streams.decide(streamOf('case', caseId), caseAggregate, decision, context);
  }

  /** The open cases that are listed for an agent, the most urgent first, each as its own stream tells it. */
  private async *listed(
    column: 'holder' | 'standsInFor' | 'lead',
    agent: string,
  ): AsyncGenerator<CaseState, void, undefined> {
    const which: WhichCases = (query) => query.where(column, '=', agent).where('status', '=', 'OPEN');
    let after: CursorKey | undefined;
    do {
      const rows = await this.cases.urgentFirst([{ awaiting: false, which }], { limit: AT_ONCE, after });
      const page = rows.slice(0, AT_ONCE);
      for (const { caseId } of page) {
        const state = await this.reader.now(caseId);
        if (state?.status === 'OPEN') yield state;
      }
      const last = page.at(-1);
      after = last && rows.length > AT_ONCE ? placeInList(last) : undefined;
    } while (after);
  }
}

const inShort = ({ promiseId, due }: { readonly promiseId: string; readonly due: string }) => ({ promiseId, due });

const isHis = (promise: { readonly madeBy: string; readonly department: string }, agent: string, state: CaseState) =>
  state.status !== 'MERGED' && promise.madeBy === agent && promise.department !== state.accountable;
