import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { derivedId, streamOf, type By, type HandoverCase, type HandoverLeft, type RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import { hashOfCommand, Streams, type CommandContext, type Receipt } from '@baton/event-store';
import { issue } from '../platform/commands/issue.js';
import {
  FinishHandover,
  finishHandover,
  handoverUnknown,
} from './commands/finish-handover/finish-handover.decision.js';
import { offerIdOf } from './commands/hand-over-shift/hand-over-shift.decision.js';
import { OfferTransfer } from './commands/offer-transfer/offer-transfer.decision.js';
import { whyNotHandedOver, type Trouble } from './handover.guards.js';
import { handoverAggregate, type Handover, type HandoverState } from './handover.state.js';
import { RelatedCases } from './related-cases.js';
import { TwoCases } from './two-cases.js';
import { briefDraftOf } from './views/brief-draft/brief-draft.document.js';

/** The longest message that a handover keeps of a case that was left out. */
const LONGEST_MESSAGE = 1000;

/** In whose name a step is taken, and under which id; refused where the stream has moved on since a revision, if one is named. */
interface Stepping {
  readonly by: By;
  readonly commandId: string;
  readonly expectedRevision?: number;
}

/** The stream of a handover. */
export const handoverStream = (handoverId: string): string => streamOf('handover', handoverId);

/**
 * Carries out handovers at the end of a shift: see docs/adr/0024-a-shift-is-handed-over.md. Each case is offered and
 * accepted by the same commands as any other, under ids made of the handover's.
 */
@Injectable()
export class ShiftHandovers {
  constructor(
    private readonly streams: Streams,
    private readonly bus: CommandBus,
    private readonly cases: TwoCases,
    private readonly related: RelatedCases,
  ) {}

  /** The handover as its own stream tells it now; undefined where there is none. */
  async state(handoverId: string): Promise<HandoverState> {
    return (await this.streams.load(handoverStream(handoverId), handoverAggregate))?.state;
  }

  /**
   * Offers each case that is not on offer yet, and says so. Whoever asks, and however often, it is done once: the receipt is
   * the same. Refused for a handover that nobody began.
   */
  async offerAll(handoverId: string, context: CommandContext): Promise<Receipt> {
    const stream = handoverStream(handoverId);
    const finishing = finishingOf(handoverId, context);
    const answered = await this.streams.answered(stream, finishing);
    if (answered) return answered;
    const handover = (await this.state(handoverId)) ?? handoverUnknown(handoverId);
    const left: HandoverLeft[] = [];
    for (const one of handover.cases) {
      const trouble = await this.offer(handover, one, context);
      if (trouble) left.push(leftOut(one.caseId, trouble));
    }
    return this.streams.decide(stream, handoverAggregate, finishHandover({ handoverId }, { left }), finishing);
  }

  /** Issues a command on a case as a step of a handover, under an id made of the handover's; why it was refused, if it was. */
  async step<C extends object>(
    command: DescribedClass<C>,
    body: C,
    { by, commandId, expectedRevision }: Stepping,
    { now, correlationId, traceparent }: CommandContext,
  ): Promise<Trouble | undefined> {
    try {
      await issue(this.bus, command, body, { by, now, commandId, expectedRevision, correlationId, traceparent });
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { code: error.code as RefusalCode, message: error.message };
    }
  }

  /** Offers a case within the department, unless that was done; why not, where it has changed in between. */
  private async offer(handover: Handover, one: HandoverCase, context: CommandContext): Promise<Trouble | undefined> {
    const { caseId, transferId, toAgent } = one;
    const { handoverId, agent, department, by } = handover;
    const state = await this.cases.state(caseId);
    if (state.transfers.has(transferId)) return undefined;
    const changed = whyNotHandedOver(state, agent, department);
    if (changed) return changed;
    const words = { to: department, reason: 'ABSENCE_OR_SHIFT', ask: one.ask } as const;
    const { brief, noneVerified } = briefDraftOf(state, words, context.now, await this.related.duplicatesOf(caseId));
    const offer: OfferTransfer = {
      caseId,
      to: department,
      ...(toAgent === undefined ? {} : { toAgent }),
      reason: brief.reason,
      ask: brief.ask,
      ifThen: [...brief.ifThen],
      noneVerified,
    };
    const { via = by.via } = context.by;
    const whose = {
      ...by,
      ...(by.agent === agent ? {} : { onBehalfOf: agent }),
      ...(via === undefined ? {} : { via }),
    };
    const refused = await this.step(
      OfferTransfer,
      offer,
      { by: whose, commandId: offerIdOf(handoverId, caseId) },
      context,
    );
    // Another process may have gone on with it at this moment, and offered it with a brief a moment older.
    return refused && (await this.cases.state(caseId)).transfers.has(transferId) ? undefined : refused;
  }
}

/** A case that was left out, with its message no longer than is kept. */
export const leftOut = (caseId: string, { code, message }: Trouble): HandoverLeft => ({
  caseId,
  code,
  message: message.slice(0, LONGEST_MESSAGE),
});

/** The context of the last word of a handover: the same command, whoever gets there. */
const finishingOf = (handoverId: string, context: CommandContext): CommandContext => {
  const { expectedRevision: _, occurredAt: __, ...now } = context;
  const commandHash = hashOfCommand(FinishHandover.name, { handoverId });
  return { ...now, commandId: derivedId(handoverId, 'offered'), commandHash };
};
