import type { PromiseKept, Reminder } from '@baton/contracts';
import { instant, joined, onOneLine, quoted, told, who } from '../wording.js';
import { ATTEMPTS, BREACHES, BY_CHANNEL } from '../words-in-sentences.js';
import type { Sentences } from './sentence.js';

type PromiseWord =
  | 'PromiseMade'
  | 'PromiseKept'
  | 'PromiseBroken'
  | 'PromiseRenegotiated'
  | 'PromiseReleased'
  | 'PromiseCancelled'
  | 'PromiseAssumed'
  | 'PromiseRetained'
  | 'PromiseReminderDue'
  | 'CallbackAttempted';

/** What was promised and what became of it, in sentences. */
export const promiseSentences: Sentences<PromiseWord> = {
  PromiseMade: ({ by, data }) =>
    joined(
      [
        `${who(by)} promised ${onOneLine(data.beneficiary)}: ${quoted(data.action)}, ${BY_CHANNEL[data.channel]}, from ${instant(data.from, data.zone)} to ${instant(data.due, data.zone)} at the latest`,
        `${data.department} owes it; kept means ${quoted(data.evidence)}`,
        data.condition !== undefined && `It holds if ${quoted(data.condition)}`,
      ],
      '. ',
    ),
  PromiseKept: ({ by, data }) =>
    `${who(by)} recorded a promise as kept on ${instant(data.keptAt)}; ${evidence(data)}${mended(data)}`,
  PromiseBroken: ({ data }) => `A promise due ${instant(data.due)} was broken: ${BREACHES[data.cause]}`,
  PromiseRenegotiated: ({ by, data }) =>
    `${who(by)} agreed on a new time for a promise with the customer, ${instant(data.due)} at the latest, because ${quoted(data.reason)}. It was first promised for ${instant(data.firstDue)}`,
  PromiseReleased: ({ by, data }) =>
    `The customer told ${who(by)} that a promise need not be kept any longer${told(data.reason, '')}${mended(data)}`,
  PromiseCancelled: ({ by, data }) =>
    `${who(by)} withdrew a promise: ${quoted(data.reason)}. ${
      data.conditionFalse ? 'Its condition had become false, so it is no breach' : 'That is a breach'
    }`,
  PromiseAssumed: ({ data }) => `${data.to} now owes a promise that ${data.from} owed before`,
  PromiseRetained: ({ data }) =>
    `${data.department} still owes a promise though the case moved on: ${quoted(data.reason)}`,
  CallbackAttempted: ({ by, data: { outcome, counts, exhausted, nextFrom, nextUntil } }) =>
    joined(
      [
        `${who(by)} tried to call back, but ${ATTEMPTS[outcome]}${counts ? '' : '; too soon after the last attempt, or at a quiet hour, to count'}`,
        exhausted && 'That was the last attempt: the customer is to be written to',
        nextFrom !== undefined &&
          nextUntil !== undefined &&
          `The next is best made from ${instant(nextFrom)} to ${instant(nextUntil)}`,
      ],
      '. ',
    ),
  PromiseReminderDue: ({ data: { reminder, due, department, agent, insteadOf } }) =>
    `${PASSED[reminder]} of the working time until a promise is due on ${instant(due)} has passed: ${agent ?? department} was reminded${insteadOf === undefined ? '' : `, as ${insteadOf} is away`}`,
};

const PASSED: Readonly<Record<Reminder, string>> = { HALFWAY: 'Half', PRESSING: 'Four fifths' };

const mended = ({ mendsBreach }: { readonly mendsBreach?: boolean }): string =>
  mendsBreach === true ? '. That was before it was due, so it no longer counts as broken' : '';

const evidence = ({ contactId, delivery }: PromiseKept): string => {
  if (delivery !== undefined) return `the evidence is ${quoted(delivery)}`;
  return contactId === undefined ? 'no evidence is documented' : 'the evidence is a contact with the customer';
};
