/**
 * What a question to a calendar costs, beside an answer that is worked out day by day with Temporal each time. After a
 * build: `node dist/libs/working-calendar/testing/due-times.bench.js`. The answers are compared first, with those of the
 * naive way and with a third that looks at the clock on the wall.
 */
import { against } from '@baton/event-store/testing';
import {
  dueOf,
  workingCalendar,
  type ClockSpec,
  type CalendarSpec,
  type Pause,
  type WorkingCalendar,
} from '../index.js';
import { HALF_HOUR, office, ZONES } from './calendars.js';
import { NaiveCalendar } from './naive.model.js';
import { WallClockModel } from './wall-clock.model.js';

const QUESTIONS = 2000;
/** How often a round of questions is asked, and how many each is: few, so that a round is seldom interrupted. */
const ROUNDS = 60;
const EACH = { quick: 200, slow: 5 };
const AIM_MICROSECONDS = 50;
const HOUR = 60 * 60 * 1000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A busy office: two intervals a day, thirty holidays and ten exceptions a year. */
function busyOffice(zone: string): CalendarSpec {
  const dates = (count: number, everyDays: number): string[] =>
    Array.from({ length: count }, (_, index) =>
      iso(Date.parse('2025-01-03') + index * everyDays * 24 * HOUR).slice(0, 10),
    );
  return office({
    version: zone,
    zone,
    weekly: office().weekly.flatMap(({ day }) => [
      { day, from: '08:00', until: '12:00' },
      { day, from: '13:00', until: '18:00' },
    ]),
    holidays: dates(90, 12).map((date) => ({ date, name: 'A holiday' })),
    exceptions: dates(30, 36).map((date) => ({
      date,
      intervals: [{ from: '10:00', until: '14:00' }],
      reason: 'Short day',
    })),
  });
}

const iso = (epoch: number): string => new Date(epoch).toISOString();

interface Question {
  readonly from: string;
  readonly until: string;
  readonly workingMs: number;
}

/** The same questions in every run: half hours all over two years, up to ten days of work. */
const questions: readonly Question[] = Array.from({ length: QUESTIONS }, (_, index) => {
  const from = Date.parse('2026-01-01T00:00:00Z') + ((index * 7919) % (2 * 365 * 48)) * HALF_HOUR;
  return {
    from: iso(from),
    until: iso(from + ((index * 104_729) % (21 * 48)) * HALF_HOUR),
    workingMs: (index % 160) * HALF_HOUR,
  };
});

const asks = {
  add: (calendar: WorkingCalendar | NaiveCalendar, { from, workingMs }: Question) => calendar.add(from, workingMs),
  between: (calendar: WorkingCalendar | NaiveCalendar, { from, until }: Question) => calendar.between(from, until),
  nextOpening: (calendar: WorkingCalendar | NaiveCalendar, { from }: Question) => calendar.nextOpening(from),
  isOpen: (calendar: WorkingCalendar | NaiveCalendar, { from }: Question) => calendar.isOpen(from).open,
};

const clock = (other: Partial<ClockSpec>): ClockSpec => ({
  code: 'answer',
  name: 'An answer',
  kind: 'ANSWER',
  unit: 'CALENDAR_DAY',
  count: 1,
  start: 'AT_ONCE',
  countFirstDay: false,
  roll: 'NONE',
  endsAt: 'END_OF_DAY',
  zone: 'Europe/Warsaw',
  calendar: 'office',
  pausable: true,
  satisfiedBy: ['CaseResolved'],
  extension: null,
  onSilence: 'NOTHING',
  legalBasis: null,
  verifiedOn: null,
  ...other,
});

