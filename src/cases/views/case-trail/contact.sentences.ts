import type { Channel, Contact } from '@baton/contracts';
import { capital, duration, instant, joined, onOneLine, quoted, told, who } from '../wording.js';
import { BY_CHANNEL, DISPOSITIONS, INBOUND, OUTBOUND } from '../words-in-sentences.js';
import type { Sentences } from './sentence.js';

type ContactWord =
  | 'ContactRecorded'
  | 'ContactCorrected'
  | 'CustomerRetold'
  | 'NoteAdded'
  | 'FactEstablished'
  | 'QuestionRaised'
  | 'QuestionAnswered';

const TOGETHER: readonly Channel[] = ['PHONE', 'CHAT', 'VISIT'];

/** Contacts and what was learned in them, in sentences. */
export const contactSentences: Sentences<ContactWord> = {
  ContactRecorded: ({ by, data }) =>
    isBare(data)
      ? `${who(by)} had contact with the customer; how is not documented`
      : `${who(by)} recorded a contact${told(data.matter, '')}. ${contactInWords(data)}`,
  ContactCorrected: ({ by, data }) =>
    `${who(by)} corrected the record of a contact because ${quoted(data.reason)}${told(data.matter, '')}. ${contactInWords(data)}`,
  CustomerRetold: ({ by, data }) => `The customer had to tell ${who(by)} again what was known: ${data.topic}`,
  NoteAdded: ({ by, data }) => `${who(by)} ${data.attempt ? 'tried' : 'noted'}: ${quoted(data.text)}`,
  FactEstablished: ({ by, data }) =>
    joined(
      [
        `${who(by)} established a fact, ${data.topic}: ${quoted(data.value)}`,
        data.verifiedBy === undefined ? 'not verified' : `verified by ${quoted(data.verifiedBy)}`,
        data.freshUntil !== undefined && `good until ${instant(data.freshUntil)}`,
      ],
      ', ',
    ),
  QuestionRaised: ({ by, data }) =>
    `${who(by)} has a question for ${data.department ?? 'the customer'}: ${quoted(data.text)}`,
  QuestionAnswered: ({ by, data }) => `${who(by)} answered an open question: ${quoted(data.answer)}`,
};

/** Nothing but that there was a contact, and perhaps when, is documented. */
const isBare = ({ contactId: _id, startedAt: _start, endedAt: _end, ...rest }: Contact): boolean =>
  Object.keys(rest).length === 0;

/** A contact in one or two sentences: who reached whom, how long it took, who took part, how it ended. */
export function contactInWords(contact: Partial<Contact>): string {
  const { participants = [], disposition, abandoned } = contact;
  const course = joined(
    [
      capital(reached(contact)),
      length(contact),
      participants.length > 0 && `with ${participants.map(onOneLine).join(', ')}`,
    ],
    ', ',
  );
  const end = abandoned ? 'The customer gave up before it was finished' : disposition && DISPOSITIONS[disposition];
  return joined([course, end], '. ');
}

/** Who reached whom and how, as far as it is documented: nothing is made up. */
function reached({ direction, channel }: Partial<Contact>): string {
  if (direction === undefined)
    return `contact with the customer${channel === undefined ? '' : ` ${BY_CHANNEL[channel]}`}`;
  if (channel !== undefined) return (direction === 'OUTBOUND' ? OUTBOUND : INBOUND)[channel];
  return direction === 'OUTBOUND' ? 'we reached the customer' : 'the customer reached us';
}

/** Only of a contact in which both sides were there at the same time. */
function length({ channel, startedAt, endedAt }: Partial<Contact>): string | undefined {
  if (channel !== undefined && !TOGETHER.includes(channel)) return undefined;
  if (startedAt === undefined || endedAt === undefined || endedAt <= startedAt) return undefined;
  return `for ${duration(Date.parse(endedAt) - Date.parse(startedAt))}`;
}
