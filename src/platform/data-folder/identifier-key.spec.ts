import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { MemoryEventStore } from '@baton/event-store/memory';
import { fingerprintOf } from '@baton/contracts';
import { refuseLostIdentifierKey, refuseWrongIdentifierKey } from './identifier-key.js';

describe('the key of identifiers', () => {
  let folder: string;
  let store: MemoryEventStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-identifier-key-'));
    store = new MemoryEventStore();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const written = async (stream: string, type: string, data = {}): Promise<void> => {
    const id = randomUUID();
    const at = '2026-03-02T09:00:00.000Z';
    await store.append(
      stream,
      [
        {
          ...{ id, type, schemaVersion: 1, occurredAt: at, recordedAt: at, correlationId: id, causationId: id },
          ...{ by: { agent: 'anna', department: 'shop', role: 'AGENT' }, data },
        },
      ],
      { expected: 'none', commandId: id, commandHash: '0'.repeat(64) },
    );
  };

  it('may be missing where no identifier was registered: in a new folder, and in one that was imported into', async () => {
    await expect(refuseLostIdentifierKey(folder, store)).resolves.toBeUndefined();
    await written('case-1', 'CaseOpened');
    await written('customer-1', 'CustomerRegistered');
    await expect(refuseLostIdentifierKey(folder, store)).resolves.toBeUndefined();
  });

  it('may not be missing once identifiers are registered, and is not made anew', async () => {
    await written('case-1', 'CaseOpened');
    await written('identifier-1', 'IdentifierReserved');
    await expect(refuseLostIdentifierKey(folder, store)).rejects.toMatchObject({
      code: 'SECRET_MISSING',
      message: expect.stringContaining(join(folder, 'identifier-key')),
      remedy:
        'Put identifier-key back from the backup, or restore all of it into an empty folder with baton restore; without it no identifier is recognised again.',
    });
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'identifier-key'), 'k');
    await expect(refuseLostIdentifierKey(folder, store)).resolves.toBeUndefined();
  });

  it('may not be another one than the first identifier was registered under, whatever was noted before', async () => {
    const [key, other] = ['ab', 'cd'].map((byte) => byte.repeat(32)) as [string, string];
    const notes = new Map<string, string>();
    const kept = {
      noted: (name: string) => Promise.resolve(notes.get(name)),
      note: (name: string, value: string) => Promise.resolve(void notes.set(name, value)),
    };
    const start = (with_: string): Promise<void> => {
      writeFileSync(join(folder, 'identifier-key'), with_);
      return refuseWrongIdentifierKey(folder, store, kept);
    };
    await refuseWrongIdentifierKey(folder, store, kept);
    await start(other);
    const identifier = { kind: 'EMAIL', value: 'ewa@example.org' } as const;
    const fingerprint = fingerprintOf(Buffer.from(key, 'hex'), identifier);
    await written('customer-1', 'IdentifierAdded', { ...identifier, fingerprint });
    notes.clear();
    for (const _ of [1, 2]) await start(key);
    await expect(start(other)).rejects.toMatchObject({
      code: 'SECRET_WRONG',
      remedy: expect.stringContaining('from the backup'),
    });
    await start(key);
    store.readAll = () => Promise.reject(new Error('the log is read though the key is noted'));
    await start(key);
    expect(JSON.stringify([...notes])).not.toContain(key);
  });
});
