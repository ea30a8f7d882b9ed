import {
  checkEvent,
  derivedId,
  streamOf,
  Weekday,
  type By,
  type CaseFact,
  type Given,
  type Role,
} from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { scenarios } from '@baton/decider/testing';
import { workingCalendar } from '@baton/working-calendar';
import { caseAggregate } from '../case-folds.state.js';
import type { CaseEvent } from '../case.state.js';
import type { PromiseHours } from '../promise-hours.js';

/** An id by its name in a spec: the same name, the same UUID. */
export const id = (name: string): string => derivedId('6f9619ff-8b86-4d01-b42d-00cf4fc964ff', name);

/** Where neither the hours of a department nor those of the customer are known. */
export const anyHours: PromiseHours = { department: undefined, customer: {} };

/** The calendar of a department that is open around the clock. */
export const always = workingCalendar({
  version: 'always@1',
  zone: 'UTC',
  weekly: Weekday.values.map((day) => ({ day, from: '00:00', until: '24:00' })),
  holidays: [],
  exceptions: [],
});

/** The calendar of a department that is open for two hours a day: its offers wait for an opening day before they expire. */
export const shortDays = workingCalendar({
  version: 'repair@2',
  zone: 'UTC',
  weekly: Weekday.values.map((day) => ({ day, from: '09:00', until: '11:00' })),
  holidays: [],
  exceptions: [],
});

/** The calendar of a department that is open in the afternoon alone. */
export const afternoons = workingCalendar({
  version: 'afternoons@1',
  zone: 'UTC',
  weekly: Weekday.values.map((day) => ({ day, from: '14:00', until: '18:00' })),
  holidays: [],
  exceptions: [],
});

/** The case of every scenario. */
export const caseId = id('case');

/** An instant of the scenarios' day, 2 March 2026 UTC, or of another day of that month: `at('12:00')`, `at('12:00', 3)`. */
export const at = (time: string, day = 2): string =>
  `2026-03-${String(day).padStart(2, '0')}T${time}${time.length === 5 ? ':00' : ''}.000Z`;

const person = (agent: string, department: string, role: Role): By => ({ agent, department, role });

/** Who works where. */
export const people = {
  ines: person('ines', 'front-office', 'AGENT'),
  otto: person('otto', 'front-office', 'AGENT'),
  lena: person('lena', 'front-office', 'SUPERVISOR'),
  tom: person('tom', 'repair', 'AGENT'),
  rosa: person('rosa', 'repair', 'SUPERVISOR'),
  sara: person('sara', 'sales', 'AGENT'),
  ada: person('ada', 'head-office', 'ADMIN'),
} as const;
export type Person = keyof typeof people;

/** What a decision is given: who asks, when (noon unless told), and with which command (`this command` unless told). */
export const by = (who: Person, now = at('12:00'), command = 'this command'): Given => ({
  by: people[who],
  now,
  commandId: id(command),
});

/** The id of what a command makes: `made('promise')` of this command, `made('promise', 'another')` of another. */
export const made = (what: string, command = 'this command'): string => derivedId(id(command), what);

/** Events of the case: 09:00 and a minute more for each. What the published language does not know is no event. */
export function record(facts: readonly CaseFact[]): CaseEvent[] {
  const stream = streamOf('case', caseId);
  for (const fact of facts) {
    const problems = checkEvent(stream, fact);
    if (problems.length > 0) throw new Error(`${fact.type} is not as it must be: ${JSON.stringify(problems)}`);
  }
  return recorded(stream, facts);
}

/** `given(…what happened).when(decision).then(…what happens)` or `.refused(code)`, on a case. */
export const { given } = scenarios(caseAggregate, record);

/** An object without one of its fields. */
export function without<T extends object, K extends keyof T>(whole: T, field: K): Omit<T, K> {
  const { [field]: _left, ...rest } = whole;
  return rest;
}
