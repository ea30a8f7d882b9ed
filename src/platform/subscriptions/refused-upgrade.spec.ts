import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { TestClock } from '../../../test/support/baton.js';
import { ClientError } from '../graphql/client-error.js';
import { SOCKET_LIMITS } from './limits.js';
import { refuseUpgrade } from './refused-upgrade.js';

const why = {
  status: '429 Too Many Requests',
  error: new ClientError('TOO_MANY_SOCKETS', 'There are too many', { remedy: 'Close one.' }),
};

/** A client's connection: what it was sent, and a client that takes it or does not. */
function client(takes: boolean) {
  let sent = '';
  const socket = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _, taken) => {
      sent += chunk.toString();
      if (takes) taken();
    },
  });
  return { socket, sent: () => sent };
}

describe('an upgrade that is refused', () => {
  let clock: TestClock;
  beforeEach(() => (clock = new TestClock()));

  it('is answered as errors are answered, with what to do, and hung up', async () => {
    const { socket, sent } = client(true);
    refuseUpgrade(socket, why, clock);
    await once(socket, 'close');
    const [head = '', body = ''] = sent().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n[^]*connection: close/);
    expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
    expect(JSON.parse(body)).toEqual({
      data: null,
      errors: [{ message: 'There are too many', extensions: { code: 'TOO_MANY_SOCKETS', remedy: 'Close one.' } }],
    });
  });

  it('does not hold the connection of a client that takes no answer for longer than so long', async () => {
    const { socket } = client(false);
    refuseUpgrade(socket, why, clock);
    clock.pass({ seconds: SOCKET_LIMITS.refusalMs / 1000 - 0.001 });
    expect(socket.destroyed).toBe(false);
    clock.pass({ seconds: 0.001 });
    expect(socket.destroyed).toBe(true);
    await once(socket, 'close');
  });

  it('is no trouble where the client breaks the connection', async () => {
    const { socket } = client(false);
    refuseUpgrade(socket, why, clock);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy(new Error('reset by the peer'));
    await closed;
  });
});
