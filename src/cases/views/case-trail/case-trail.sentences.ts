import type { CaseEvent } from '../../case.state.js';
import { duration } from '../wording.js';
import { contactSentences } from './contact.sentences.js';
import { lifeSentences } from './life.sentences.js';
import { promiseSentences } from './promise.sentences.js';
import { statementSentences } from './statement.sentences.js';
import { transferSentences } from './transfer.sentences.js';
import type { Sentences } from './sentence.js';
import { workSentences } from './work.sentences.js';

const DAY = 86_400_000;

/** A sentence for every word of the case. A word the language gains makes this line fail to compile until it has one. */
const sentences: Sentences = {
  ...lifeSentences,
  ...contactSentences,
  ...transferSentences,
  ...workSentences,
  ...promiseSentences,
  ...statementSentences,
};

/**
 * What happened, in plain English: one to three sentences with agents and departments by their codes, quotations cut at
 * 280 characters. What was recorded more than a day after it happened, or comes from another system, says so at its end.
 */
export function sentenceOf(event: CaseEvent): string {
  const say = sentences[event.type] as ((event: CaseEvent) => string) | undefined;
  const said = say ? say(event) : `${String(event.type)} was recorded, which this version cannot put into words`;
  return `${said}${note(event)}.`;
}

/** Recorded more than a day after it happened (C2), by a person, not by an import. */
export const isLate = ({ occurredAt, recordedAt, imported }: CaseEvent): boolean =>
  imported !== true && Date.parse(recordedAt) - Date.parse(occurredAt) > DAY;

function note(event: CaseEvent): string {
  if (event.imported) return ' (imported)';
  if (!isLate(event)) return '';
  return ` (recorded ${duration(Date.parse(event.recordedAt) - Date.parse(event.occurredAt))} later)`;
}
