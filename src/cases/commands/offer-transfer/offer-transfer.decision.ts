import { counts, type Counting } from '@baton/chain-alarms';
import { Code, Described, Flag, Id, Nested, OneOf, Text } from '@baton/fields';
import {
  BriefAction,
  derivedId,
  refuse,
  ReliedOnSuggestion,
  TransferMode,
  TransferReason,
  type CaseFact,
  type Given,
  type OfferQueue,
  type PreferencesSet,
  type TransferOffered,
  type Urgency,
} from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { WorkingCalendar } from '@baton/working-calendar';
import { callBackOf } from '../../call-back.js';
import { openTransfer, type CaseState } from '../../case.state.js';
import { shiftOnRecord, type SenderOnRecord } from '../../end-of-shift.js';
import { completeness, handoffBrief } from '../../handoff-brief.js';
import { isOpen, notBefore, sinceAccountable, takesNewWork, worksFor, type DoorFacts } from '../../guards.js';
import { offerExpiry } from '../../offer-expiry.js';
import { queueOf } from '../../offer-queue.js';
import type { DuplicatesFacts } from '../../owed-promises.js';
import { openingDayLater } from '../../opening-day.js';
import {
  canBePutThrough,
  hasRoomNow,
  hasSkill,
  somebodyAnswers,
  somebodyStays,
  type Receiver,
} from '../../receiver.guards.js';
import { reliedOn, reliesOn } from '../../suggestion.guards.js';
import { demandedTier, riskTier } from '../../risk-tier.js';
import { mayPassOn, newest } from '../../transfer.guards.js';

@Described('A suggestion that the offer relies on, as suggestDepartments gave it.')
export class SealedSuggestion extends ReliedOnSuggestion {
  @Text('Its seal, unchanged', { max: 100 }) seal: string;
}

@Described(
  'Offers the case to another department with a handoff brief. The sender stays accountable until it is accepted (H1).',
)
export class OfferTransfer {
  @Id('The case') caseId: string;
  @Code('The department it is offered to') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
  @Code('The skill that is needed, if any: one of the receiver', { optional: true }) skill?: string;
  @OneOf(TransferMode, 'How the transfer is made; with no customer on the line when absent', { optional: true })
  mode?: TransferMode;
  @OneOf(TransferReason, 'Why the case passes on') reason: TransferReason;
  @Text('The one thing that is asked: verb and object', { max: 500 }) ask: string;
  @Nested(() => BriefAction, 'What else is to be done', { list: 20, optional: true }) actions?: BriefAction[];
  @Text('If this happens, then do that; at least one from risk tier 2 on', { list: 20, max: 500, optional: true })
  ifThen?: string[];
  @Text('What the customer must not be asked again, beside the fresh facts', {
    list: 50,
    max: 500,
    personal: true,
    optional: true,
  })
  doNotAskAgain?: string[];
  @Nested(() => SealedSuggestion, 'The suggestion of suggestDepartments that is relied on, if any (X4)', {
    optional: true,
  })
  suggestion?: SealedSuggestion;
  @Flag('Says outright that no fact was verified; needed from risk tier 2 on where none was', { optional: true })
  noneVerified?: boolean;
}

/** What other modules know about the receiver. */
export interface OfferTransferFacts extends DoorFacts, DuplicatesFacts, SenderOnRecord {
  /** Which of the receiving department and those of the actions do not exist. */
  readonly unknown: readonly string[];
  /** The department the agent it is meant for works in; undefined where none is named or he is not registered. */
  readonly toAgentWorksIn?: string | undefined;
  /** When the receiving department is open; undefined where there is no such department. */
  readonly calendar: WorkingCalendar | undefined;
  /** When both can be called, where that is not when they are open. */
  readonly byPhone?: { readonly sender?: WorkingCalendar | undefined; readonly receiver?: WorkingCalendar | undefined };
  /** How the customer wants to be reached; nothing where that is not known. */
  readonly customer?: Readonly<PreferencesSet> | undefined;
  /** Whether the suggestion relied on was made by Baton when that department was accountable (X4). */
  readonly suggestedTo?: ((from: string) => boolean) | undefined;
  /** How the receiver stands now; undefined where there is no such department. */
  readonly receiver?: Receiver | undefined;
}

