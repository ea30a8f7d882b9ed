import { Agent, request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { Draining } from './draining.js';

interface Answered {
  readonly status: number | undefined;
  readonly connection: string | undefined;
}

describe('a service that is told to stop', () => {
  let server: FastifyInstance;
  let logged: string;
  let arrived: Promise<void>;
  let finish: () => void;

  const draining = async (drainTime: number): Promise<Draining> => {
    logged = '';
    const log = pino({}, { write: (line: string) => void (logged += line) });
    const made = new Draining({ drainTime }, log);
    server = fastify();
    made.attach(server);
    let arrive: () => void;
    arrived = new Promise((resolve) => (arrive = resolve));
    const finished = new Promise<void>((resolve) => (finish = resolve));
    server.get('/slow', async () => {
      arrive();
      await finished;
      return 'done';
    });
    server.get('/feed', async (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200).write('begun');
      await finished;
      reply.raw.end('ended');
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    return made;
  };
  afterEach(() => {
    finish();
    return server.close();
  });

  const get = (): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const { port } = server.server.address() as AddressInfo;
      const headers = { connection: 'keep-alive' };
      request({ port, host: '127.0.0.1', path: '/slow', headers }, (answer) => {
        answer
          .resume()
          .once('end', () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
      })
        .once('error', reject)
        .end();
    });

  it('answers what is under way and closes its connection, but takes no new one', async () => {
    const drained = await draining(600_000);
    const under = get();
    await arrived;
    const port = (server.server.address() as AddressInfo).port;
    const ended = drained.begin();
    expect(drained.begun).toBe(true);
    await expect(fetch(`http://127.0.0.1:${port}/slow`)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    finish();
    expect(await under).toEqual({ status: 200, connection: 'close' });
    await ended;
    expect(logged).toContain('"open":1,"msg":"stopping');
    expect(logged).not.toContain('cut off');
  });

  it('closes the connection of an answer that began before, once it has ended', async () => {
    const drained = await draining(600_000);
    const { port } = server.server.address() as AddressInfo;
    const agent = new Agent({ keepAlive: true });
    const ended = new Promise<string>((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/feed', agent }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (text !== 'begun') return;
          void drained.begin();
          finish();
        });
        answer.once('end', () => resolve(text));
      })
        .once('error', reject)
        .end();
    });
    expect(await ended).toBe('begunended');
    await drained.begin();
    expect(logged).not.toContain('cut off');
    agent.destroy();
  });

  it('cuts off what takes longer than it is given, and says so', async () => {
    const drained = await draining(1);
    const under = get();
    await arrived;
    const cut = expect(under).rejects.toMatchObject({ code: 'ECONNRESET' });
    await drained.begin();
    await cut;
    expect(logged).toContain('BATON_DRAIN_TIME');
  });

  it('finishes what was begun for a caller who has left', async () => {
    const drained = await draining(600_000);
    const { port } = server.server.address() as AddressInfo;
    const closed = new Promise<void>((resolve) =>
      server.server.once('connection', (socket) => socket.once('close', () => resolve())),
    );
    const leaving = connect({ port, host: '127.0.0.1' });
    leaving.write('GET /slow HTTP/1.1\r\nhost: here\r\n\r\n');
    await arrived;
    leaving.destroy();
    await closed;
    let over = false;
    const ended = drained.begin().then(() => (over = true));
    await new Promise<void>((resolve) => server.server.once('close', resolve));
    await nextTurn();
    expect(over).toBe(false);
    finish();
    await ended;
    expect(logged).not.toContain('cut off');
  });

  it('also cuts off who asked for another protocol and holds on to the connection', async () => {
    const drained = await draining(1);
    const taken = new Promise<void>((resolve) => server.server.once('upgrade', () => resolve()));
    const stranger = connect({ port: (server.server.address() as AddressInfo).port, allowHalfOpen: true });
    const gone = new Promise<void>((resolve) => stranger.once('error', () => resolve()).once('end', () => resolve()));
    stranger.resume().write('GET /slow HTTP/1.1\r\nhost: here\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    await taken;
    await drained.begin();
    await gone;
    stranger.destroy();
  });

  it('that never listened is stopped at once', async () => {
    const drained = await draining(600_000);
    await server.close();
    await expect(drained.begin()).resolves.toBeUndefined();
  });
});
