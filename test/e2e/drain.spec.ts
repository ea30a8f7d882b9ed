import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { v7 } from 'uuid';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { join } from 'node:path';
import { BatonProcess } from '../support/baton-process.js';

const NEW = `mutation New($input: RegisterCustomerInput!, $commandId: ID!) {
  registerCustomer(input: $input, commandId: $commandId) { ... on Receipt { position } }
}`;
const CALLERS = 12;

interface Asked {
  readonly commandId: string;
  /** The answer's position, or why there was none. */
  readonly position?: string;
  readonly failed?: string;
}

describe('the service, told to stop under load', () => {
  it('has answered every command it carried out, and stored every one it answered', async () => {
    const baton = await BatonProcess.start();
    const { url, token = '', dataFolder } = baton.announced;
    const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });
    const asked: Asked[] = [];
    let underLoad: () => void = () => undefined;
    const loaded = new Promise<void>((resolve) => (underLoad = resolve));
    const caller = async (): Promise<void> => {
      for (;;) {
        const commandId = v7();
        const outcome = await register(url, token, agent, commandId);
        asked.push({ commandId, ...outcome });
        if (asked.length === CALLERS * 10) underLoad();
        if (outcome.failed !== undefined) return;
      }
    };
    const callers = Promise.all(Array.from({ length: CALLERS }, caller));
    await loaded;
    const ended = await baton.stop('SIGTERM');
    await callers;
    expect([ended.code, ended.signal]).toEqual([0, null]);
    expect(ended.stderr).not.toContain('cut off');

    const stored = await commandsIn(dataFolder);
    const answered = asked.filter(({ position }) => position !== undefined);
    const failed = asked.filter((one) => one.failed !== undefined);
    expect(failed).toHaveLength(CALLERS);
    // What was not answered was never begun: its connection was refused, or closed before the request was read.
    for (const one of failed) expect(one.failed).toMatch(/^(ECONNREFUSED|ECONNRESET|EPIPE)$/);
    expect(answered.filter(({ commandId, position }) => stored.get(commandId) !== position)).toEqual([]);
    expect(failed.filter(({ commandId }) => stored.has(commandId))).toEqual([]);

    const again = await BatonProcess.start({ folder: dataFolder });
    const first = answered[0] as Asked;
    for (const { commandId, position } of [first, ...failed.slice(0, 3)]) {
      const outcome = await register(again.announced.url, again.announced.token ?? '', new Agent(), commandId);
      expect(outcome).toEqual({ position: position ?? expect.any(String) });
    }
    await again.stop('SIGTERM');
  });

  it('finishes what was begun for callers who have left, whole', async () => {
    const baton = await BatonProcess.start();
    const { url, token = '', dataFolder } = baton.announced;
    const { port, hostname } = new URL(url);
    const operations = Array.from({ length: 20 }, () => Array.from({ length: 30 }, () => v7()));
    const sockets = operations.map((ids) => {
      const fields = ids.map(
        (id, index) =>
          `a${index}: registerCustomer(commandId: "${id}", input: { customerId: "${id}", kind: PERSON, name: "Somebody", identifiers: [] }) { __typename }`,
      );
      const body = JSON.stringify({ query: `mutation { ${fields.join(' ')} }` });
      const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n`;
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(
        `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      return socket;
    });
    // Whoever is answered came last, so the others have been read; most of what they ask is still to be done.
    await register(url, token, new Agent(), v7());
    for (const socket of sockets) socket.destroy();
    const ended = await baton.stop('SIGTERM');
    expect([ended.code, ended.signal]).toEqual([0, null]);
    expect(ended.stderr).not.toMatch(/STORE_FAILED|"level":(50|"error")|cut off/);

    const stored = await commandsIn(dataFolder);
    const whole = operations.map((ids) => ids.filter((id) => stored.has(id)).length);
    expect(whole.filter((count) => count !== 0 && count !== 30)).toEqual([]);
    expect(whole).toContain(30);
  });
});

function register(url: string, token: string, agent: Agent, commandId: string): Promise<Omit<Asked, 'commandId'>> {
  const input = { customerId: commandId, kind: 'PERSON', name: 'Somebody', identifiers: [] };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve({ failed: error.code ?? error.message });
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.once('error', failed);
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.once('end', () => {
        const { data } = JSON.parse(text) as { data?: { registerCustomer: { position?: string } } };
        const position = data?.registerCustomer.position;
        resolve(position === undefined ? { failed: `${answer.statusCode}: ${text}` } : { position });
      });
    });
    sent.once('error', failed);
    sent.end(JSON.stringify({ query: NEW, variables: { input, commandId } }));
  });
}

/** Which commands wrote, and the position of the last event of each. */
async function commandsIn(folder: string): Promise<Map<string, string>> {
  const store = SqliteEventStore.open({ file: join(folder, 'events.db'), readOnly: true });
  const commands = new Map<string, string>();
  let after: string | undefined;
  for (;;) {
    const page = await store.readAll({ after, limit: 10_000 });
    for (const { causationId, position } of page.events) commands.set(causationId, position);
    if (page.atEnd) break;
    after = page.position;
  }
  await store.close();
  return commands;
}
