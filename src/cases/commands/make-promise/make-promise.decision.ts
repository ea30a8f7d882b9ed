import { Code, Described, Flag, Id, Instant, isZone, OneOf, Text } from '@baton/fields';
import { Channel, derivedId, refuse, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { contactOf, isOpen, worksFor } from '../../guards.js';
import { promisesOfMatter, type DuplicatesFacts } from '../../owed-promises.js';
import { heldAgainst, proposedDue, TO_WRITE, type PromiseHours } from '../../promise-hours.js';
import { somebodyStays } from '../../receiver.guards.js';
import { remindedAt } from '../../promise-reminders.js';
import { duplicatesOf } from '../../related.guards.js';
import { spelling } from '../../spelling.js';

@Described('Promises the customer something (P1). What is left out is refused with a concrete proposal, never guessed.')
export class MakePromise {
  @Id('The case') caseId: string;
  @Code('The department that owes it: the accountable one when absent', { optional: true }) department?: string;
  @Text('To whom it is made', { personal: true, optional: true, max: 200 }) beneficiary?: string;
  @Text('What will be seen to happen', { personal: true, optional: true, max: 500 }) action?: string;
  @Flag('True when the promise is a call back (P8)', { optional: true }) callback?: boolean;
  @Instant('From when; from now on when absent', { optional: true }) from?: string;
  @Instant('By when at the latest', { optional: true }) due?: string;
  @Code('The time zone in which it was said, an IANA name such as Europe/Warsaw', { optional: true }) zone?: string;
  @OneOf(Channel, 'Over which channel the customer hears of it', { optional: true }) channel?: Channel;
  @Text('How one will know that it was kept', { optional: true, max: 500 }) evidence?: string;
  @Text('What must be so for the promise to hold', { optional: true, max: 500 }) condition?: string;
  @Id('The contact in which it was said', { optional: true }) contactId?: string;
}

const REQUIRED = ['beneficiary', 'action', 'due', 'zone', 'channel', 'evidence', 'contactId'] as const;

/** Words that promise nothing anybody could see or time. */
const VAGUE = new RegExp(
  [
    String.raw`\b(some(one|body)|(a|some|another) colleague)\b.*(['’]ll|\b(will|is going to))\b`,
    String.raw`\bthey(['’]ll| will| are going to)\b`,
    String.raw`\bone of us\b`,
    String.raw`\b(as soon as possible|asap|soon|at some point|be in touch|get back to you)\b`,
  ].join('|'),
  'i',
);

type Complete = MakePromise & Required<Pick<MakePromise, (typeof REQUIRED)[number]>>;

/** Whether the department that is to owe the promise exists, true where none is named; and when it could be kept. */
export interface MakePromiseFacts extends PromiseHours, DuplicatesFacts {
  readonly departmentKnown: boolean;
  /** How many agents stay in it; undefined where nobody was ever registered. */
  readonly staying?: number | undefined;
}

/** P1: who owes what to whom, by when, over which channel, how one will know, and where it was said. P2: not in the past, within the hours of the department and outside the customer's quiet ones. P8: one open call back for each beneficiary, also where a duplicate promised it (X3). H7: none that a department owes which everybody has left. */
export const makePromise =
  (command: MakePromise, given: Given, facts: MakePromiseFacts): Decide<CaseState, CaseFact> =>
  (state) => {
    const promiseId = derivedId(given.commandId, 'promise');
    if (state.promises.has(promiseId)) return [];
    isOpen(state);
    const department = command.department ?? state.accountable;
    if (department !== state.accountable) worksFor(given, department, 'promise in its own name');
    if (!facts.departmentKnown) {
      refuse('DEPARTMENT_UNKNOWN', `There is no department ${department}. The query departments lists them.`, {
        rule: 'P1',
        missing: ['department'],
      });
    }
    // Whoever is leaving works on until then, and so does who clears up after a department.
    if (department !== state.accountable && department !== given.by.department) {
      somebodyStays(department, facts.staying, 'department');
    }
    const { caseId: _caseId, ...promise } = complete(command, department, given, facts);
    contactOf(state, promise.contactId);
    if (!isZone(promise.zone)) {
      refuse('ZONE_INVALID', `${promise.zone} is no IANA time zone: write one such as Europe/Warsaw.`, {
        rule: 'P1',
        missing: ['zone'],
      });
    }
    const from = promise.from ?? given.now;
    if (promise.due <= given.now || promise.due <= from) {
      const free = proposedDue(promise.channel, facts, given.now);
      refuse(
        'PROMISE_IN_PAST',
        `Due (${promise.due}) must lie after now (${given.now}) and after the start of the window.`,
        {
          rule: 'P2',
          missing: ['due'],
          alternatives: [free === undefined ? TO_WRITE : `Due ${free}`],
        },
      );
    }
    const callback = promise.callback ?? false;
    if (callback) allLookedAt(state, facts);
    const twin = promisesOfMatter(state, facts.duplicates ?? []).find(
      ({ promise: open }) => callback && open.callback && spelling(open.beneficiary) === spelling(promise.beneficiary),
    );
    if (twin) {
      const where = twin.duplicate === undefined ? '' : ` in case ${twin.duplicate}, which was merged into this one`;
      refuse(
        'CALLBACK_ALREADY_PROMISED',
        `${promise.beneficiary} was promised a call by ${twin.promise.due} already${where}. Keep or renegotiate that one.`,
        { rule: 'P8' },
      );
    }
    const calendar = heldAgainst({ ...promise, department }, facts, given.now);
    const data = {
      ...promise,
      promiseId,
      department,
      callback,
      from,
      ...remindedAt(facts.department, given.now, promise.due),
    };
    return [{ type: 'PromiseMade', data: calendar === undefined ? data : { ...data, calendar } }];
  };

/** P8: what was merged into the case since its duplicates were looked at may have promised a call, too. */
function allLookedAt(state: CaseState, { duplicates }: MakePromiseFacts): void {
  const looked = new Set(duplicates?.map(({ caseId }) => caseId));
  const merged = duplicatesOf(state).find((caseId) => !looked.has(caseId));
  if (duplicates === undefined || merged === undefined) return;
  refuse('REVISION_CONFLICT', `Case ${merged} was merged into this one at this moment. Ask the same again.`, {
    rule: 'P8',
    alternatives: ['Ask the same again'],
  });
}

function complete(command: MakePromise, department: string, given: Given, hours: PromiseHours): Complete {
  const missing: string[] = REQUIRED.filter((field) => command[field] === undefined);
  if (command.action !== undefined && VAGUE.test(command.action)) missing.push('action');
  if (missing.length) {
    refuse('PROMISE_VAGUE', `A promise that lacks ${missing.join(', ')} cannot be kept, or be seen to be kept.`, {
      rule: 'P1',
      missing,
      alternatives: [proposal(command, department, given, hours)],
    });
  }
  return command as Complete;
}

/** P1: a concrete proposal, from what was said and what usually makes it whole. */
function proposal(command: MakePromise, department: string, { now }: Given, hours: PromiseHours): string {
  const { beneficiary, due, zone } = command;
  const whom = beneficiary ?? 'the customer';
  const said = command.channel ?? 'PHONE';
  const free = proposedDue(said, hours, now);
  // Whoever may be reached at no time is written to.
  const never = free === undefined;
  const channel = never ? 'EMAIL' : said;
  const by = `${due ?? free ?? proposedDue(channel, hours, now)} (${zone ?? 'UTC'})`;
  const [does, what] = DONE_OVER[channel];
  const why = never
    ? ` Not over ${said}: there is no time at which ${department} is open and the customer may be reached so.`
    : '';
  return `“${department} ${does} ${whom} by ${by} over ${channel} and says what was found; kept when ${what} is recorded as a contact of this case.”${why}`;
}

/** What is done over a channel, and what is recorded of it. */
const DONE_OVER: Readonly<Record<Channel, readonly [does: string, what: string]>> = {
  PHONE: ['calls', 'the call'],
  EMAIL: ['writes to', 'the e-mail'],
  CHAT: ['writes to', 'the chat'],
  MESSAGE: ['writes to', 'the message'],
  LETTER: ['writes to', 'the letter'],
  VISIT: ['visits', 'the visit'],
  PORTAL: ['writes to', 'the message'],
};
