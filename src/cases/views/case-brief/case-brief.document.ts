import { normalise } from '@baton/fields';
import {
  mergedInto,
  openPromises,
  type CaseState,
  type KnownConsult,
  type KnownFact,
  type KnownStatement,
} from '../../case.state.js';
import type { KnownPromise } from '../../promise.state.js';
import { promisesOfMatter } from '../../owed-promises.js';
import { riskTier } from '../../risk-tier.js';
import { chainOf, inOrder } from '../case/case.document.js';
import { SHOWN } from '../case/case.result.js';
import { contactInWords } from '../case-trail/contact.sentences.js';
import { basis } from '../case-trail/statement.sentences.js';
import { capital, instant, joined, quoted } from '../wording.js';
import { ALARM_CAUSES, BY_CHANNEL, CUSTOMER_STATES, LEVELS, URGENCIES } from '../words-in-sentences.js';
import {
  DuplicateBrief,
  type BriefSection,
  type CaseBrief,
  type CitedLine,
  type PromiseLine,
} from './case-brief.result.js';
import { nextStepOf, promiseInWords } from './next-step.js';

/**
 * The brief of a case, from its state alone; undefined before its first event. The same state gives the same brief, in
 * whatever order its parts were built up.
 * @param at the instant, UTC ISO 8601, against which freshness, validity and due times are judged
 * @param name the customer's name, where it is known: it stands in the customer's own stream
 * @param duplicates the cases that were merged into it: whoever takes it up must know what they know (X3)
 */
export function briefOf(
  state: CaseState,
  at: string,
  name?: string,
  duplicates: readonly CaseState[] = [],
): CaseBrief | undefined {
  if (state.status === undefined) return undefined;
  const survivor = mergedInto(state);
  const facts = inOrder(state.facts.values());
  const questions = inOrder(state.questions.values()).filter((question) => question.answer === undefined);
  const promises = openPromises(state);
  return {
    caseId: state.caseId,
    revision: state.revision,
    status: state.status,
    ...(survivor === undefined ? {} : { mergedInto: survivor }),
    severity: severityOf(state, duplicates),
    who: whoOf(state, name),
    matter: matterOf(state),
    nextStep: nextStepOf(state, duplicates),
    verifiedFacts: section(
      facts.filter((fact) => fact.verifiedBy !== undefined),
      (fact) => factLine(fact, at),
    ),
    unverifiedFacts: section(
      facts.filter((fact) => fact.verifiedBy === undefined),
      (fact) => factLine(fact, at),
    ),
    told: section(inOrder(state.statements.values()), (statement) => statementLine(statement, at)),
    openPromises: {
      total: promises.length,
      lines: promises.slice(0, SHOWN).map((promise) => promiseLine(promise, at)),
    },
    brokenPromises: section(brokenPromises(state), (promise) =>
      line(`${promiseInWords(promise)}; broken`, promise.revision, promise.settledRevision),
    ),
    tried: section(state.attempts.toArray(), ({ text, revision }) => line(text, revision)),
    openQuestions: section(questions, ({ department, text, revision }) =>
      line(`For ${department ?? 'the customer'}: ${whole(text)}`, revision),
    ),
    consults: section(inOrder(state.consults.valueSeq().filter(({ status }) => status !== 'WITHDRAWN')), (consult) =>
      consultLine(consult, at),
    ),
    contacts: section(inOrder(state.contacts.values()), (contact) =>
      line(
        `${instant(contact.at)}: ${joined([contactInWords(contact), contact.matter && whole(contact.matter)], '. ')}`,
        contact.revision,
      ),
    ),
    chain: chainSection(state),
    duplicates: duplicates.flatMap((duplicate) => duplicateBriefs(duplicate, at)),
  };
}

function duplicateBriefs(duplicate: CaseState, at: string): DuplicateBrief[] {
  const brief = briefOf(duplicate, at);
  return brief === undefined ? [] : [normalise(DuplicateBrief, brief)];
}

const brokenPromises = (state: CaseState): KnownPromise[] =>
  inOrder(state.promises.valueSeq().filter(({ status }) => status === 'BROKEN'));

const line = (text: string, ...revisions: (number | undefined)[]): CitedLine => ({
  text,
  revisions: [...new Set(revisions.filter((revision) => revision !== undefined))],
});

