import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { TokenVerifier } from '../auth/verification.js';
import type { Log } from '../logging/log.js';
import { Connection } from './connection.js';
import type { Operations } from './operations.js';
import { protocolOf } from './protocol.js';
import type { SocketWatch } from './socket-watch.js';
import { TakenSocket } from './taken-socket.js';

/** A WebSocket that notes how it is closed. */
class Noting extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly protocol = 'graphql-transport-ws';
  readonly closings: [code: number, reason: string][] = [];
  readonly bufferedAmount = 0;
  readonly sent = Promise.withResolvers<string>();
  readonly closed = Promise.withResolvers<void>();
  readonly send = (text: string): void => this.sent.resolve(text);
  readonly close = (code: number, reason: string): void => {
    this.closings.push([code, reason]);
    this.closed.resolve();
  };
  readonly resume = (): void => undefined;
  readonly ping = (): void => undefined;
}

const taken = (socket: Noting): TakenSocket =>
  new TakenSocket(socket as unknown as WebSocket, { cork: () => undefined, uncork: () => undefined } as Duplex);

describe('a goodbye', () => {
  it.each([
    ['as it is where a frame holds it', 'x'.repeat(123), 'x'.repeat(123)],
    ['cut to the 123 bytes of a frame', 'x'.repeat(124), `${'x'.repeat(120)}…`],
  ])('has its reason %s', (_, reason, told) => {
    const socket = new Noting();
    taken(socket).close(4400, reason);
    expect(socket.closings).toEqual([[4400, told]]);
  });

  it('has a reason of whole characters', () => {
    const socket = new Noting();
    taken(socket).close(4400, 'ü'.repeat(100));
    const [[, reason] = [0, '']] = socket.closings;
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    expect(reason).toMatch(/^ü+…$/);
  });
});

describe('a client whose token has ended', () => {
  it('is closed at the next beat where what it is answered goes on', async () => {
    const socket = new Noting();
    const request = { headers: {} } as unknown as IncomingMessage;
    const connection = new Connection(taken(socket), request, 'one', { introduced: () => undefined });
    const answering = Promise.withResolvers<void>();
    connection.forProtocol(undefined as unknown as Log).onMessage(() => answering.promise);
    socket.emit('message', Buffer.from('{}'));
    let ring = (): void => undefined;
    const by = { agent: 'ada', department: 'sales', role: 'AGENT' } as const;
    connection.introduce({ by, until: '2026-03-02T09:00:00.000Z' }, (alarm) => {
      ring = alarm;
      return () => undefined;
    });
    ring();
    expect(socket.closings).toEqual([]);
    connection.beat();
    expect(socket.closings).toEqual([[4403, expect.stringContaining('your token has expired')]]);
    answering.resolve();
    await answering.promise;
  });

  it('begins no operation, also where the alarm is late', async () => {
    const until = '2026-03-02T10:00:00.000Z';
    let now = '2026-03-02T09:00:00.000Z';
    const clock = { now: () => now, wakeAt: () => () => undefined };
    const by = { agent: 'ada', department: 'sales', role: 'AGENT' };
    const verifier = { verify: () => Promise.resolve({ by, until }) } as unknown as TokenVerifier;
    const watch = { operationOf: () => undefined } as unknown as SocketWatch;
    const log = { error: () => undefined } as unknown as Log;
    const socket = new Noting();
    const request = { headers: {} } as unknown as IncomingMessage;
    const connection = new Connection(taken(socket), request, 'one', { introduced: () => undefined });
    // Nothing may be asked of the operations.
    const protocol = protocolOf({} as Operations, verifier, watch, clock, log);
    const closed = protocol.opened(connection.forProtocol(log), connection);
    const say = (message: object): boolean => socket.emit('message', Buffer.from(JSON.stringify(message)));
    say({ type: 'connection_init', payload: { Authorization: 'Bearer a.b.c' } });
    expect(JSON.parse(await socket.sent.promise)).toEqual({ type: 'connection_ack' });
    now = until;
    say({ type: 'subscribe', id: 'a', payload: { query: 'subscription { caseEvents { __typename } }' } });
    await socket.closed.promise;
    await closed(4403, '');
    expect(socket.closings[0]).toEqual([4403, 'Forbidden: your token has expired']);
  });
});
