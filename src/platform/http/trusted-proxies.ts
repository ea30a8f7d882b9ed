import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Whether an address is one of a proxy whose `X-Forwarded-For` is believed. */
export type Trust = (address: string) => boolean;

/**
 * The proxies that are trusted.
 * @param proxies addresses and networks (`10.0.0.0/8`); without any nobody is trusted. Throws for what is neither.
 */
export function trustIn(proxies: readonly string[] = []): Trust {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = plain(proxy).split('/');
    const family = familyOf(address);
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return (sent) => {
    const address = plain(sent);
    return isIP(address) !== 0 && trusted.check(address, familyOf(address));
  };
}

/** Where a request comes from: the last address that no trusted proxy has. */
export function clientAddressOf({ socket, headers }: IncomingMessage, trusted: Trust): string {
  const sent = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const forwarded = sent
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean);
  let client = socket.remoteAddress ?? '';
  while (forwarded.length > 0 && trusted(client)) client = forwarded.pop() ?? client;
  return client;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

/** An IPv4 address that is written as one of IPv6 (`::ffff:10.0.0.1`, also with the bits of a network) as it is. */
function plain(address: string): string {
  const [, ipv4, bits] = /^::ffff:(\d[\d.]+)(?:\/(\d+))?$/i.exec(address) ?? [];
  if (ipv4 === undefined) return address;
  return bits === undefined ? ipv4 : `${ipv4}/${Math.max(0, Number(bits) - 96)}`;
}
