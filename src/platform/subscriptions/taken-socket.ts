import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { PATIENCE } from '../http/patience.js';
import { SOCKET_LIMITS } from './limits.js';

/** Longest reason that a close frame can hold, bytes. */
const REASON_BYTES = 123;
const AS_TEXT = { binary: false };

/**
 * A WebSocket whose client must take what it is sent: as long as more than a little waits for it, nothing more is read
 * from it, so that neither its questions nor its pings make the service hold answers without end.
 */
export class TakenSocket {
  private silentBeats = 0;
  private gathering = false;

  /** @param wire what the WebSocket writes to */
  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
  ) {
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

  /**
   * Sends a text. Nothing to wait for while little waits for the client, else a promise that resolves once it has taken
   * what waits: whoever waits for it sends no faster than is read. What is sent within one turn of the loop goes out
   * together. A client that is gone is no failure: that the socket has closed says so.
   * @param text as a string, or in UTF-8
   */
  send(text: string | Buffer): Promise<void> | undefined {
    if (!this.isOpen) return undefined;
    this.gather();
    const { socket } = this;
    if (socket.bufferedAmount + Buffer.byteLength(text) <= SOCKET_LIMITS.freelySentBytes) {
      socket.send(text, AS_TEXT);
      return undefined;
    }
    return new Promise<void>((resolve) => {
      socket.send(text, AS_TEXT, () => {
        this.relax();
        resolve();
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
    if (this.silentBeats >= PATIENCE.beats) return this.socket.terminate();
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

  /** Holds back what is written until this turn of the loop is over: one write to the system for all of it. */
  private gather(): void {
    if (this.gathering) return;
    this.gathering = true;
    this.wire.cork();
    setImmediate(() => {
      this.gathering = false;
      this.wire.uncork();
    });
  }

  /** Reads from the client, or reads not, by how much waits for it. */
  private relax(): void {
    const { socket } = this;
    const full = socket.bufferedAmount > SOCKET_LIMITS.waitingBytes;
    if (full && !socket.isPaused) socket.pause();
    else if (!full && socket.isPaused) socket.resume();
  }
}
