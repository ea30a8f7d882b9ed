import { addressOf, RateWindow } from './rate-window.js';

let now = Date.parse('2026-03-02T09:00:00.000Z');
const clock = { now: () => new Date(now).toISOString() };

describe('a minute', () => {
  it('lets as many through as are allowed, then says how long to wait', () => {
    const window = new RateWindow(2, clock);
    expect([window.take('a'), window.take('a')]).toEqual([undefined, undefined]);
    now += 20_000;
    expect([window.take('a'), window.take('b'), window.full('a'), window.full('b')]).toEqual([
      40,
      undefined,
      40,
      undefined,
    ]);
    now += 40_000;
    expect([window.full('a'), window.take('a')]).toEqual([undefined, undefined]);
  });

  it('has no limit with 0', () => {
    const window = new RateWindow(0, clock);
    expect([window.take('a'), window.take('a'), window.full('a')]).toEqual([undefined, undefined, undefined]);
  });
});

it.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (ip, address) => {
  expect(addressOf(ip)).toBe(address);
});
