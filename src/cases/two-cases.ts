import { Injectable } from '@nestjs/common';
import { derivedId, refuse, streamOf, type CaseFact } from '@baton/contracts';
import { Refusal, type Decide } from '@baton/decider';
import { comparePositions, Streams, type CommandContext, type Receipt } from '@baton/event-store';
import { caseAggregate } from './case-folds.state.js';
import { noCase, type CaseEvent, type CaseState } from './case.state.js';

type CaseDecision = Decide<CaseState, CaseFact>;

/** How one of two cases takes back what is between them. */
export interface Undoing {
  readonly caseId: string;
  /** Takes it back; nothing where the case does not say so. */
  readonly untie: CaseDecision;
}

/** What one of two cases says of what is between them. */
export interface Side extends Undoing {
  /** Says it; nothing where the case says so already, or took it back since. */
  readonly tie: CaseDecision;
}

/** What is to be between two cases: each of them says so, or none (X3). */
export interface Tie {
  /** In the order in which they are asked, and in which they take back. */
  readonly sides: readonly [Side, Side];
  /** The case the command names: its receipt, its `expectedRevision`. */
  readonly named: string;
  /** Whether a case says so. */
  readonly holds: (state: CaseState) => boolean;
  /** Looks at both again once both have said so: refuses what must be taken back. */
  readonly confirm?: () => Promise<void>;
  /** What follows once both have said so, or it was taken back: as the two stand then. */
  readonly after?: () => Promise<void>;
}

/**
 * Together or not at all, on the streams of two cases: see docs/adr/0022-two-cases-say-it.md. Every step has a command
 * id made of the command's, so that a command sent again goes on where it was, whoever sends it.
 */
@Injectable()
export class TwoCases {
  constructor(private readonly streams: Streams) {}

  /** The case as its own stream tells it now; `noCase` where there is none. */
  async state(caseId: string): Promise<CaseState> {
    return (await this.streams.load(streamOf('case', caseId), caseAggregate))?.state ?? noCase;
  }

  /** The event with which a case said something. */
  async event(caseId: string, revision: number): Promise<CaseEvent> {
    for await (const event of this.streams.read(streamOf('case', caseId), { from: revision, limit: 1 })) {
      return event as CaseEvent;
    }
    throw new Error(`The case ${caseId} has lost its event ${revision}`);
  }

  /** The receipt of a case in which nothing is left to do. */
  nothingLeft(caseId: string, context: CommandContext): Promise<Receipt> {
    return this.step(caseId, () => [], caseId, context);
  }

  /**
   * Lets both cases say it. What the second refuses, or the look at both, is taken back in the first; asked again that
   * command is refused with `TAKEN_BACK`.
   */
  async tie(tie: Tie, context: CommandContext): Promise<Receipt> {
    const [first, second] = tie.sides;
    await this.refuseTakenBack(tie, context);
    if (!(await this.streams.answered(streamOf('case', first.caseId), context))) await this.refuseAhead(tie, context);
    const one = await this.step(first.caseId, first.tie, tie.named, context);
    // Said already by another command, or taken back since: there is nothing for the second to say.
    if (!tie.holds(await this.state(first.caseId))) return this.nothingToSay(tie, context);
    try {
      const other = await this.step(second.caseId, second.tie, tie.named, stepOf(context, 'second'));
      // Whoever took it back in the first before the second said it found nothing there to take back.
      if (tie.holds(await this.state(first.caseId))) await tie.confirm?.();
      else await this.takeBack(tie, context);
      await this.refuseTakenBack(tie, context);
      await tie.after?.();
      return receiptFor(tie.named, one, other);
    } catch (error) {
      // A business no is the end of it. After any other error nobody knows what was stored: the command sent again does.
      if (error instanceof Refusal) await this.takeBack(tie, context);
      throw error;
    }
  }

  /**
   * Lets both cases take it back; the one first that said it first, unless both have said it. A `tie` that is still under
   * way then sees that the first says it no longer.
   */
  async untie(named: string, [first, second]: readonly [Undoing, Undoing], context: CommandContext): Promise<Receipt> {
    const one = await this.step(first.caseId, first.untie, named, context);
    const other = await this.step(second.caseId, second.untie, named, stepOf(context, 'second'));
    return receiptFor(named, one, other);
  }

  /** What the second case refuses as it stands now is refused before the first says anything. */
  private async refuseAhead({ sides: [, second], named }: Tie, context: CommandContext): Promise<void> {
    second.tie(await this.state(second.caseId));
    if (second.caseId !== named) return;
    await this.streams.decide(streamOf('case', named), caseAggregate, () => [], stepOf(context, 'look'));
  }

  /**
   * Lets a case say what follows from what was said in others, now. What says nothing is not asked: a command that had
   * nothing to do is remembered, and this one may have to later.
   */
  async follow(caseId: string, decide: CaseDecision, step: CommandContext): Promise<void> {
    if (decide(await this.state(caseId)).length === 0) return;
    await this.streams.decide(streamOf('case', caseId), caseAggregate, decide, step);
  }

  private async nothingToSay(tie: Tie, context: CommandContext): Promise<Receipt> {
    await this.takeBack(tie, context);
    await this.refuseTakenBack(tie, context);
    return this.step(tie.named, () => [], tie.named, unexpecting(stepOf(context, 'nothing')));
  }

  private step(caseId: string, decide: CaseDecision, named: string, context: CommandContext): Promise<Receipt> {
    const within = caseId === named ? context : unexpecting(context);
    return this.streams.decide(streamOf('case', caseId), caseAggregate, decide, within);
  }

  private async takeBack({ sides, after }: Tie, context: CommandContext): Promise<void> {
    for (const { caseId, untie } of sides) await this.follow(caseId, untie, takingBack(context, caseId));
    await after?.();
  }

  private async refuseTakenBack(tie: Tie, context: CommandContext): Promise<void> {
    const { caseId } = tie.sides[0];
    if (!(await this.streams.answered(streamOf('case', caseId), takingBack(context, caseId)))) return;
    await this.takeBack(tie, context);
    const message = 'One of the two cases had moved on meanwhile, so it was taken back. Look at both, then ask anew.';
    refuse('TAKEN_BACK', message, { rule: 'X3' });
  }
}

const unexpecting = ({ expectedRevision: _, ...context }: CommandContext): CommandContext => context;

const stepOf = (context: CommandContext, word: string): CommandContext => ({
  ...context,
  commandId: derivedId(context.commandId, word),
});

/** The context of a step that follows from a command: it happens now, wherever the case stands. */
export function stepNow(context: CommandContext, word: string): CommandContext {
  const { occurredAt: _, ...now } = unexpecting(stepOf(context, word));
  return now;
}

/** The context of the step by which a case takes back what the command had let it say. */
const takingBack = (context: CommandContext, caseId: string): CommandContext =>
  stepNow(context, `${caseId} takes back`);

/** The receipt of the case the command names, at the position at which both cases have said it. */
function receiptFor(named: string, one: Receipt, other: Receipt): Receipt {
  const own = one.stream === streamOf('case', named) ? one : other;
  const [earlier, later] = [one.position, other.position].sort(comparePositions);
  return { ...own, position: later ?? earlier ?? own.position };
}
