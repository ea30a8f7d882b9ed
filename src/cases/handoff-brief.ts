import type { BriefAction, BriefLine, HandoffBrief, TransferReason } from '@baton/contracts';
import type { CaseState, KnownConsult } from './case.state.js';
import { promisesOfMatter, type PromiseOfMatter } from './owed-promises.js';

/** What only the sender can say; everything else the trail knows already. */
export interface SendersWords {
  readonly ask: string;
  readonly reason: TransferReason;
  readonly actions?: readonly BriefAction[];
  readonly ifThen?: readonly string[];
  readonly doNotAskAgain?: readonly string[];
}

/** How many lines of each kind a brief carries at most; the newest ones are kept. */
const LINES = 50;

/**
 * How many characters a line carries at most: all lines of a brief together stay far below the size an event may
 * have, whatever the script. Each line cites its event, where the whole text stands.
 */
const LONGEST_LINE = 160;

/**
 * The brief a transfer carries: the sender's few words, and beside them all that the trail knows, each line with the
 * event it rests on. Verified facts that are fresh need not be asked again, so they stand in `doNotAskAgain` as well.
 * @param duplicates the cases merged into it: what they promised passes on with it (H8, X3)
 */
export function handoffBrief(
  state: CaseState,
  words: SendersWords,
  now: string,
  duplicates: readonly CaseState[] = [],
): HandoffBrief {
  const { opened } = state;
  const promises = promisesOfMatter(state, duplicates);
  const verified = state.facts.valueSeq().filter((fact) => fact.verifiedBy !== undefined);
  const fresh = verified.filter((fact) => fact.freshUntil === undefined || fact.freshUntil >= now);
  const deadlines = [...promises.map(({ promise }) => promise.due), opened.legalDeadline].filter(
    (at) => at !== undefined,
  );
  const nextDeadline = deadlines.sort()[0];
  return {
    urgency: opened.urgency ?? 'NORMAL',
    customerState: opened.customerState ?? 'CALM',
    ...(nextDeadline === undefined ? {} : { nextDeadline }),
    ...(opened.matter === undefined ? {} : { matter: opened.matter }),
    factsVerified: newest(verified.map((fact) => line(`${fact.topic}: ${fact.value}`, fact.revision))),
    triedSoFar: newest([
      ...state.attempts.map((attempt) => line(attempt.text, attempt.revision)),
      ...state.consults.valueSeq().flatMap(consulted),
    ]),
    statements: newest(state.statements.valueSeq().map((told) => line(`${told.topic}: ${told.value}`, told.revision))),
    openPromises: newest(promises.map(promised)),
    ask: words.ask,
    actions: [...(words.actions ?? [])],
    reason: words.reason,
    ifThen: [...(words.ifThen ?? [])],
    doNotAskAgain: notAskedAgain(
      words.doNotAskAgain,
      fresh.sortBy(({ revision }) => revision).map(({ topic }) => topic),
    ),
  };
}

/** The words of the sender, and the topics of the newest fresh facts that there is room for, the newest last. */
function notAskedAgain(words: readonly string[] = [], topics: Iterable<string>): string[] {
  const own = [...new Set(words)].slice(0, LINES);
  const known = [...topics].filter((topic) => !own.includes(topic));
  return [...own, ...known.slice(Math.max(0, known.length + own.length - LINES))];
}

/** What a duplicate promised is kept in the duplicate: the line names it. */
const promised = ({ promise, duplicate, revision }: PromiseOfMatter): BriefLine => {
  const where = duplicate === undefined ? '' : `In case ${duplicate}: `;
  return line(`${where}${promise.action}, by ${promise.due}, owed by ${promise.department}`, revision);
};

/** What another department answered need not be asked again. */
const consulted = ({ to, question, answer, endRevision }: KnownConsult): BriefLine[] =>
  answer === undefined || endRevision === undefined
    ? []
    : [line(`${to} answered: ${answer} (asked: ${question})`, endRevision)];

function line(text: string, revision: number): BriefLine {
  if (text.length <= LONGEST_LINE) return { text, revision };
  const whole = text.slice(0, LONGEST_LINE - 1).replace(/[\uD800-\uDBFF]$/, '');
  return { text: `${whole}…`, revision };
}

const newest = (lines: Iterable<BriefLine>): BriefLine[] =>
  [...lines].sort((a, b) => a.revision - b.revision).slice(-LINES);

/** The parts of a brief that count for completeness. */
const PARTS: readonly ((brief: HandoffBrief) => boolean)[] = [
  (brief) => brief.matter !== undefined,
  (brief) => brief.factsVerified.length > 0,
  (brief) => brief.triedSoFar.length > 0,
  (brief) => brief.statements.length > 0,
  (brief) => brief.ask.length > 0,
  (brief) => brief.actions.length > 0,
  (brief) => brief.ifThen.length > 0,
  (brief) => brief.doNotAskAgain.length > 0,
];

/** Handoff completeness, version 1: the share of the brief's eight parts that say something, 0 to 1, two decimals. */
export const completeness = (brief: HandoffBrief): number =>
  Math.round((PARTS.filter((says) => says(brief)).length / PARTS.length) * 100) / 100;

/** Promises for which a draft proposes a contingency of their own: the next due. */
const PROMISES_PROVIDED_FOR = 3;

/** What to do if the first thing fails, as a draft proposes it: from the open promises, and what always holds. */
export function proposedContingencies(state: CaseState, duplicates: readonly CaseState[] = []): string[] {
  const promises = promisesOfMatter(state, duplicates)
    .slice(0, PROMISES_PROVIDED_FOR)
    .map(({ promise: { action, due, beneficiary } }) => {
      const what = line(action, 0).text;
      return `If this cannot be kept by ${due}: “${what}”, tell ${beneficiary} before then and agree on a new time`;
    });
  return [...promises, 'If it is not for you, decline it and say who should have it'];
}
