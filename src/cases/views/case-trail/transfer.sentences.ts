import type { CustomerInformedOfTransfer, TransferOffered } from '@baton/contracts';
import { instant, joined, percent, quoted, told, who } from '../wording.js';
import { MODES, PARTS, REASONS, WAIVERS } from '../words-in-sentences.js';
import type { Sentences } from './sentence.js';

type TransferWord =
  | 'TransferOffered'
  | 'TransferAccepted'
  | 'TransferDeclined'
  | 'TransferRecalled'
  | 'TransferExpired'
  | 'TransferObserved'
  | 'AssignmentArbitrated'
  | 'CustomerInformedOfTransfer'
  | 'HandoffRated'
  | 'BriefAmended';

/** How the case passed from department to department, in sentences. */
export const transferSentences: Sentences<TransferWord> = {
  TransferOffered: ({ by, data }) =>
    joined(
      [
        `${who(by)} offered the case to ${receiver(data)} because ${REASONS[data.reason]}: ${quoted(data.brief.ask)}`,
        MODES[data.mode],
        `Risk tier ${data.riskTier}, brief ${percent(data.completeness)} complete`,
        data.expiresAt !== undefined && `The offer holds until ${instant(data.expiresAt)}`,
      ],
      '. ',
    ),
  TransferAccepted: ({ by, data }) => {
    const held = data.holder === by.agent ? '' : `, and ${data.holder} holds it`;
    const accepted = `${who(by)} accepted the case from ${data.from}: ${data.to} is accountable now${held}`;
    const since = data.brief === undefined ? '' : '. The brief says what came in since it was offered';
    if (!data.readBack) return `${accepted}${since}`;
    const { ask, firstAction, by: until } = data.readBack;
    const left = (data.comparison?.notMentioned ?? []).map((word) => quoted(word)).join(', ');
    const leftOut = left === '' ? '' : `. Not mentioned of the ask: ${left}`;
    return `${accepted}. Understood: ${quoted(ask)}; first ${quoted(firstAction)}, by ${instant(until)}${leftOut}${since}`;
  },
  TransferDeclined: ({ by, data }) => {
    const suggestion =
      data.suggestedDepartment === undefined
        ? 'who should have it is not known'
        : `${data.suggestedDepartment} should have it`;
    return `${who(by)} declined the case from ${data.from}: ${quoted(data.reason)}. It stays with ${data.from}; ${suggestion}`;
  },
  TransferRecalled: ({ by, data }) => `${who(by)} took back the offer to ${data.to}: ${quoted(data.reason)}`,
  TransferExpired: ({ data }) =>
    `Nobody in ${data.to} answered the offer by ${instant(data.expiresAt)}: it expired, and the case stays with ${data.from}`,
  TransferObserved: ({ data }) => `The case passed from ${data.from} to ${data.to} without a documented handoff`,
  AssignmentArbitrated: ({ by, data }) =>
    `${who(by)} decided that ${data.to} is accountable from now on, not ${data.from}: ${quoted(data.reason)}`,
  CustomerInformedOfTransfer: ({ by, data }) =>
    joined(
      [
        `${informed(data, who(by))}${told(data.text, '')}`,
        data.nextBy !== undefined && `The customer hears next by ${instant(data.nextBy)}`,
      ],
      '. ',
    ),
  HandoffRated: ({ by, data }) =>
    joined(
      [
        `${who(by)} rated the handoff from ${data.from} ${data.score} of 5${told(data.comment, '')}`,
        data.lacking.length > 0 && `Lacking: ${data.lacking.map((part) => PARTS[part]).join(', ')}`,
      ],
      '. ',
    ),
  BriefAmended: ({ by, data }) => `${who(by)} corrected the brief of a transfer: ${quoted(data.correction)}`,
};

const receiver = ({ to, toAgent }: TransferOffered): string => (toAgent === undefined ? to : `${to} (for ${toAgent})`);

function informed({ informedBy, waiver }: CustomerInformedOfTransfer, by: string): string {
  if (informedBy === 'WAIVER') {
    const why = waiver === undefined ? 'why is not documented' : WAIVERS[waiver];
    return `${by} waived telling the customer of the transfer: ${why}`;
  }
  return informedBy === 'LIVE'
    ? 'The customer was on the line when the case passed on'
    : `${by} told the customer who has the case now`;
}
