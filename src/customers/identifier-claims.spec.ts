import fc from 'fast-check';
import type { IdentifierKind, RefusalCode } from '@baton/contracts';
import { Refusal } from '@baton/decider';
import { StoreFailed, Streams, type CommandContext, type EventStore, type Receipt } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { contextOf } from '../../test/support/callers.js';
import { wrapped, type AroundAppend } from '../../test/support/wrapped-store.js';
import { AddIdentifierProcess } from './commands/add-identifier/add-identifier.process.js';
import { RegisterCustomerProcess } from './commands/register-customer/register-customer.process.js';
import { RetireIdentifierProcess } from './commands/retire-identifier/retire-identifier.process.js';
import { customerAggregate, isRecognisedBy } from './customer.state.js';
import { IdentifierClaims } from './identifier-claims.js';
import { customerStream, IdentifierFingerprints, reservationStream } from './identifier-fingerprints.js';
import { Reservations } from './reservations.js';

const fingerprints = new IdentifierFingerprints(new Uint8Array(32).fill(7));
const [ANNA, BERT, CARL] = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`) as [
  string,
  string,
  string,
];
const PHONE = '+43 1 58858 0';
const FINGERPRINT = fingerprints.of('PHONE', PHONE).fingerprint;

/** When something is asked, in seconds after noon. */
const after = (seconds: number): Partial<CommandContext> => ({
  now: new Date(Date.parse('2026-03-02T12:00:00.000Z') + seconds * 1000).toISOString(),
});

/** One process of the service, with a memory of its own. */
function processOn(store: EventStore) {
  const streams = new Streams(store);
  const reservations = new Reservations(streams);
  const claims = new IdentifierClaims(streams, reservations);
  const registering = new RegisterCustomerProcess(claims, fingerprints);
  const adding = new AddIdentifierProcess(claims, fingerprints);
  const retiring = new RetireIdentifierProcess(claims, fingerprints);
  type Own = Partial<CommandContext>;
  const identified = (kind: IdentifierKind, value: string) => ({ kind, value });
  return {
    streams,
    register: (name: string, customerId: string, phones: string[] = [], own: Own = {}): Promise<Receipt> => {
      const identifiers = phones.map((phone) => identified('PHONE', phone));
      const body = { customerId, kind: 'PERSON', name: 'Somebody', identifiers } as const;
      return registering.execute(body, contextOf(name, body, own));
    },
    add: (name: string, customerId: string, value = PHONE, own: Own = {}): Promise<Receipt> => {
      const body = { customerId, ...identified('PHONE', value) };
      return adding.execute(body, contextOf(name, body, own));
    },
    retire: (name: string, customerId: string, value = PHONE, own: Own = {}): Promise<Receipt> => {
      const body = { customerId, ...identified('PHONE', value), reason: 'given up' };
      return retiring.execute(body, contextOf(name, body, own));
    },
    recognised: async (customerId: string, fingerprint = FINGERPRINT): Promise<boolean> => {
      const loaded = await streams.load(customerStream(customerId), customerAggregate);
      return isRecognisedBy(loaded?.state, fingerprint);
    },
    holder: (fingerprint = FINGERPRINT) => reservations.holderOf(fingerprint),
  };
}

async function office(store: EventStore = new MemoryEventStore()) {
  const service = processOn(store);
  for (const customerId of [ANNA, BERT, CARL]) await service.register(`register ${customerId}`, customerId);
  return { store, ...service };
}

const refusalOf = async (asked: Promise<unknown>): Promise<RefusalCode> => {
  try {
    throw new Error(`not refused: ${JSON.stringify(await asked)}`);
  } catch (error) {
    if (error instanceof Refusal) return error.code as RefusalCode;
    throw error;
  }
};

const typesOf = async (store: EventStore, stream: string): Promise<string[]> => {
  const types: string[] = [];
  for await (const { type } of store.readStream(stream)) types.push(type);
  return types;
};

/** Cuts the service off at the next append to such a stream: before it is stored, or after. */
const cutOff = (kind: string, when: 'before' | 'after'): AroundAppend & { armed: boolean } => {
  const around: AroundAppend & { armed: boolean } = Object.assign(
    async (stream: string, append: Parameters<AroundAppend>[1]) => {
      if (!around.armed || !stream.startsWith(kind)) return append();
      around.armed = false;
      if (when === 'after') await append();
      throw new StoreFailed('STORE_IO', 'The power failed', 'Send the command again');
    },
    { armed: false },
  );
  return around;
};

describe('an identifier', () => {
  it('is reserved before the customer has it, and stays reserved', async () => {
    const { store, add, holder, recognised } = await office();
    await add('add', ANNA);
    expect(await typesOf(store, reservationStream(FINGERPRINT))).toEqual(['IdentifierReserved']);
    expect(await holder()).toBe(ANNA);
    expect(await recognised(ANNA)).toBe(true);
  });

  it('is the same in whatever way it is written', async () => {
    const { add } = await office();
    await add('add', ANNA, '+43 1 58858 0');
    expect(await refusalOf(add('add too', BERT, '+43-1-588580'))).toBe('IDENTIFIER_TAKEN');
  });

  it('has a reservation whose name nobody can guess without the key', () => {
    const other = new IdentifierFingerprints(new Uint8Array(32).fill(8)).of('PHONE', PHONE).fingerprint;
    expect(FINGERPRINT).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(FINGERPRINT);
    expect(fingerprints.of('EXTERNAL', '+431588580').fingerprint).not.toBe(FINGERPRINT);
    expect(() => new IdentifierFingerprints(new Uint8Array(16))).toThrow('at least 32');
  });

  it('is refused to another customer, whose events stay as they were', async () => {
    const { store, add, holder } = await office();
    await add('add', ANNA);
    expect(await refusalOf(add('add too', BERT))).toBe('IDENTIFIER_TAKEN');
    expect(await typesOf(store, customerStream(BERT))).toEqual(['CustomerRegistered']);
    expect(await holder()).toBe(ANNA);
  });

  it('is for another customer once it was retired', async () => {
    const { store, add, retire, holder } = await office();
    await add('add', ANNA);
    await retire('retire', ANNA);
    expect(await holder()).toBeUndefined();
    await add('add too', BERT);
    expect(await holder()).toBe(BERT);
    expect(await typesOf(store, reservationStream(FINGERPRINT))).toEqual([
      'IdentifierReserved',
      'IdentifierFreed',
      'IdentifierReserved',
    ]);
  });

  it('comes back to the customer who retired it, if nobody else took it', async () => {
    const { add, retire, recognised, holder } = await office();
    await add('add', ANNA);
    await retire('retire', ANNA);
    await add('add again', ANNA);
    expect([await recognised(ANNA), await holder()]).toEqual([true, ANNA]);
  });

  it('leaves nothing reserved where the customer does not exist or has moved on (X2)', async () => {
    const { add, holder } = await office();
    expect(await refusalOf(add('add', ANNA.replace('a', 'f')))).toBe('CUSTOMER_UNKNOWN');
    expect(await refusalOf(add('add', ANNA, PHONE, { expectedRevision: 7 }))).toBe('REVISION_CONFLICT');
    expect(await holder()).toBeUndefined();
  });
});

describe('a command about identifiers, sent again', () => {
  it('X1 answers the same receipt, also when the identifier has changed hands since', async () => {
    const { store, add, retire, recognised, holder } = await office();
    const first = await add('add', ANNA);
    expect(await add('add', ANNA)).toEqual(first);
    const retired = await retire('retire', ANNA);
    await add('add too', BERT);
    const written = await store.head();
    expect(await add('add', ANNA)).toEqual(first);
    expect(await retire('retire', ANNA)).toEqual(retired);
    expect([await recognised(ANNA), await holder(), await store.head()]).toEqual([false, BERT, written]);
  });

  it('X1 is refused with another body, and reserves nothing', async () => {
    const { add, holder } = await office();
    await add('add', ANNA);
    const other = '+43 1 58858 1';
    const asked = add('add', ANNA, other, { commandHash: contextOf('add', { other }).commandHash });
    expect(await refusalOf(asked)).toBe('COMMAND_ID_REUSED');
    expect(await holder(fingerprints.of('PHONE', other).fingerprint)).toBeUndefined();
  });
});

describe('a command that was held up until another customer had the identifier', () => {
  const heldUpUntilTaken = async () => {
    const log = new MemoryEventStore();
    const others = await office(log);
    let held = false;
    const service = processOn(
      wrapped(log, async (stream, append) => {
        if (stream === customerStream(ANNA) && !held) {
          held = true;
          await others.add('bert', BERT, PHONE, after(61));
        }
        return append();
      }),
    );
    expect(await refusalOf(service.add('anna', ANNA))).toBe('IDENTIFIER_TAKEN');
    expect([await others.recognised(ANNA), await others.holder()]).toEqual([false, BERT]);
    return { log, ...others };
  };

  it('X1 is refused again when it is sent again, by every process, and writes nothing', async () => {
    const { log, add } = await heldUpUntilTaken();
    const written = await log.head();
    expect(await refusalOf(add('anna', ANNA))).toBe('IDENTIFIER_TAKEN');
    expect(await refusalOf(processOn(log).add('anna', ANNA))).toBe('IDENTIFIER_TAKEN');
    expect(await log.head()).toBe(written);
  });

  it('X1 is refused also once the identifier is free, or is his by a later command', async () => {
    const { add, retire, recognised } = await heldUpUntilTaken();
    await retire('retire', BERT);
    expect(await refusalOf(add('anna', ANNA))).toBe('IDENTIFIER_TAKEN');
    await add('anna, later', ANNA);
    expect(await refusalOf(add('anna', ANNA))).toBe('IDENTIFIER_TAKEN');
    expect(await recognised(ANNA)).toBe(true);
  });
});

describe('registering with identifiers', () => {
  const first = fingerprints.of('PHONE', '+43 1 58858 1').fingerprint;

  it('takes all of them or none, and gives back what was reserved', async () => {
    const { store, add, register, holder } = await office();
    await add('add', ANNA);
    const dora = ANNA.replaceAll('a', 'd');
    expect(await refusalOf(register('dora', dora, ['+43 1 58858 1', PHONE]))).toBe('IDENTIFIER_TAKEN');
    expect(await typesOf(store, customerStream(dora))).toEqual([]);
    expect(await holder(first)).toBeUndefined();
    await register('dora, corrected', dora, ['+43 1 58858 1', '+43-1-588581']);
    expect(await typesOf(store, customerStream(dora))).toEqual(['CustomerRegistered', 'IdentifierAdded']);
    expect(await holder(first)).toBe(dora);
  });

  it('lets exactly one of two win who want the same ones in another order', async () => {
    const { store } = await office();
    const [dora, emil] = ['d', 'e'].map((letter) => ANNA.replaceAll('a', letter)) as [string, string];
    const answers = await Promise.allSettled([
      processOn(store).register('dora', dora, [PHONE, '+43 1 58858 1']),
      processOn(store).register('emil', emil, ['+43 1 58858 1', PHONE]),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('two callers at the same instant', () => {
  it('exactly one of two callers on one service wins', async () => {
    const { add, recognised } = await office();
    const answers = await Promise.allSettled([add('anna', ANNA), add('bert', BERT)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect([await recognised(ANNA), await recognised(BERT)].filter(Boolean)).toHaveLength(1);
  });

  it('exactly one of three callers on three services wins, in whatever order their steps fall', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const outcome = await interleaved(scheduler, [0, 0, 0]);
        expect(outcome.winners).toHaveLength(1);
        expect(outcome.refused).toEqual(['IDENTIFIER_TAKEN', 'IDENTIFIER_TAKEN']);
        expect(outcome.recognised).toEqual(outcome.winners);
        expect(outcome.holder).toBe(outcome.winners[0]);
      }),
      { numRuns: 40 },
    );
  });

  it('never two win, even where one was held up for longer than a reservation lasts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const outcome = await interleaved(scheduler, [0, 120]);
        expect(outcome.winners.length).toBeLessThanOrEqual(1);
        expect(outcome.recognised).toEqual(outcome.winners);
        if (outcome.winners.length > 0) expect(outcome.holder).toBe(outcome.winners[0]);
      }),
      { numRuns: 60 },
    );
  });

  it('a customer who retires and adds it at once ends with both streams saying the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { store, add } = await office();
        await add('add', ANNA);
        const held = heldUp(store, scheduler);
        const asked = [processOn(held).retire('retire', ANNA), processOn(held).add('add again', ANNA)];
        await scheduler.waitIdle();
        await Promise.all(asked);
        const { recognised, holder } = processOn(store);
        expect(await holder()).toBe((await recognised(ANNA)) ? ANNA : undefined);
      }),
      { numRuns: 60 },
    );
  });
});

describe('after a crash between the reservation and the customer', () => {
  const crashed = async () => {
    const around = cutOff('customer-', 'before');
    const service = await office(wrapped(new MemoryEventStore(), around));
    around.armed = true;
    await expect(service.add('anna', ANNA)).rejects.toThrow('The power failed');
    expect([await service.holder(), await service.recognised(ANNA)]).toEqual([ANNA, false]);
    return service;
  };

  it('the command sent again goes on and finishes', async () => {
    const { store, add, recognised } = await crashed();
    await add('anna', ANNA);
    expect(await recognised(ANNA)).toBe(true);
    expect(await typesOf(store, reservationStream(FINGERPRINT))).toEqual(['IdentifierReserved']);
  });

  it('another customer is asked to wait for a minute, then takes it over', async () => {
    const { add, recognised, holder } = await crashed();
    expect(await refusalOf(add('bert', BERT, PHONE, after(60)))).toBe('IDENTIFIER_TAKEN');
    await add('bert', BERT, PHONE, after(61));
    expect([await recognised(BERT), await holder()]).toEqual([true, BERT]);
    expect(await refusalOf(add('anna', ANNA, PHONE, after(62)))).toBe('IDENTIFIER_TAKEN');
    expect(await recognised(ANNA)).toBe(false);
  });

  it('an answer lost after everything was stored is given again', async () => {
    const around = cutOff('customer-', 'after');
    const { store, add, recognised } = await office(wrapped(new MemoryEventStore(), around));
    around.armed = true;
    await expect(add('anna', ANNA)).rejects.toThrow('The power failed');
    const written = await store.head();
    expect(await add('anna', ANNA)).toMatchObject({ stream: customerStream(ANNA), revision: 1 });
    expect([await recognised(ANNA), await store.head()]).toEqual([true, written]);
  });

  it('an identifier retired but not freed is freed by the command sent again', async () => {
    const around = cutOff('identifier-', 'before');
    const { add, retire, holder } = await office(wrapped(new MemoryEventStore(), around));
    await add('anna', ANNA);
    around.armed = true;
    await expect(retire('retire', ANNA)).rejects.toThrow('The power failed');
    expect(await holder()).toBe(ANNA);
    await retire('retire', ANNA);
    expect(await holder()).toBeUndefined();
  });

  it('an identifier retired but never freed is taken over by another customer', async () => {
    const around = cutOff('identifier-', 'before');
    const { add, retire, holder } = await office(wrapped(new MemoryEventStore(), around));
    await add('anna', ANNA);
    around.armed = true;
    await expect(retire('retire', ANNA)).rejects.toThrow('The power failed');
    await add('bert', BERT, PHONE, after(61));
    expect(await holder()).toBe(BERT);
  });
});

/** A store whose every step waits for its turn. */
const heldUp = (store: EventStore, scheduler: fc.Scheduler): EventStore =>
  wrapped(
    store,
    async (stream, append) => {
      await scheduler.schedule(Promise.resolve(), `append to ${stream.slice(0, 12)}`);
      return append();
    },
    (stream) => scheduler.schedule(Promise.resolve(), `read ${stream.slice(0, 12)}`),
  );

/** Several customers want the same identifier, each through a service of its own, asked so many seconds after noon. */
async function interleaved(scheduler: fc.Scheduler, seconds: number[]) {
  const { store } = await office();
  const held = heldUp(store, scheduler);
  const customers = [ANNA, BERT, CARL].slice(0, seconds.length);
  const asked = customers.map((customerId, index) =>
    processOn(held).add(`add ${customerId}`, customerId, PHONE, after(seconds[index] ?? 0)),
  );
  const answers = Promise.allSettled(asked);
  await scheduler.waitIdle();
  const settled = await answers;
  const { recognised, holder } = processOn(store);
  const winners = customers.filter((_, index) => settled[index]?.status === 'fulfilled');
  const refused = settled.flatMap((answer) => (answer.status === 'rejected' ? [(answer.reason as Refusal).code] : []));
  const recognisedNow: string[] = [];
  for (const customerId of customers) if (await recognised(customerId)) recognisedNow.push(customerId);
  return { winners, refused, recognised: recognisedNow, holder: await holder() };
}
