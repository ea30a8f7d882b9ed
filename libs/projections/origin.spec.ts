import { stillHas } from './origin.js';
import { ArrayLog } from './testing/index.js';
import { busyLog } from './testing/office.model.js';

describe('a log that is known by an event', () => {
  const events = busyLog(20);
  const log = new ArrayLog(events);
  const [landmark] = events.slice(9);
  if (!landmark) throw new Error('the log has ten events');
  const front = landmark.position;

  it('still has it where it was', async () => {
    expect(await stillHas(log, landmark, front)).toBe(true);
  });

  it('has it no longer where another one is in its place', async () => {
    expect(await stillHas(log, { ...landmark, hash: 'another' }, front)).toBe(false);
  });

  it('has it no longer where it stands elsewhere: what views hold of places is of another log', async () => {
    expect(await stillHas(log, { ...landmark, position: events[8]?.position ?? '' }, front)).toBe(false);
  });

  it('has it no longer where its stream ends before', async () => {
    expect(await stillHas(new ArrayLog(events.slice(0, 9)), landmark, front)).toBe(false);
  });

  it('is not asked for one beyond the foremost views: it is of views that are no more', async () => {
    expect(await stillHas(log, { ...landmark, hash: 'another' }, events[8]?.position)).toBe(true);
  });
});
