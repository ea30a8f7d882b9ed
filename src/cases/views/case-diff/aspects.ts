import type { CaseState, KnownConsult, KnownContact, KnownTransfer } from '../../case.state.js';
import type { KnownPromise } from '../../promise.state.js';
import { contactInWords } from '../case-trail/contact.sentences.js';
import { basis } from '../case-trail/statement.sentences.js';
import { promiseInWords } from '../case-brief/next-step.js';
import { counted, instant, joined, quoted, told } from '../wording.js';
import { WAITING } from '../words-in-sentences.js';

/** One thing about a case that can be compared at two points: its name for people and how it is. */
export interface Aspect {
  readonly path: string;
  readonly value: string;
}

/** Departments of a chain that are written out; of a longer one the last ones. */
const CHAIN_SHOWN = 12;

/**
 * All that can differ about a case, by a key that is the same at every point: `status`, `fact serial number`,
 * `promise <id>`. What a case does not have has no aspect.
 */
export function aspectsOf(state: CaseState): Map<string, Aspect> {
  const aspects = new Map<string, Aspect>();
  const say = (key: string, path: string, value: string | undefined): void => {
    if (value !== undefined) aspects.set(key, { path, value });
  };
  say('status', 'status', state.status?.toLowerCase());
  say('accountable', 'accountable department', state.accountable);
  say('chain', 'chain of departments', chainInWords(state));
  say('holder', 'holder', state.holder);
  say('waiting', 'waiting', state.waitingOn && `for ${WAITING[state.waitingOn]}`);
  say('resolution', 'resolution', state.resolution && quoted(state.resolution.text ?? 'not documented', Infinity));
  say('lead', 'case lead', state.lead);
  say('alarm', 'chain alarm', state.alarmLevel?.toLowerCase());
  say('rating', 'ratings', state.ratings.isEmpty() ? undefined : state.ratings.map(({ score }) => score).join(', '));
  if (state.retells > 0) say('retells', 'retells', counted(state.retells, 'time'));
  for (const contact of state.contacts.values()) {
    say(`contact ${contact.contactId}`, `contact of ${instant(contact.at)}`, contactValue(contact));
  }
  for (const [topic, fact] of state.facts) say(`fact ${topic}`, `fact on ${fact.topic}`, factValue(fact));
  for (const { questionId, text, answer } of state.questions.values()) {
    say(
      `question ${questionId}`,
      `question ${quoted(text)}`,
      answer === undefined ? 'open' : `answered: ${quoted(answer, Infinity)}`,
    );
  }
  for (const [topic, statement] of state.statements) {
    const value = `${quoted(statement.value, Infinity)}, ${basis(statement)}`;
    say(`statement ${topic}`, `statement on ${statement.topic}`, value);
  }
  for (const promise of state.promises.values()) {
    say(`promise ${promise.promiseId}`, `promise ${quoted(promise.action)}`, promiseValue(promise));
  }
  for (const transfer of state.transfers.values()) {
    say(`transfer ${transfer.transferId}`, `transfer to ${transfer.to}`, transferValue(transfer));
  }
  for (const consult of state.consults.values()) {
    say(`consult ${consult.consultId}`, `consult of ${consult.to}`, consultValue(consult));
  }
  for (const { linkId, kind, other } of state.links.values()) {
    say(`link ${linkId}`, `link to case ${other}`, kind.toLowerCase());
  }
  for (const { mergeId, role, other } of state.merges.values()) {
    say(`merge ${mergeId}`, `merge with case ${other}`, `this one is the ${role.toLowerCase()}`);
  }
  for (const { text, revision } of state.attempts) say(`attempt ${revision}`, 'attempt', quoted(text, Infinity));
  return aspects;
}

function chainInWords({ chain }: CaseState): string {
  const shown = chain.takeLast(CHAIN_SHOWN).join(' → ');
  return `${chain.size > CHAIN_SHOWN ? '… → ' : ''}${shown} (${counted(chain.size - 1, 'transfer')})`;
}

const contactValue = (contact: KnownContact): string =>
  joined([contactInWords(contact), contact.matter && quoted(contact.matter, Infinity)], '. ');

const factValue = (fact: { value: string; verifiedBy?: string; freshUntil?: string }): string =>
  joined(
    [
      quoted(fact.value, Infinity),
      fact.verifiedBy === undefined ? 'not verified' : `verified by ${quoted(fact.verifiedBy, Infinity)}`,
      fact.freshUntil && `fresh until ${instant(fact.freshUntil)}`,
    ],
    ', ',
  );

const promiseValue = (promise: KnownPromise): string => `${promise.status.toLowerCase()}: ${promiseInWords(promise)}`;

const transferValue = ({ status, from, brief, informed, rating }: KnownTransfer): string =>
  joined(
    [
      `${status.toLowerCase()}, offered by ${from}: ${quoted(brief.ask, Infinity)}`,
      informed && `customer informed: ${informed.informedBy.toLowerCase()}`,
      rating && `handoff rated ${rating.score} of 5`,
    ],
    '; ',
  );

const consultValue = ({ status, question, answer }: KnownConsult): string =>
  `${status.toLowerCase()}: ${quoted(question, Infinity)}${told(answer, '')}`;
