import type { IncomingMessage } from 'node:http';
import { Connection } from './connection.js';
import type { TakenSocket } from './taken-socket.js';

const caller = {
  by: { agent: 'ines', department: 'service', role: 'AGENT' },
  until: '2026-03-02T10:00:00.000Z',
} as const;

describe('the end of a token', () => {
  const alarms = new Set<() => void>();
  const wake = (ring: () => void) => {
    alarms.add(ring);
    return () => void alarms.delete(ring);
  };
  const place = { introduced: () => undefined };
  const connection = () => new Connection({} as TakenSocket, {} as IncomingMessage, 'correlation', place);

  it('is waited for as long as the socket is open', () => {
    const open = connection();
    open.introduce(caller, wake);
    expect(alarms.size).toBe(1);
    open.closed();
    expect(alarms.size).toBe(0);
  });

  it('is not waited for where the socket closed while the token was looked at', () => {
    const gone = connection();
    gone.closed();
    gone.introduce(caller, wake);
    expect(alarms.size).toBe(0);
  });
});
