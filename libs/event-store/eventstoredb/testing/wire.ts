import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The network before a server: carries bytes to it, and fails as networks do. */
export class Wire {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  /** How many connections were ever made. */
  made = 0;
  private server: Server | undefined;
  private silent = false;
  private bytesLeft = Infinity;

  private constructor(
    private readonly target: number,
    private port: number,
  ) {}

  /** Lays a wire to a port of this machine. */
  static async to(target: number): Promise<Wire> {
    const wire = new Wire(target, 0);
    await wire.up();
    return wire;
  }

  /** `host:port` to connect to; it stays the same while the wire is down. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** How many connections there are. */
  get connections(): number {
    return this.pairs.size;
  }

  /** Accepts connections, at the same port as before. */
  async up(): Promise<void> {
    const server = createServer({ noDelay: true }, (near) => this.carry(near));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  /** Refuses connections, and resets those there are. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.cut();
    await closed;
  }

  /** Resets every connection. */
  cut(): void {
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
    this.pairs.clear();
  }

  /** Resets every connection once the server has sent so many bytes more: in the midst of what it says. */
  cutAfter(bytes: number): void {
    this.bytesLeft = bytes;
  }

  /** Carries nothing any more, and says nothing of it, as a frozen server; connections stay and are accepted. */
  silence(): void {
    this.silent = true;
  }

  /** Carries everything again, also what was said meanwhile. */
  speak(): void {
    this.silent = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  private carry(near: Socket): void {
    const far = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    const pair = [near, far] as const;
    this.pairs.add(pair);
    this.made += 1;
    near.on('data', (chunk) => this.pass(near, far, chunk));
    far.on('data', (chunk) => {
      this.bytesLeft -= chunk.length;
      if (this.bytesLeft >= 0) return this.pass(far, near, chunk);
      near.write(chunk.subarray(0, chunk.length + this.bytesLeft), () => this.cut());
      this.bytesLeft = Infinity;
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      // A side that fails has gone: the other one is told by its end.
      one.on('error', () => one.destroy());
      one.on('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
    }
  }

  private pass(from: Socket, to: Socket, chunk: Buffer): void {
    if (!this.silent) {
      to.write(chunk);
      return;
    }
    from.pause();
    from.unshift(chunk);
  }
}