/**
 * H1, H2, H3, H4 and the brief: the sender types the ask and the reason, the trail fills in the rest. From risk tier 2 on,
 * or once the chain gave a warning (H10), the brief needs a contingency and a verified fact, or the words that none was
 * verified. X3: what its duplicates promised passes on with it. H11: nothing is offered to an agent who is away or leaving. H7: no customer is put through to nobody.
 */
export const offerTransfer =
  (command: OfferTransfer, given: Given, facts: OfferTransferFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    const transferId = derivedId(given.commandId, 'transfer');
    if (state.transfers.has(transferId)) return [];
    isOpen(state);
    worksFor(
      given,
      state.accountable,
      'offer this case',
      'Ask them to offer it, or say with addNote where it should go.',
    );
    const { calendar } = facts;
    if (facts.unknown.length > 0 || !calendar) return refuseUnknown(command, facts.unknown);
    if (command.toAgent !== undefined && facts.toAgentWorksIn !== command.to) {
      refuse('AGENT_UNKNOWN', `${command.toAgent} does not work in ${command.to}. The query agents lists who does.`, {
        missing: ['toAgent'],
      });
    }
    if (command.toAgent !== undefined) takesNewWork(command.toAgent, facts);
    if (command.toAgent !== undefined && command.toAgent === state.holder) {
      refuse(
        'TRANSFER_TO_ITSELF',
        `${command.toAgent} holds the case already. Offer it to a colleague, or to nobody by name.`,
        {
          rule: 'H3',
          missing: ['toAgent'],
        },
      );
    }
    const open = openTransfer(state);
    if (open) {
      refuse(
        'TRANSFER_ALREADY_OPEN',
        `The case is on offer to ${open.to} since ${open.offeredAt}. Recall that transfer first.`,
        { rule: 'H2' },
      );
    }
    if (command.to === state.accountable && command.reason !== 'ABSENCE_OR_SHIFT') {
      refuse(
        'TRANSFER_TO_ITSELF',
        `${command.to} is accountable already. Only ABSENCE_OR_SHIFT passes a case on within a department.`,
        { rule: 'H3' },
      );
    }
    sinceAccountable(state, given);
    const before = newest(state);
    if (before?.endedAt !== undefined) notBefore(before.endedAt, `the offer to ${before.to} before it ended`, given);
    const offer = countingOf(state, command, given, { ...facts, calendar });
    mayPassOn(state, offer);
    if (command.suggestion) reliesOn(state, command.to, facts.suggestedTo);
    const queue = standsIn(state, command, { ...facts, calendar }, given.now);
    const tier = demandedTier(state, facts.duplicates);
    const brief = handoffBrief(state, command, given.now, facts.duplicates);
    const missing = missingFromBrief(tier, command, brief.factsVerified.length);
    if (missing.length) {
      refuse('BRIEF_INCOMPLETE', `The brief of risk tier ${tier} is demanded: it needs ${missing.join(' and ')}.`, {
        rule: 'H6',
        missing,
        alternatives: missing.map((part) => REMEDIES[part]),
      });
    }
    return [
      {
        type: 'TransferOffered',
        data: {
          transferId,
          from: offer.from,
          to: offer.to,
          ...(command.toAgent === undefined ? {} : { toAgent: command.toAgent }),
          ...(command.skill === undefined ? {} : { skill: command.skill }),
          mode: command.mode ?? 'ASYNC',
          reason: command.reason,
          brief,
          ...(command.doNotAskAgain === undefined ? {} : { doNotAskAgain: command.doNotAskAgain }),
          riskTier: riskTier(state, facts.duplicates),
          completeness: completeness(brief),
          ...times(offer, brief.urgency, calendar, given.now, turnOf(command, queue)),
          ...(offer.shiftOnRecord === true ? { shiftOnRecord: true } : {}),
          ...(queue === undefined ? {} : { queue }),
          ...reliedOn(command.suggestion),
        },
      },
    ];
  };

/** H10: what of the offer says whether it counts; between departments an absence or a shift must be on record with the sender. */
function countingOf(
  { accountable }: CaseState,
  { to, reason }: OfferTransfer,
  { by, now }: Given,
  { sender, senderCalendar, calendar }: SenderOnRecord & { readonly calendar: WorkingCalendar },
): Counting {
  const between = reason === 'ABSENCE_OR_SHIFT' && to !== accountable;
  // Whether an administrator who stands in is away says nothing of the department that offers.
  const record = { senderCalendar, ...(by.department === accountable ? { sender } : {}) };
  return {
    from: accountable,
    to,
    reason,
    ...(between && shiftOnRecord(record, calendar, now) ? { shiftOnRecord: true } : {}),
  };
}