/** A quotation that is not cut: a brief must say all. */
const whole = (text: string): string => quoted(text, Infinity);

const section = <T>(items: readonly T[], inWords: (item: T) => CitedLine): BriefSection => ({
  total: items.length,
  lines: items.slice(-SHOWN).map(inWords),
});

function severityOf(state: CaseState, duplicates: readonly CaseState[]): CitedLine {
  const { urgency, customerState, legalDeadline } = state.opened;
  const [next] = promisesOfMatter(state, duplicates);
  const alarm = state.alarms.findLast(({ level }) => level === state.alarmLevel);
  const text = joined(
    [
      urgency ? URGENCIES[urgency] : 'Urgency is not documented',
      customerState && CUSTOMER_STATES[customerState],
      legalDeadline !== undefined && `the law demands an answer by ${instant(legalDeadline)}`,
      next && `a promise is due ${instant(next.promise.due, next.promise.zone)}`,
      `risk tier ${riskTier(state, duplicates)}`,
      alarm && `${LEVELS[alarm.level]}, as ${ALARM_CAUSES[alarm.cause]}`,
      state.lead && `case lead ${state.lead}`,
    ],
    '; ',
  );
  return line(text, 0, next?.revision, alarm?.revision);
}

function whoOf({ opened: { customerId, segment } }: CaseState, name: string | undefined): CitedLine {
  const known = name === undefined ? `Customer ${customerId}` : `${name} (customer ${customerId})`;
  const customer = customerId === undefined ? 'The customer is not documented' : known;
  return line(joined([customer, segment !== undefined && `segment ${segment}`], ', '), 0);
}

function matterOf(state: CaseState): CitedLine {
  if (state.opened.matter !== undefined) return line(whole(state.opened.matter), 0);
  const first = inOrder(state.contacts.valueSeq().filter((contact) => contact.matter !== undefined))[0];
  return first?.matter === undefined
    ? line('The matter is not documented', 0)
    : line(whole(first.matter), first.revision);
}

function factLine({ topic, value, verifiedBy, freshUntil, revision }: KnownFact, at: string): CitedLine {
  const verified = verifiedBy !== undefined && `verified by ${whole(verifiedBy)}`;
  return line(joined([`${capital(topic)}: ${whole(value)}`, verified, until('fresh', freshUntil, at)], ', '), revision);
}

function statementLine(statement: KnownStatement, at: string): CitedLine {
  const { topic, value, validUntil, madeAt, basisRevision, revision } = statement;
  const parts = [
    `${capital(topic)}: ${whole(value)}`,
    `told on ${instant(madeAt)}`,
    basis(statement),
    until('valid', validUntil, at),
  ];
  return line(joined(parts, ', '), revision, basisRevision);
}

const until = (quality: string, end: string | undefined, at: string): string | undefined =>
  end && (end < at ? `no longer ${quality} since ${instant(end)}` : `${quality} until ${instant(end)}`);

function promiseLine(promise: KnownPromise, at: string): PromiseLine {
  const { promiseId, department, due, revision, attempts } = promise;
  const overdue = due < at;
  const text = `${promiseInWords(promise)}${overdue ? '; overdue' : ''}`;
  return { text, promiseId, department, due, overdue, revisions: [revision, ...(attempts ? [attempts.revision] : [])] };
}

function consultLine(
  { to, channel, question, due, answer, revision, at: askedAt, ...end }: KnownConsult,
  at: string,
): CitedLine {
  const asked = `${to} was asked ${BY_CHANNEL[channel]} on ${instant(askedAt)}: ${whole(question)}`;
  if (answer !== undefined) {
    return line(`${asked}. ${end.answeredBy} answered: ${whole(answer)}`, revision, end.endRevision);
  }
  return line(`${asked}. An answer is needed by ${instant(due)}${due < at ? '; overdue' : ''}`, revision);
}

/** The chain in order; a department that has had the case before is marked as a return. */
function chainSection(state: CaseState): BriefSection {
  const passed = new Set<string>();
  const links = chainOf(state).map(({ department, revision }) => {
    const text = passed.has(department) ? `${department}, a return` : department;
    passed.add(department);
    return line(text, revision);
  });
  return { total: links.length, lines: links.slice(-SHOWN) };
}
