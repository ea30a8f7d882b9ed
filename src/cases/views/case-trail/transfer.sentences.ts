import type { TransferOffered } from '@baton/contracts';
import { instant, joined, percent, quoted, who } from '../wording.js';
import { MODES, REASONS } from '../words-in-sentences.js';
import type { Sentences } from './sentence.js';

type TransferWord =
  | 'TransferOffered'
  | 'TransferAccepted'
  | 'TransferDeclined'
  | 'TransferRecalled'
  | 'TransferObserved'
  | 'BriefAmended';

/** How the case passed from department to department, in sentences. */
export const transferSentences: Sentences<TransferWord> = {
  TransferOffered: ({ by, data }) =>
    joined(
      [
        `${who(by)} offered the case to ${receiver(data)} because ${REASONS[data.reason]}: ${quoted(data.brief.ask)}`,
        MODES[data.mode],
        `Risk tier ${data.riskTier}, brief ${percent(data.completeness)} complete`,
      ],
      '. ',
    ),
  TransferAccepted: ({ by, data }) => {
    const held = data.holder === by.agent ? '' : `, and ${data.holder} holds it`;
    const accepted = `${who(by)} accepted the case from ${data.from}: ${data.to} is accountable now${held}`;
    if (!data.readBack) return accepted;
    const { ask, firstAction, by: until } = data.readBack;
    return `${accepted}. Understood: ${quoted(ask)}; first ${quoted(firstAction)}, by ${instant(until)}`;
  },
  TransferDeclined: ({ by, data }) => {
    const suggestion =
      data.suggestedDepartment === undefined
        ? 'who should have it is not known'
        : `${data.suggestedDepartment} should have it`;
    return `${who(by)} declined the case from ${data.from}: ${quoted(data.reason)}. It stays with ${data.from}; ${suggestion}`;
  },
  TransferRecalled: ({ by, data }) => `${who(by)} took back the offer to ${data.to}: ${quoted(data.reason)}`,
  TransferObserved: ({ data }) => `The case passed from ${data.from} to ${data.to} without a documented handoff`,
  BriefAmended: ({ by, data }) => `${who(by)} corrected the brief of a transfer: ${quoted(data.correction)}`,
};

const receiver = ({ to, toAgent }: TransferOffered): string => (toAgent === undefined ? to : `${to} (for ${toAgent})`);
