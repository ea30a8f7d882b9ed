import type { WorkingCalendar } from '@baton/working-calendar';
import type { ClosedDoor } from './department-directory.js';

/** A shift counts as ending while the department closes within so long, milliseconds. */
const SHIFT_ENDS_WITHIN_MS = 60 * 60 * 1000;

/** What is on record of whoever offers a case. */
export interface SenderOnRecord {
  /** Why he takes nothing new himself (H11); undefined where he does. */
  readonly sender?: ClosedDoor | undefined;
  /** When the department that is accountable is open; undefined where there is no such department. */
  readonly senderCalendar?: WorkingCalendar | undefined;
}

/**
 * H10: whether an absence or the end of a shift is really on record with the sender: he is away or leaving by his own stream,
 * or his department is closed by now or within the hour, and the shift of the receiver goes on when it closes: one that ends
 * as well takes over nothing. Who never said when it is open has no end of a shift.
 * @param now UTC ISO 8601
 */
export function shiftOnRecord(
  { sender, senderCalendar }: SenderOnRecord,
  receiver: WorkingCalendar,
  now: string,
): boolean {
  if (sender?.why === 'AWAY' || sender?.why === 'LEAVING') return true;
  if (!senderCalendar || !shiftEnds(senderCalendar, now)) return false;
  const { open, until = now } = senderCalendar.isOpen(now);
  return !shiftEnds(receiver, open ? until : now);
}

/** Whether it is closed at an instant, or closes within the hour. */
function shiftEnds(calendar: WorkingCalendar, at: string): boolean {
  const { open, until } = calendar.isOpen(at);
  return !open || (until !== undefined && Date.parse(until) - Date.parse(at) <= SHIFT_ENDS_WITHIN_MS);
}