/** Names the departments that there are none of, and where the command names them. */
function refuseUnknown({ to, actions = [] }: OfferTransfer, unknown: readonly string[]): never {
  const missing = actions.flatMap(({ department }, index) =>
    unknown.includes(department) ? [`actions.${index}.department`] : [],
  );
  const named = unknown.length > 0 ? unknown : [to];
  refuse('DEPARTMENT_UNKNOWN', `There is no department ${named.join(' or ')}. The query departments lists them.`, {
    missing: named.includes(to) ? ['to', ...missing] : missing,
  });
}

/**
 * The line in which the offer stands where its receiver has all the work it can do; undefined where it stands in none. H7:
 * refuses to put a customer through unannounced (BLIND) to whoever cannot take them: be it closed, without anybody free, or
 * full. In a consult or a conference the sender speaks with the receiver first, who says by itself whether it can take them:
 * it is refused only where nobody there is at work, and the line says what was known. Whatever the mode, it is refused to a department that everybody has left. Within a department its own limit does not count, as it
 * answers for the case already, nor do its hours; a colleague's limit does, and that of a skill.
 */
function standsIn(
  state: CaseState,
  { to, mode = 'ASYNC', toAgent, skill }: OfferTransfer,
  {
    receiver,
    calendar,
    senderCalendar,
    byPhone,
    customer = {},
  }: OfferTransferFacts & { readonly calendar: WorkingCalendar },
  now: string,
): OfferQueue | undefined {
  if (!receiver) return undefined;
  somebodyStays(to, receiver.staying, 'to');
  hasSkill({ to, toAgent, skill }, receiver);
  const within = to === state.accountable;
  const backlogs = receiver.backlogs.filter(({ limitOf }) => !within || limitOf !== 'DEPARTMENT');
  const queue = queueOf(backlogs, calendar, now, receiver.position);
  if (mode === 'ASYNC') return queue;
  const earliest = queue?.expectedAt ?? now;
  const hours = { department: byPhone?.sender ?? senderCalendar, customer };
  const callBack = callBackOf(state, { to, receiver: byPhone?.receiver ?? calendar, hours, earliest });
  const offer = { to, queue, callBack };
  if (!within) somebodyAnswers(offer, receiver);
  if (mode !== 'BLIND') return queue;
  if (!within) canBePutThrough(offer, receiver);
  hasRoomNow(offer, backlogs);
  return queue;
}

/** When its time to expire begins where it stands in a line: with the customer on the line nobody waits for a turn. */
const turnOf = ({ mode = 'ASYNC' }: OfferTransfer, queue: OfferQueue | undefined): string | undefined =>
  mode === 'ASYNC' ? queue?.expectedAt : undefined;

/** H4, H10: when the offer expires; and when it has waited for an opening day, where that counts and comes before. */
function times(
  offer: Counting,
  urgency: Urgency,
  receiver: WorkingCalendar,
  now: string,
  turn: string | undefined,
): Partial<TransferOffered> {
  const expiry = offerExpiry(receiver, urgency, now, turn);
  const waitedAt = counts(offer) ? openingDayLater(receiver, now) : undefined;
  return waitedAt !== undefined && waitedAt < expiry.expiresAt ? { ...expiry, waitedAt } : { ...expiry };
}

const REMEDIES = {
  ifThen: 'Give one contingency in ifThen: what to do if the first thing fails',
  factsVerified: 'Establish a verified fact with establishFact, or say noneVerified: true',
} as const;

/** What the risk tier demands of a brief and is not there: nothing at tier 1. */
export function missingFromBrief(
  tier: number,
  command: Pick<OfferTransfer, 'ifThen' | 'noneVerified'>,
  verified: number,
): (keyof typeof REMEDIES)[] {
  if (tier < 2) return [];
  const missing: (keyof typeof REMEDIES)[] = [];
  if (!command.ifThen?.length) missing.push('ifThen');
  if (verified === 0 && !command.noneVerified) missing.push('factsVerified');
  return missing;
}
