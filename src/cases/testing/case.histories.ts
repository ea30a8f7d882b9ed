import fc from 'fast-check';
import { derivedId, streamOf, type By, type CaseFact, type Given } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold, Refusal } from '@baton/decider';
import type { DescribedClass } from '@baton/fields';
import { caseAggregate } from '../case-folds.state.js';
import {
  noCase,
  openConsults,
  openPromises,
  openTransfer,
  untoldPassings,
  type CaseEvent,
  type CaseState,
} from '../case.state.js';
import { isLapsed } from '../guards.js';
import { moves, type Decision, type MoveName, type Occasion } from './case.moves.js';
import { at, caseId, id, people, type Person } from './case.scenarios.js';

/** What somebody might do next, the usual more often; now and then anything at all. Some cases are passed on and on. */
function plausible(state: CaseState, number: number, bouncing: boolean): MoveName {
  const often = (move: MoveName, times: number): MoveName[] =>
    Array<MoveName>(bouncing ? times * 10 : times).fill(move);
  if (state.status === undefined) return 'OpenCase';
  if (number % 10 === 0) return names[Math.trunc(number / 10) % names.length] as MoveName;
  const when = (holds: boolean, ...moves: MoveName[]): MoveName[] => (holds ? moves : []);
  const open = state.status === 'OPEN';
  const candidates: MoveName[] = [
    'RecordContact',
    'RecordContact',
    'RecordContact',
    'CorrectContact',
    'AddNote',
    'EstablishFact',
    'MakeStatement',
    'MakeStatement',
    'RecordRetell',
    'RecordDeviation',
    ...when(
      open,
      'MakePromise',
      'MakePromise',
      'MakePromise',
      'ClaimCase',
      'ReleaseCase',
      'ResolveCase',
      'RaiseQuestion',
      'LinkCases',
    ),
    ...when(open && !openTransfer(state), ...often('OfferTransfer', 3)),
    // A case that is passed on and on is seldom enough.
    ...when(open && state.passages.size > 1, ...often(openTransfer(state) ? 'AcceptTransfer' : 'OfferTransfer', 40)),
    ...when(openTransfer(state) !== undefined, ...often('AcceptTransfer', 6)),
    ...when(openTransfer(state) !== undefined, 'DeclineTransfer', 'RecallTransfer', 'ExpireTransfer'),
    ...when(state.transfers.size > 0, 'AmendBrief'),
    ...when(openTransfer(state)?.waitedAt !== undefined, ...often('RaiseWaitingAlarm', 6)),
    ...when(open && state.alarmLevel !== undefined, 'ArbitrateAssignment'),
    ...when(open && state.alarmLevel === 'ALARM', ...often('ArbitrateAssignment', 12)),
    ...when(open && state.arbitrations.size > 0, ...Array<MoveName>(12).fill('ArbitrateAssignment')),
    ...when(open && state.alarmLevel === 'ALARM' && !state.lead, ...often('AssignCaseLead', 20)),
    ...when(openPromises(state).length > 0, 'KeepPromise', 'KeepPromise', 'RenegotiatePromise', 'RenegotiatePromise'),
    ...when(openPromises(state).length > 0, 'ReleasePromise', 'ReleasePromise', 'ReleasePromise', 'CancelPromise'),
    ...when(!bouncing && openPromises(state).length > 0, 'BreakPromise', 'RecordCallbackAttempt'),
    ...when(!bouncing && openPromises(state).some(({ halfwayAt }) => halfwayAt), ...often('RemindOfPromise', 3)),
    ...when(!bouncing && state.promises.some(isLapsed), 'KeepPromise', 'ReleasePromise'),
    ...when(state.links.size > 0, 'UnlinkCases', 'ResolveCase'),
    ...when(!bouncing && untoldPassings(state).length > 0, 'InformCustomerOfTransfer', 'InformCustomerOfTransfer'),
    ...when(!bouncing && state.chain.size > 1, 'RateHandoff'),
    ...when(!bouncing, 'RateCase'),
    ...when(!bouncing && open, 'RequestConsult', 'RequestConsult'),
    ...when(
      !bouncing && state.consults.size > 0,
      'AnswerConsult',
      'AnswerConsult',
      'WithdrawConsult',
      'EscalateConsult',
    ),
    ...when(open && state.alarmLevel !== undefined && state.merges.isEmpty(), 'MergeCases'),
    ...when(state.status === 'MERGED', ...often('UnmergeCases', 10)),
    ...when(state.merges.size > 0 && state.status !== 'MERGED', 'UnmergeCases', ...often('MergeCases', 12)),
    ...when(state.statements.size > 0, 'SupersedeStatement'),
    ...when(state.questions.size > 0, 'AnswerQuestion'),
    ...when(!open && state.status !== 'MERGED', 'ReopenCase', 'ReopenCase', 'ReopenCase', 'CloseCase'),
  ];
  return candidates[number % candidates.length] as MoveName;
}

