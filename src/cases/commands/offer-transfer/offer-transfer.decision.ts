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
} from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { WorkingCalendar } from '@baton/working-calendar';
import { openTransfer, type CaseState } from '../../case.state.js';
import { completeness, handoffBrief } from '../../handoff-brief.js';
import { isOpen, takesNewWork, worksFor, type DoorFacts } from '../../guards.js';
import { offerExpiry } from '../../offer-expiry.js';
import { canTakeNow, type Receiver } from '../../receiver.guards.js';
import { demandedTier, riskTier } from '../../risk-tier.js';
import { mayPassOn } from '../../transfer.guards.js';

@Described(
  'Offers the case to another department with a handoff brief. The sender stays accountable until it is accepted (H1).',
)
export class OfferTransfer {
  @Id('The case') caseId: string;
  @Code('The department it is offered to') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
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
  @Nested(() => ReliedOnSuggestion, 'The suggestion of suggestDepartments that is relied on, if any (X4)', {
    optional: true,
  })
  suggestion?: ReliedOnSuggestion;
  @Flag('Says outright that no fact was verified; needed from risk tier 2 on where none was', { optional: true })
  noneVerified?: boolean;
}

/** What other modules know about the receiver. */
export interface OfferTransferFacts extends DoorFacts {
  /** Whether the receiving department and those of the actions exist. */
  readonly departmentKnown: boolean;
  /** The department the agent it is meant for works in; undefined where none is named or he is not registered. */
  readonly toAgentWorksIn?: string | undefined;
  /** When the receiving department is open; undefined where there is no such department. */
  readonly calendar: WorkingCalendar | undefined;
  /** How the receiver of a live transfer stands now; absent where no customer is on the line. */
  readonly receiver?: Receiver | undefined;
}

/**
 * H1, H2, H3, H4 and the brief: the sender types the ask and the reason, the trail fills in the rest. From risk tier 2 on,
 * or once the chain gave a warning (H10), the brief needs a contingency and a verified fact, or the words that none was
 * verified. H11: nothing is offered to an agent who is away or leaving. H7: no customer is put through to nobody.
 */
export const offerTransfer =
  (command: OfferTransfer, given: Given, facts: OfferTransferFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    const transferId = derivedId(given.commandId, 'transfer');
    if (state.transfers.has(transferId)) return [];
    isOpen(state);
    worksFor(given, state.accountable, 'offer this case');
    const { calendar } = facts;
    if (!facts.departmentKnown || !calendar) {
      const named = [command.to, ...(command.actions ?? []).map(({ department }) => department)].join(' or ');
      refuse('DEPARTMENT_UNKNOWN', `There is no department ${named}. The query departments lists them.`, {
        missing: ['to', ...(command.actions ? ['actions'] : [])],
      });
    }
    if (command.toAgent !== undefined && facts.toAgentWorksIn !== command.to) {
      refuse('AGENT_UNKNOWN', `${command.toAgent} does not work in ${command.to}. The query agents lists who does.`, {
        missing: ['toAgent'],
      });
    }
    if (command.toAgent !== undefined) takesNewWork(command.toAgent, facts);
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
    mayPassOn(state, command.reason);
    if (command.to !== state.accountable) canTakeNow(command.to, command.mode ?? 'ASYNC', facts.receiver);
    const tier = demandedTier(state);
    const brief = handoffBrief(state, command, given.now);
    const missing = missingFromBrief(tier, command, brief.factsVerified.length);
    if (missing.length) {
      refuse('BRIEF_INCOMPLETE', `The brief of risk tier ${tier} is demanded: it needs ${missing.join(' and ')}.`, {
        rule: 'I-PASS',
        missing,
        alternatives: missing.map((part) => REMEDIES[part]),
      });
    }
    return [
      {
        type: 'TransferOffered',
        data: {
          transferId,
          from: state.accountable,
          to: command.to,
          ...(command.toAgent === undefined ? {} : { toAgent: command.toAgent }),
          mode: command.mode ?? 'ASYNC',
          reason: command.reason,
          brief,
          riskTier: riskTier(state),
          completeness: completeness(brief),
          ...offerExpiry(calendar, brief.urgency, given.now),
          ...(command.suggestion === undefined ? {} : { suggestion: command.suggestion }),
        },
      },
    ];
  };

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
