import type { Duplex } from 'node:stream';
import { wakeAt, type Clock } from '../clock/clock.js';
import { SOCKET_LIMITS } from './limits.js';
import type { TurnedAway } from './socket-watch.js';

/**
 * Answers an upgrade that is not taken as errors are answered, and hangs up. A client that does not take the answer is
 * not waited for longer than `refusalMs`: nobody counts it.
 */
export function refuseUpgrade(socket: Duplex, { status, error }: TurnedAway, clock: Clock): void {
  const { message, extensions } = error;
  const body = JSON.stringify({ data: null, errors: [{ message, extensions }] });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\n`;
  socket.on('error', () => undefined);
  const latest = new Date(Date.parse(clock.now()) + SOCKET_LIMITS.refusalMs).toISOString();
  const callOff = wakeAt(clock, latest, () => socket.destroy());
  socket.once('close', callOff);
  socket.once('finish', () => socket.destroy());
  socket.resume().end(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
