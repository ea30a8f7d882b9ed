import { Described, Id, Nested, saysTheSame, Text } from '@baton/fields';
import { HandoffBrief, ReadBack, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { untoldPassings, type CaseState, type KnownTransfer } from '../../case.state.js';
import { alarmsRaisedBy } from '../../chain-alarms.js';
import { briefNow } from '../../handoff-brief.js';
import { isOpen, notBefore, takesNewWork, worksFor, type DoorFacts } from '../../guards.js';
import { movedPromises } from '../../moved-promises.js';
import type { DuplicatesFacts } from '../../owed-promises.js';
import { compared, saysSomething } from '../../read-back-comparison.js';
import { demandedTier } from '../../risk-tier.js';
import {
  mayPassOn,
  notHisOwn,
  readBackTheSame,
  staysTheSame,
  stillOffered,
  transferOf,
} from '../../transfer.guards.js';

@Described('A promise that does not move with the case, and why (H8).')
export class StayingPromise {
  @Id('The promise') promiseId: string;
  @Text('Why it stays with the department that owes it', { max: 500 }) reason: string;
}

@Described('Accepts the case: the receiver is accountable from this moment, and its agent holds the case (H1).')
export class AcceptTransfer {
  @Id('The case') caseId: string;
  @Id('The transfer; the open one when absent', { optional: true }) transferId?: string;
  @Nested(() => ReadBack, 'What the receiver understood; required from risk tier 2 on (H6)', { optional: true })
  readBack?: ReadBack;
  @Nested(() => StayingPromise, 'Open promises that stay where they are; all others move to the receiver (H8)', {
    list: 50,
    optional: true,
  })
  staying?: StayingPromise[];
}

/** What is known of who accepts, and of the cases merged into this one. */
export type AcceptTransferFacts = DoorFacts & DuplicatesFacts;

/**
 * H6: a read-back from tier 2 on, be it that of the offer or of what was promised since; what it leaves out of the ask is
 * recorded beside it; what it says is done lies ahead. The brief is frozen with what came in since it was offered. H8: every open promise moves to
 * the receiver, or is named with the reason it stays; those of duplicates follow by themselves (`owing`). H10: what that makes of the chain may raise an alarm.
 * Asked twice it is accepted once; with another read-back it is refused, as it was accepted already.
 * H9: a customer who was on the line knows of it, where it is accepted while they still can be. H11: who is away or leaving takes nothing new.
 */
export const acceptTransfer =
  (command: AcceptTransfer, given: Given, facts: AcceptTransferFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    isOpen(state);
    const transfer = transferOf(state, command.transferId);
    worksFor(
      given,
      transfer.to,
      'accept this case',
      `Let them answer; where you should have it, ask ${transfer.from} to recall it and offer it to you.`,
    );
    const his = transfer.status === 'ACCEPTED' && state.holder === given.by.agent;
    if (his && readBackTheSame(transfer, command.readBack) && staysTheSame(transfer, command.staying)) return [];
    stillOffered(transfer);
    notHisOwn(transfer, given, 'accept it');
    notBefore(transfer.offeredAt, 'it was offered', given);
    takesNewWork(given.by.agent, facts);
    mayPassOn(state, transfer);
    const tier = Math.max(transfer.riskTier, demandedTier(state, facts.duplicates));
    if (tier >= 2 && command.readBack === undefined) {
      refuse('READ_BACK_MISSING', `This transfer has risk tier ${tier}: say in readBack what you understood.`, {
        rule: 'H6',
        missing: ['readBack.ask', 'readBack.firstAction', 'readBack.by'],
        alternatives: [`The ask is: ${transfer.brief.ask}`],
      });
    }
    if (tier >= 2 && command.readBack) inWords(command.readBack, transfer.brief.ask);
    const acceptedAt = given.occurredAt ?? given.now;
    if (command.readBack) liesAhead(command.readBack, acceptedAt);
    const { transferId, from, to } = transfer;
    const brief = briefNow(state, transfer, acceptedAt, facts.duplicates);
    const accepted = {
      type: 'TransferAccepted' as const,
      data: {
        transferId,
        from,
        to,
        holder: given.by.agent,
        ...(command.readBack
          ? { readBack: command.readBack, comparison: compared(transfer.brief, command.readBack) }
          : {}),
        ...(saysTheSame(HandoffBrief, brief, transfer.brief) ? {} : { brief }),
      },
    };
    const told = informedLive(state, transfer, acceptedAt);
    return [
      accepted,
      ...movedPromises(state, { transferId, to }, command.staying),
      ...told,
      ...alarmsRaisedBy(accepted, state, given, told),
    ];
  };

/** H6: refuses a read-back that is demanded and says nothing, as “ok” and “-” do. */
function inWords({ ask, firstAction }: ReadBack, offered: string): void {
  const empty = Object.entries({ ask, firstAction }).filter(([, said]) => !saysSomething(said));
  if (empty.length === 0) return;
  const missing = empty.map(([field]) => `readBack.${field}`);
  refuse('READ_BACK_MISSING', `Say it in words of your own: ${missing.join(' and ')} says nothing.`, {
    rule: 'H6',
    missing,
    alternatives: [`The ask is: ${offered}`],
  });
}

/** H6: refuses to read back that something is done by a time that was over when it was accepted. */
function liesAhead({ by }: ReadBack, acceptedAt: string): void {
  if (Date.parse(by) > Date.parse(acceptedAt)) return;
  const message = `You read back that it is done by ${by}, and accept it at ${acceptedAt}: say in readBack.by by when you do it.`;
  refuse('READ_BACK_IN_PAST', message, { rule: 'H6', missing: ['readBack.by'] });
}

/** Minutes after a live offer in which the customer can still be on the line when it is accepted (H9). */
export const ON_THE_LINE_MINUTES = 15;
const MINUTE_MS = 60 * 1000;

/**
 * H9: a customer who is on the line knows who has the case now, whatever nobody told them before. Where a live offer is
 * accepted later, they have hung up, and are to be told as of any other transfer.
 */
function informedLive(state: CaseState, transfer: KnownTransfer, acceptedAt: string): CaseFact[] {
  const waited = Date.parse(acceptedAt) - Date.parse(transfer.offeredAt);
  if (transfer.mode === 'ASYNC' || waited > ON_THE_LINE_MINUTES * MINUTE_MS) return [];
  return [...untoldPassings(state), transfer].map(({ transferId }) => ({
    type: 'CustomerInformedOfTransfer',
    data: { transferId, informedBy: 'LIVE' },
  }));
}
