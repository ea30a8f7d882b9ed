import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where a connection is cut: before the server hears of the commit, or before its answer comes back. */
export type Cut = 'before the commit' | 'after the commit';

/** Stands between a client and a server, and cuts connections as they commit. */
export class CuttingProxy {
  /** How the next commit is cut; undefined for not at all. */
  next: Cut | undefined;
  /** Is told when a connection goes deaf. */
  onDeaf: () => void = () => undefined;
  /** Whether new connections are cut at once, as by a server that is down. */
  refuse = false;
  /** What is sent next with this text in it is the last that is heard of its connection, which stays open. */
  deafFrom: string | undefined;
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  /** @param url the server */
  constructor(private readonly url: string) {}

  /** Listens. Returns the connection string that goes through it. */
  start(): Promise<string> {
    const through = new URL(this.url);
    const { hostname, port } = through;
    this.server = createServer((client) => this.join(client, connect(Number(port || 5432), hostname)));
    return new Promise((resolve) => {
      this.server?.listen(0, '127.0.0.1', () => {
        through.host = `127.0.0.1:${(this.server?.address() as { port: number }).port}`;
        resolve(through.href);
      });
    });
  }

  /** Cuts all connections. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Ends, with all connections. */
  stop(): Promise<void> {
    this.cutAll();
    return new Promise((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
  }

  private join(client: Socket, server: Socket): void {
    if (this.refuse) client.destroy();
    const cut = (): void => {
      client.destroy();
      server.destroy();
    };
    let answerIsLost = false;
    let deaf = false;
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        this.sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (sent) => {
      if (this.deafFrom !== undefined && sent.includes(this.deafFrom)) {
        deaf = true;
        this.deafFrom = undefined;
        this.onDeaf();
      }
      if (deaf) return;
      if (this.next !== undefined && sent.includes('COMMIT')) {
        answerIsLost = this.next === 'after the commit';
        this.next = undefined;
        if (!answerIsLost) return cut();
      }
      server.write(sent);
    });
    server.on('data', (answer) => (answerIsLost ? cut() : client.write(answer)));
  }
}
