import { NO_HASH, sha256 } from '../chain.js';
import { MemoryEventStore } from '../memory/index.js';
import type { EventStore } from '../port.js';
import { appendOptions, collect, freshStream, newEvent } from '../testing/index.js';
import { EventStoreDbEventStore } from './index.js';
import { positionOf, serverId } from './stored-form.js';
import { EventStoreDouble } from './testing/event-store-double.js';

let double: EventStoreDouble;
let store: EventStoreDbEventStore;
beforeAll(async () => {
  double = await EventStoreDouble.start();
  store = await EventStoreDbEventStore.open({ connectionString: double.connectionString });
});
afterAll(async () => {
  await store.close();
  await double.stop();
});

const data = {
  text: 'ü 😀 \u0000 "',
  10: 'ten',
  9: 'nine',
  list: [-0, 1e21, null],
  ['__proto__']: { a: 1 },
  gone: undefined,
};
const events = [{ ...newEvent('Told', data), traceparent: '00-1-2-01', imported: true as const }, newEvent('More', {})];

it('gives events the hashes that every other engine gives them', async () => {
  const [stream, options] = [freshStream(), appendOptions('none')];
  const stored = async (engine: EventStore) => {
    await engine.append(stream, events, options);
    return (await collect(engine.readStream(stream))).map(({ position: _position, ...event }) => event);
  };
  expect(await stored(store)).toEqual(await stored(new MemoryEventStore()));
});

it("stores data as data, and in the metadata what the server's own tools follow a conversation by", async () => {
  const stream = freshStream();
  await store.append(stream, events, appendOptions('none'));
  const [kept] = double.log.stream(`baton.${stream}`);
  const [event] = await collect(store.readStream(stream));
  expect(kept).toMatchObject({ type: 'Told', contentType: 'application/json', id: serverId(event?.hash ?? '') });
  expect(JSON.parse(Buffer.from(kept?.data ?? []).toString())).toEqual(event?.data);
  expect(JSON.parse(Buffer.from(kept?.metadata ?? []).toString())).toMatchObject({
    id: event?.id,
    $correlationId: 'correlation-1',
    $causationId: 'cause-1',
    previousHash: NO_HASH,
    hash: event?.hash,
  });
});

it('reads where an append stands that the server does not say, before it answers', async () => {
  const stream = freshStream();
  double.saysPlaces = false;
  const first = await store.append(stream, events, appendOptions('none'));
  const second = await store.append(stream, [newEvent('Last')], appendOptions(1));
  double.saysPlaces = true;
  const places = (await collect(store.readStream(stream))).map(({ position }) => position);
  expect([first.position, second.position]).toEqual([places[1], places[2]]);
});

it('makes a UUID of version 8 of a hash', () => {
  expect(serverId(sha256('a'))).toMatch(/^ca978112-ca1b-8dca-[89ab]ac2-31b39a23dc4d$/);
});

it.each([undefined, { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n }])(
  'refuses to make up where an event stands that a server says nothing of: %p',
  (position) => {
    const read = () => positionOf({ streamId: 'baton.case-1', position });
    expect(read).toThrow(/the server does not say where an event of baton.case-1 stands.*22.10 or later/);
  },
);
