import type { BriefAction, BriefLine, HandoffBrief, TransferReason } from '@baton/contracts';
import { toMakeGood, type ToMakeGood } from './breach.js';
import type { CaseState, KnownConsult, KnownFact, KnownTransfer } from './case.state.js';
import { mergedAt, promisesOfMatter, type PromiseOfMatter } from './owed-promises.js';
import { spelling } from './spelling.js';

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
 * @param duplicates the cases merged into it: what they know and promised passes on with it (H8, X3)
 */
export function handoffBrief(
  state: CaseState,
  words: SendersWords,
  now: string,
  duplicates: readonly CaseState[] = [],
): HandoffBrief {
  const { opened } = state;
  const promises = promisesOfMatter(state, duplicates);
  const deadlines = [...promises.map(({ promise }) => promise.due), opened.legalDeadline].filter(
    (at) => at !== undefined,
  );
  const nextDeadline = deadlines.sort()[0];
  const known = (said: (one: CaseState) => BriefLine[]): BriefLine[] => knownOfMatter(state, duplicates, said);
  return {
    urgency: opened.urgency ?? 'NORMAL',
    customerState: opened.customerState ?? 'CALM',
    ...(nextDeadline === undefined ? {} : { nextDeadline }),
    ...(opened.matter === undefined ? {} : { matter: opened.matter }),
    factsVerified: known((one) => verified(one).map(onTopic)),
    triedSoFar: known((one) => [...one.attempts, ...one.consults.valueSeq().flatMap(consulted)]),
    statements: known((one) => [...one.statements.values()].map(onTopic)),
    openPromises: newest([
      ...promises.map(promised),
      ...toMakeGood(state, duplicates).map((one) => broken(state, one)),
    ]),
    ask: words.ask,
    actions: [...(words.actions ?? [])],
    reason: words.reason,
    ifThen: [...(words.ifThen ?? [])],
    doNotAskAgain: notAskedAgain(words.doNotAskAgain, freshTopics(state, duplicates, now)),
  };
}

/**
 * H6: the brief of an offer as it stands now: what its sender said, and what the trail knows by now. It is frozen with the
 * acceptance. What was fresh when it was offered and is no longer may be asked again.
 * @param now UTC ISO 8601
 */
export function briefNow(
  state: CaseState,
  { brief, doNotAskAgain: said }: Pick<KnownTransfer, 'brief' | 'doNotAskAgain'>,
  now: string,
  duplicates: readonly CaseState[] = [],
): HandoffBrief {
  const doNotAskAgain = said ?? sendersOf(brief, state, duplicates);
  return handoffBrief(state, { ...brief, doNotAskAgain }, now, duplicates);
}

/** Of an offer that does not yet say what its sender said of it: all that is the topic of no fact. */
function sendersOf({ doNotAskAgain }: HandoffBrief, state: CaseState, duplicates: readonly CaseState[]): string[] {
  return doNotAskAgain.filter((words) => ![state, ...duplicates].some(({ facts }) => facts.has(spelling(words))));
}

const verified = ({ facts }: CaseState): KnownFact[] =>
  [...facts.values()].filter((fact) => fact.verifiedBy !== undefined);

/** The topics of the verified facts that are fresh, the newest of the case itself last. */
const freshTopics = (state: CaseState, duplicates: readonly CaseState[], at: string): string[] =>
  [...duplicates, state].flatMap((one) =>
    verified(one)
      .filter(({ freshUntil }) => freshUntil === undefined || freshUntil >= at)
      .sort((a, b) => a.revision - b.revision)
      .map(({ topic }) => topic),
  );

/**
 * What a case and its duplicates know. X3: what a duplicate knows rests on the merge, names the duplicate, and is said once
 * where the case says the same.
 */
function knownOfMatter(
  state: CaseState,
  duplicates: readonly CaseState[],
  said: (one: CaseState) => BriefLine[],
): BriefLine[] {
  const own = said(state);
  const known = new Set(own.map(({ text }) => spelling(text)));
  const theirs = duplicates.flatMap((one) => {
    const revision = mergedAt(state, one.caseId);
    return inOrder(said(one).filter(({ text }) => !known.has(spelling(text)))).map(({ text }) => ({
      text: inCase(one.caseId, text),
      revision,
    }));
  });
  return newest([...own, ...theirs].map(({ text, revision }) => line(text, revision)));
}

/** The words of the sender, and the topics of the newest fresh facts that there is room for, the newest last. */
function notAskedAgain(words: readonly string[] = [], topics: readonly string[]): string[] {
  const known = new Map(topics.map((topic) => [spelling(topic), topic]));
  const own = [...new Set(words)].filter((said) => !known.has(spelling(said))).slice(0, LINES);
  return [...own, ...[...known.values()].slice(Math.max(0, known.size + own.length - LINES))];
}

/** What a duplicate promised is kept in the duplicate: the line names it. */
const promised = ({ promise, duplicate, revision }: PromiseOfMatter): BriefLine =>
  line(inCase(duplicate, `${promise.action}, by ${promise.due}, owed by ${promise.department}`), revision);

/** P7: the customer waits for what was not kept until somebody has spoken to them. */
function broken(state: CaseState, { promise, duplicate }: ToMakeGood): BriefLine {
  const { action, due, department, settledRevision = promise.revision } = promise;
  const revision = duplicate === undefined ? settledRevision : mergedAt(state, duplicate);
  return line(inCase(duplicate, `Not kept, to be made good: ${action}, by ${due}, owed by ${department}`), revision);
}

const inCase = (duplicate: string | undefined, text: string): string =>
  duplicate === undefined ? text : `In case ${duplicate}: ${text}`;

const onTopic = ({ topic, value, revision }: { topic: string; value: string; revision: number }): BriefLine => ({
  text: `${topic}: ${value}`,
  revision,
});

/** What another department answered need not be asked again. */
const consulted = ({ to, question, answer, endRevision }: KnownConsult): BriefLine[] =>
  answer === undefined || endRevision === undefined
    ? []
    : [{ text: `${to} answered: ${answer} (asked: ${question})`, revision: endRevision }];

function line(text: string, revision: number): BriefLine {
  if (text.length <= LONGEST_LINE) return { text, revision };
  const whole = text.slice(0, LONGEST_LINE - 1).replace(/[\uD800-\uDBFF]$/, '');
  return { text: `${whole}…`, revision };
}

const inOrder = (lines: readonly BriefLine[]): BriefLine[] => [...lines].sort((a, b) => a.revision - b.revision);

const newest = (lines: readonly BriefLine[]): BriefLine[] => inOrder(lines).slice(-LINES);

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