/** Clocks as laws have them. */
const clocks = {
  '3 hours': clock({ unit: 'SECOND', count: 10_800, countFirstDay: true }),
  '30 days, rolled': clock({ count: 30, roll: 'NEXT_BUSINESS_DAY' }),
  '35 business days': clock({ unit: 'BUSINESS_DAY', count: 35 }),
  '3 business days until they close': clock({ unit: 'BUSINESS_DAY', count: 3, endsAt: 'CLOSE_OF_BUSINESS' }),
  '8 weeks': clock({ unit: 'WEEK', count: 8 }),
  '2 months, rolled': clock({ unit: 'MONTH', count: 2, roll: 'NEXT_BUSINESS_DAY' }),
};

/** What happened to each clock: it stood still for a while. */
const stillFor = ({ from }: Question): { pauses: [Pause] } => {
  const begun = Date.parse(from) + HOUR;
  return { pauses: [{ from: iso(begun), until: iso(begun + HOUR), reason: 'A question', wakeUp: 'Its answer' }] };
};

function checkClocks(spec: CalendarSpec): void {
  const [calendar, naive] = [workingCalendar(spec), new NaiveCalendar(spec)];
  for (const question of questions.slice(0, 100)) {
    for (const [name, of] of Object.entries(clocks)) {
      if (of.unit === 'SECOND' || of.endsAt === 'CLOSE_OF_BUSINESS') continue;
      const [answer, expected] = [dueOf(of, calendar, question.from).due, naive.dueOf(of, question.from)];
      if (answer !== expected) throw new Error(`${name} from ${question.from}: ${answer}, not ${expected}`);
    }
  }
}

function check(spec: CalendarSpec): void {
  const [calendar, naive, wall] = [workingCalendar(spec), new NaiveCalendar(spec), new WallClockModel(spec)];
  for (const [index, question] of questions.entries()) {
    if (index % 20 > 0) continue;
    for (const [name, ask] of Object.entries(asks)) {
      const [answer, expected] = [ask(calendar, question), ask(naive, question)];
      if (answer !== expected) throw new Error(`${name} ${JSON.stringify(question)}: ${answer}, not ${expected}`);
    }
    if (index % 200 > 0) continue;
    const seen = wall.between(Date.parse(question.from), Date.parse(question.until), HALF_HOUR);
    const counted = calendar.between(question.from, question.until);
    if (counted !== seen)
      throw new Error(`between ${JSON.stringify(question)}: ${counted}, the clock on the wall says ${seen}`);
  }
}

/** Microseconds for a question: the best of many short rounds, as whatever else the machine does falls on the others. */
function cost<C>(calendar: C, ask: (calendar: C, question: Question) => unknown, each: number): number {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const asked = Array.from({ length: each }, (_, index) => questions[(round * each + index) % QUESTIONS] as Question);
    const began = performance.now();
    for (const question of asked) ask(calendar, question);
    best = Math.min(best, ((performance.now() - began) * 1000) / each);
  }
  return best;
}

for (const { zone } of ZONES) check(busyOffice(zone));
checkClocks(busyOffice('Europe/Warsaw'));
say(`${ZONES.length} zones: the answers are those of the naive way and of the clock on the wall`);

const spec = busyOffice('Europe/Warsaw');
const began = performance.now();
const calendar = workingCalendar(spec);
calendar.add('2026-01-02T08:00:00Z', HOUR);
say(`ready and the first answer: ${(performance.now() - began).toFixed(1)} ms`);
const naive = new NaiveCalendar(spec);
for (const [name, ask] of Object.entries(asks)) {
  const [quick, slow] = [cost(calendar, ask, EACH.quick), cost(naive, ask, EACH.slow)];
  say(
    `${name.padEnd(11)} ${against(quick, '≤', AIM_MICROSECONDS)} µs; worked out each time ${slow.toFixed(0)} µs = ${(slow / quick).toFixed(0)} ×`,
  );
}
for (const [name, of] of Object.entries(clocks)) {
  const due = cost(calendar, (_, question) => dueOf(of, calendar, question.from, stillFor(question)).due, EACH.quick);
  say(`due in ${name.padEnd(33)} ${against(due, '≤', AIM_MICROSECONDS)} µs`);
}
