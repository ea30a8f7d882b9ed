import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dueOf,
  workingCalendar,
  type ClockSpec,
  type Happened,
  type Weekday,
  type WorkingCalendar,
} from '@baton/working-calendar';
import { holidaysOf } from '@baton/working-calendar/public-holidays';

interface Vector extends Happened {
  readonly what: string;
  readonly start: string;
  readonly due?: string;
  readonly refused?: string;
}

interface Example {
  readonly example: boolean;
  readonly note: string;
  readonly clock: ClockSpec;
  readonly vectors: {
    readonly calendar: {
      readonly country: string;
      readonly region?: string;
      readonly workDays: readonly Weekday[];
      readonly from: string;
      readonly until: string;
    };
    readonly each: readonly Vector[];
  };
}

const FOLDER = join(import.meta.dirname, 'examples');
const examples = readdirSync(FOLDER).map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Example);

const calendarOf = ({ clock, vectors: { calendar } }: Example): WorkingCalendar =>
  workingCalendar({
    version: `${clock.calendar}-1`,
    zone: clock.zone,
    weekly: calendar.workDays.map((day) => ({ day, from: calendar.from, until: calendar.until })),
    holidays: holidaysOf(calendar.country, [2026], calendar.region),
    exceptions: [],
  });

describe('the examples of clocks', () => {
  it('are there', () => {
    expect(examples.map(({ clock }) => clock.code)).toEqual([
      'eu-payment-services-complaint',
      'israel-callback',
      'israel-human-answer',
      'poland-consumer-complaint',
      'poland-financial-complaint',
      'uk-financial-final-response',
      'uk-financial-summary-resolution',
      'us-cfpb-complaint',
    ]);
  });

  describe.each(examples.map((each) => [each.clock.code, each] as const))('%s', (_, example) => {
    const { clock, vectors, note } = example;

    it('says that it is an example, and that nobody has verified it', () => {
      expect(example.example).toBe(true);
      expect(note).toContain('not legal advice');
      expect(clock.verifiedOn).toBeNull();
    });

    it.each(vectors.each.map((vector) => [vector.what, vector] as const))(
      '%s',
      (__, { start, due, refused, ...happened }) => {
        const answer = (): string | undefined => dueOf(clock, calendarOf(example), start, happened).due;
        expect([due, refused].filter((each) => each !== undefined)).toHaveLength(1);
        if (refused === undefined) expect(answer()).toBe(due);
        else expect(answer).toThrow(expect.objectContaining({ code: refused }));
      },
    );
  });
});
