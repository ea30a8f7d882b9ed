import type { IncomingMessage } from 'node:http';
import { clientAddressOf, trustIn } from './trusted-proxies.js';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  const trusted = trustIn(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::ffff:172.16.0.0/108']);

  it.each([
    ['who is no proxy', from('198.51.100.1', '203.0.113.9'), '198.51.100.1'],
    ['a proxy that names nobody', from('10.1.2.3'), '10.1.2.3'],
    ['a proxy that names its client', from('::ffff:10.1.2.3', '203.0.113.9'), '203.0.113.9'],
    ['proxies in a row', from('192.0.2.7', '203.0.113.9, 172.16.4.4, 2001:db8::5'), '203.0.113.9'],
    ['a client that names another', from('10.1.2.3', '203.0.113.1, 203.0.113.9,10.0.0.2'), '203.0.113.9'],
    ['a client that writes nonsense', from('10.1.2.3', '203.0.113.1, unknown'), 'unknown'],
  ])('%s', (_, request, address) => {
    expect(clientAddressOf(request, trusted)).toBe(address);
  });

  it('nobody is trusted unless told, and a network that is none is refused', () => {
    expect(clientAddressOf(from('127.0.0.1', '203.0.113.9'), trustIn())).toBe('127.0.0.1');
    expect(() => trustIn(['300.0.0.0/8'])).toThrow();
    expect(() => trustIn(['10.0.0.0/64'])).toThrow();
  });
});
