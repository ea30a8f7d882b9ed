import { DayException, Holiday, refuse, type DepartmentFact, type Given, type HolidaysSet } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Code, Described, Nested } from '@baton/fields';
import { CalendarError, workingCalendar } from '@baton/working-calendar';
import type { DepartmentState } from '../../department.state.js';
import { mustLead } from '../../lead.js';
import { departmentUnknown } from '../../unknown.js';

@Described('Says on which dates the hours of the week do not hold, in place of what was set before.')
export class SetHolidays {
  @Code('The department') department: string;
  @Nested(() => Holiday, 'The dates on which it is closed all day; an empty list says that there are none', {
    list: 200,
  })
  holidays: Holiday[];
  @Nested(() => DayException, 'The dates on which it is open at other hours, be it a holiday', {
    list: 200,
    optional: true,
  })
  exceptions?: DayException[];
}

/**
 * Sets the dates that differ. Refused for an unknown department, a date that does not exist, hours that overlap or are
 * none, and two exceptions for a date: the message names the entry.
 */
export const setHolidays =
  (command: SetHolidays, { by }: Given): Decide<DepartmentState, DepartmentFact> =>
  (state) => {
    mustLead(by, command.department);
    if (!state) return departmentUnknown(command.department);
    const { holidays, exceptions = [] } = command;
    check(holidays, exceptions);
    const dates: HolidaysSet = { holidays: eachOnce(holidays), exceptions: inOrder(exceptions) };
    return same(state.calendar ?? { holidays: [], exceptions: [] }, dates)
      ? []
      : [{ type: 'HolidaysSet', data: dates }];
  };

/** The week plays no part in whether a date is one, so that any will do. */
const ANY_WEEK = { version: 'asked', zone: 'UTC', weekly: [{ day: 'MONDAY', from: '00:00', until: '24:00' }] } as const;

function check(holidays: readonly Holiday[], exceptions: readonly DayException[]): void {
  const named = exceptions.map(({ date, hours, reason }) => ({ date, intervals: hours, reason }));
  try {
    workingCalendar({ ...ANY_WEEK, holidays, exceptions: named });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const entry = inOurWords(error.entry ?? 'holidays');
    refuse('HOLIDAYS_INVALID', inOurWords(error.message), { missing: [entry] });
  }
}

/** What a calendar calls intervals are hours here. */
const inOurWords = (text: string): string => text.replaceAll('.intervals', '.hours');

const eachOnce = (holidays: readonly Holiday[]): Holiday[] =>
  [...new Map(holidays.map(({ date, name }) => [`${date} ${name}`, { date, name }]))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, holiday]) => holiday);

const inOrder = (exceptions: readonly DayException[]): DayException[] =>
  exceptions
    .map(({ date, hours, reason }) => ({
      date,
      hours: hours.map(({ from, until }) => ({ from, until })).sort((one, other) => (one.from < other.from ? -1 : 1)),
      reason,
    }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));

const same = (one: HolidaysSet, other: HolidaysSet): boolean => told(one) === told(other);

/** Each part in one order, so that equal dates are equal texts. */
const told = ({ holidays, exceptions }: HolidaysSet): string =>
  JSON.stringify([
    holidays.map(({ date, name }) => [date, name]),
    exceptions.map(({ date, hours, reason }) => [date, reason, hours.map(({ from, until }) => [from, until])]),
  ]);
