import fc from 'fast-check';
import { workingCalendar } from './index.js';
import { anyCalendar, anyInstant, HALF_HOUR } from './testing/calendars.js';
import { WallClockModel } from './testing/wall-clock.model.js';

const iso = (epoch: number): string => new Date(epoch).toISOString();
const workingMs = fc.integer({ min: 0, max: 200 * 60 * 60 * 1000 });
const anywhere = fc.tuple(anyInstant, fc.integer({ min: 0, max: HALF_HOUR })).map(([at, more]) => iso(at + more));
const afterwards = fc.integer({ min: 0, max: 60 * 24 * 60 * 60 * 1000 });

describe('working time, whatever the calendar', () => {
  it('between undoes add', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, workingMs, (spec, from, ms) => {
        const calendar = workingCalendar(spec);
        expect(calendar.between(from, calendar.add(from, ms))).toBe(ms);
      }),
      { numRuns: 50 },
    );
  });

  it('add undoes between: exactly while it is open, and else up to the last closing', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, afterwards, (spec, from, later) => {
        const calendar = workingCalendar(spec);
        const until = iso(Date.parse(from) + later);
        const worked = calendar.between(from, until);
        fc.pre(worked > 0);
        const due = calendar.add(from, worked);
        const openJustBefore = calendar.isOpen(iso(Date.parse(until) - 1)).open;
        if (openJustBefore) expect(due).toBe(until);
        else expect(due < until).toBe(true);
        expect(calendar.between(due, until)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('more work is never done earlier, nor is what begins later', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, afterwards, workingMs, workingMs, (spec, from, later, one, other) => {
        const calendar = workingCalendar(spec);
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(calendar.add(from, less) <= calendar.add(from, more)).toBe(true);
        expect(calendar.add(from, less) <= calendar.add(iso(Date.parse(from) + later), less)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('work is due while it is open, or at a closing', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, workingMs, (spec, from, ms) => {
        const calendar = workingCalendar(spec);
        const due = calendar.add(from, ms);
        expect(calendar.isOpen(due).open || calendar.isOpen(iso(Date.parse(due) - 1)).open).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('the parts of a time are as long as the whole', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, afterwards, afterwards, (spec, from, one, other) => {
        const calendar = workingCalendar(spec);
        const middle = iso(Date.parse(from) + one);
        const end = iso(Date.parse(middle) + other);
        expect(calendar.between(from, middle) + calendar.between(middle, end)).toBe(calendar.between(from, end));
      }),
      { numRuns: 50 },
    );
  });

  it('what is explained is what was counted, in order and without a gap in it', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, afterwards, (spec, from, later) => {
        const calendar = workingCalendar(spec);
        const until = iso(Date.parse(from) + later);
        const { openings, workingMs: counted, more } = calendar.explain(from, until);
        expect(more).toBe(0);
        expect(counted).toBe(calendar.between(from, until));
        expect(openings.reduce((sum, each) => sum + Date.parse(each.until) - Date.parse(each.from), 0)).toBe(counted);
        openings.forEach((each, index) => {
          expect(each.from < each.until).toBe(true);
          if (index > 0) expect((openings[index - 1]?.until ?? '') < each.from).toBe(true);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('it is open when the clock on the wall says so, also when the clock changes', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, fc.integer({ min: 1, max: 4 * 48 }), (spec, from, steps) => {
        const calendar = workingCalendar(spec);
        const model = new WallClockModel(spec);
        const until = from + steps * HALF_HOUR;
        expect(calendar.isOpen(iso(from)).open).toBe(model.isOpen(from));
        expect(calendar.between(iso(from), iso(until))).toBe(model.between(from, until, HALF_HOUR));
      }),
      { numRuns: 150 },
    );
  });

  it('what is said to last lasts: nothing changes until then, and then it does', () => {
    fc.assert(
      fc.property(anyCalendar, anywhere, (spec, at) => {
        const calendar = workingCalendar(spec);
        const { open, until } = calendar.isOpen(at);
        fc.pre(until !== undefined);
        const end = until ?? at;
        const passed = Date.parse(end) - Date.parse(at);
        expect(calendar.between(at, end)).toBe(open ? passed : 0);
        expect(calendar.isOpen(end).open).toBe(!open);
        expect(calendar.nextOpening(at)).toBe(open ? at : end);
      }),
      { numRuns: 50 },
    );
  });
});