const names = Object.keys(moves) as MoveName[];

/** Somebody asks for something, some time after the one before. */
export interface Intent {
  /** Chooses the move among those that are plausible then. */
  readonly what: number;
  /** Mostly somebody whose business it is. */
  readonly who: Person | 'fitting';
  /** Seconds since the move before. */
  readonly wait: number;
  /** Choose the details of the move. */
  readonly numbers: readonly number[];
}

const intent: fc.Arbitrary<Intent> = fc.record({
  what: fc.nat(9999),
  who: fc.constantFrom(...Array<'fitting'>(10).fill('fitting'), 'otto', 'lena', 'sara', 'ada'),
  wait: fc.constantFrom(0, 60, 60, 600, 600, 3600),
  numbers: fc.array(fc.nat(59), { minLength: 12, maxLength: 12 }),
});

/** Histories of a case as intents: whatever the first says, it opens the case, and tells whether it will bounce. */
export const intents: fc.Arbitrary<Intent[]> = fc.array(intent, { minLength: 1, maxLength: 60, size: 'max' });

/** What became of one intent. */
export interface Step {
  readonly name: MoveName;
  readonly command: DescribedClass;
  readonly body: object;
  readonly given: Given;
  readonly decide: Decision;
  readonly before: CaseState;
  readonly events: readonly CaseEvent[];
  /** The state after each event. */
  readonly states: readonly CaseState[];
  readonly after: CaseState;
  readonly refusal?: Refusal;
}

/** Lives a history: each intent on the case as it stands then; what is refused changes nothing. */
export function live(history: readonly Intent[]): Step[] {
  const steps: Step[] = [];
  let state = noCase;
  const bouncing = (history[0]?.what ?? 0) % 6 === 0;
  let now = Date.parse(at('09:00'));
  for (const [index, one] of history.entries()) {
    now += one.wait * 1000;
    const name = plausible(state, one.what, bouncing);
    const given = {
      by: callerOf(one, name, state),
      now: new Date(now).toISOString(),
      commandId: derivedId(id('history'), index),
    };
    const step = { name, ...moves[name](occasionOf(one, state, given)), given, before: state };
    steps.push({ ...step, ...outcome(step) });
    state = steps.at(-1)?.after ?? state;
  }
  return steps;
}

function outcome({
  decide,
  before,
  given,
}: Pick<Step, 'decide' | 'before' | 'given'>): Pick<Step, 'events' | 'states' | 'after' | 'refusal'> {
  try {
    const events = dressed(decide(before), before.revision + 1, given);
    const states = events.map((_, index) => freeze(fold(caseAggregate, events.slice(0, index + 1), before)));
    return { events, states, after: states.at(-1) ?? before };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { events: [], states: [], after: before, refusal: error };
  }
}

const dressed = (facts: readonly CaseFact[], revision: number, { by, now }: Given): CaseEvent[] =>
  recorded(streamOf('case', caseId), facts, { revision, occurredAt: now, recordedAt: now, by }).map(freeze);

function occasionOf({ numbers }: Intent, state: CaseState, given: Given): Occasion {
  let next = 0;
  const pick = <T>(list: readonly T[]): T => list[(numbers[next++ % numbers.length] ?? 0) % list.length] as T;
  const around = (...seconds: number[]): string => new Date(Date.parse(given.now) + pick(seconds) * 1000).toISOString();
  return { state, given, pick, around };
}

/** Who opens a case, each for his own department. */
const OPENING: readonly Person[] = ['ines', 'tom', 'sara'];

function callerOf({ who, what }: Intent, name: MoveName, state: CaseState): By {
  if (who !== 'fitting') return people[who];
  if (name === 'OpenCase') return people[OPENING[what % OPENING.length] as Person];
  const offer = openTransfer(state);
  const department =
    name === 'AcceptTransfer' || name === 'DeclineTransfer'
      ? offer?.to
      : name === 'AmendBrief'
        ? state.chain.get(what % state.chain.size)
        : name === 'AnswerConsult'
          ? openConsults(state)[0]?.to
          : state.accountable;
  const fitting = Object.values(people).filter((person) => person.department === department);
  const decides = name === 'ArbitrateAssignment' || name === 'AssignCaseLead';
  return fitting.find(({ role }) => decides === (role === 'SUPERVISOR')) ?? (decides ? people.ada : people.ines);
}

/** Freezes plain objects through and through: whoever changes one, throws. Collections are immutable by themselves. */
export function freeze<T>(value: T): T {
  const plain =
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));
  if (plain && !Object.isFrozen(value)) Object.values(Object.freeze(value) as object).forEach(freeze);
  return value;
}
