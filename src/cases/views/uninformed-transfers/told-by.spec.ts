import type { ReceiverCalendar } from './uninformed-transfers.row.js';
import { toldBy } from './told-by.js';

/** Open on weekdays from 9 to 17 in Vienna, which is an hour ahead of UTC in March. */
const repair: ReceiverCalendar = {
  department: 'repair',
  revision: 3,
  zone: 'Europe/Vienna',
  weekly: (['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const).map((day) => ({
    day,
    from: '09:00',
    until: '17:00',
  })),
};
const due = (receiver: ReceiverCalendar | undefined, at: string): string => toldBy(receiver, at).due;

describe('by when a customer is to be told of a transfer', () => {
  it('H9 is the closing of the next day on which the receiver is open, not that of the same day', () => {
    expect(toldBy(repair, '2026-03-02T10:00:00.000Z')).toEqual({
      due: '2026-03-03T16:00:00.000Z',
      calendar: 'repair@3 customer-told@1',
    });
  });

  it('H9 goes over the days on which it is closed', () => {
    expect(due(repair, '2026-03-06T10:00:00.000Z')).toBe('2026-03-09T16:00:00.000Z');
    const holidays = [{ date: '2026-03-03', name: 'Fair' }];
    expect(due({ ...repair, holidays }, '2026-03-02T10:00:00.000Z')).toBe('2026-03-04T16:00:00.000Z');
    const exceptions = [{ date: '2026-03-03', hours: [{ from: '09:00', until: '12:00' }], reason: 'Fair' }];
    expect(due({ ...repair, exceptions }, '2026-03-02T10:00:00.000Z')).toBe('2026-03-03T11:00:00.000Z');
  });

  it('H9 goes by the day that it is where the receiver works', () => {
    expect(due(repair, '2026-03-02T23:30:00.000Z')).toBe('2026-03-04T16:00:00.000Z');
  });

  it('H9 is the end of the next day where the receiver never said when it is open', () => {
    const answer = { due: '2026-03-04T00:00:00.000Z', calendar: 'always@1 customer-told@1' };
    expect(toldBy(undefined, '2026-03-02T10:00:00.000Z')).toEqual(answer);
    const { weekly: _weekly, ...unsaid } = repair;
    expect(toldBy(unsaid, '2026-03-02T10:00:00.000Z')).toEqual(answer);
  });
});
