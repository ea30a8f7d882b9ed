import type { WebSocket } from 'ws';
import { SOCKET_LIMITS } from './limits.js';

/** Longest reason that a close frame can hold, bytes. */
const REASON_BYTES = 123;

/**
 * A WebSocket whose client must take what it is sent: as long as more than a little waits for it, nothing more is read
 * from it, so that neither its questions nor its pings make the service hold answers without end.
 */
export class TakenSocket {
  private silentBeats = 0;

  constructor(private readonly socket: WebSocket) {
    socket.on('pong', () => (this.silentBeats = 0));
    socket.on('ping', (data) => {
      this.silentBeats = 0;
      if (this.isOpen) socket.pong(data, false, () => this.relax());
      this.relax();
    });
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Resolves once the operating system has taken the message: whoever waits for it sends no faster than is read. */
  send(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.isOpen) return resolve();
      this.socket.send(text, (error) => {
        this.relax();
        if (error && this.isOpen) reject(error);
        else resolve();
      });
      this.relax();
    });
  }

  /** Calls back with every message, as text. */
  onMessage(take: (text: string) => Promise<void>): void {
    this.socket.on('message', (data) => {
      this.silentBeats = 0;
      // A frame is a Buffer unless the socket was told otherwise.
      void take((data as Buffer).toString());
      this.relax();
    });
  }

  /** Asks whether the client is still there; one that was silent for too many beats is given up. */
  beat(): void {
    if (this.silentBeats >= SOCKET_LIMITS.beatsOfPatience) return this.socket.terminate();
    this.silentBeats += 1;
    if (this.isOpen) this.socket.ping();
  }

  /** Says goodbye with a code and, cut to what a frame holds, a reason. */
  close(code: number, reason = ''): void {
    let short = reason;
    while (Buffer.byteLength(short) > REASON_BYTES) short = `${short.slice(0, -2)}…`;
    this.socket.resume();
    this.socket.close(code, short);
  }

  terminate(): void {
    this.socket.terminate();
  }

  /** Reads from the client, or reads not, by how much waits for it. */
  private relax(): void {
    const { socket } = this;
    const full = socket.bufferedAmount > SOCKET_LIMITS.waitingBytes;
    if (full && !socket.isPaused) socket.pause();
    else if (!full && socket.isPaused) socket.resume();
  }
}
