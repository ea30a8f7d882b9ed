import type { By, CaseOpened } from '@baton/contracts';
import { joined, quoted, told, who } from '../wording.js';
import { WAITING } from '../words-in-sentences.js';
import { contactInWords } from './contact.sentences.js';
import type { Sentences } from './sentence.js';

type LifeWord =
  | 'CaseOpened'
  | 'CaseClaimed'
  | 'CaseReleased'
  | 'WaitStarted'
  | 'WaitEnded'
  | 'WorkReported'
  | 'CaseResolved'
  | 'CaseReopened'
  | 'CaseClosed';

/** The life of a case, in sentences. */
export const lifeSentences: Sentences<LifeWord> = {
  CaseOpened: ({ by, data }) =>
    joined(
      [
        `${who(by)} opened the case${named(data)}${elsewhere(by, data)}${told(data.matter, '; the matter is not documented')}`,
        data.contact ? contactInWords(data.contact) : 'No contact is documented',
      ],
      '. ',
    ),
  CaseClaimed: ({ by, data }) =>
    data.standsInFor !== undefined
      ? `${data.holder} has the case from now on, who stands in for ${data.standsInFor}`
      : data.holder === by.agent
        ? `${who(by)} took the case to work on it`
        : `${who(by)} gave the case to ${data.holder} to work on it`,
  CaseReleased: ({ by, data }) => `${who(by)} put the case back${told(data.reason, '')}`,
  WaitStarted: ({ data }) => `The case waits for ${WAITING[data.on]}`,
  WaitEnded: ({ by }) => `The waiting is over; ${who(by)} went on with the case`,
  WorkReported: ({ by, data }) => `${data.agent ?? by.agent} (${by.department}) reported work: ${quoted(data.step)}`,
  CaseResolved: ({ by, data }) => `${who(by)} resolved the case${told(data.resolution, '; how is not documented')}`,
  CaseReopened: ({ by, data }) => `${who(by)} took the case up again${told(data.reason, '; why is not documented')}`,
  CaseClosed: ({ by, data }) =>
    data.automatic
      ? `The case was closed by a rule${told(data.reason, '')}`
      : `${who(by)} closed the case${told(data.reason, '')}`,
};

/** The department is named where it is not the one of the agent who opened the case. */
const elsewhere = (by: By, { department }: CaseOpened): string =>
  department === by.department ? '' : ` for ${department}`;

const named = ({ reference, product }: CaseOpened): string =>
  `${reference === undefined ? '' : ` ${reference}`}${product === undefined ? '' : ` about ${product}`}`;
