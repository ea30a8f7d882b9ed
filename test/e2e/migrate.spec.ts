import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyLog, type StoredEvent } from '@baton/event-store';
import { EventStoreDbEventStore, EventStoreDbStoredLog } from '@baton/event-store/eventstoredb';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { appendOptions, newEvent, readOn } from '@baton/event-store/testing';
import { EventStoreDouble } from '../../libs/event-store/eventstoredb/testing/event-store-double.js';
import type { Fault } from '../../libs/event-store/eventstoredb/testing/faults.js';
import { migrateCommand } from '../../src/platform/cli/migrate.cli.js';
import { runProgram } from '../../src/platform/cli/program.js';
import { sample } from '../integration/importing.js';
import { BatonProcess, runBaton, startCommand, temporaryFolder } from '../support/baton-process.js';
import { itWhere } from '../support/it-where.js';
import { canMount, whereMounted } from '../support/own-mounts.js';

const PATIENCE_MS = 120_000;

let double: EventStoreDouble;
beforeAll(async () => (double = await EventStoreDouble.start()));
afterAll(() => double.stop());

interface Report {
  readonly from: string;
  readonly to: string;
  readonly events: number;
  readonly streams: number;
  readonly written: number;
  readonly complete: boolean;
  readonly root?: string;
}

const prefixOfOwn = (): string => `baton-test-${randomUUID()}.`;

/** The words of a move between a folder and the double. */
const away = (folder: string, prefix: string): string[] => [
  ...['migrate', '--from', `sqlite:${folder}`],
  ...['--to', double.connectionString, '--to-prefix', prefix],
];
const back = (prefix: string, folder: string): string[] => [
  ...['migrate', '--from', double.connectionString, '--from-prefix', prefix],
  ...['--to', `sqlite:${folder}`],
];

async function move(words: readonly string[]): Promise<Report> {
  const { code, stdout, stderr } = await runBaton(['--json', ...words]);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Report;
}

/** What is in the double under a prefix, as it was sealed. */
async function told(prefix: string): Promise<Omit<StoredEvent, 'position'>[]> {
  const store = await EventStoreDbEventStore.open({ connectionString: double.connectionString, prefix });
  const events = await readOn(store, undefined, 1000);
  await store.close();
  return events.map(({ position: _position, ...event }) => event);
}

async function toldIn(folder: string): Promise<Omit<StoredEvent, 'position'>[]> {
  const store = SqliteEventStore.open({ file: join(folder, 'events.db'), readOnly: true });
  const events = await readOn(store, undefined, 1000);
  await store.close();
  return events.map(({ position: _position, ...event }) => event);
}

describe('an office', () => {
  let folder: string;
  let count: number;

  beforeAll(async () => {
    folder = temporaryFolder();
    const service = await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } });
    await service.stop('SIGTERM');
    const imported = await runBaton(['import', 'csv', sample('office.csv'), '--profile', 'office'], { folder });
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    count = (await toldIn(folder)).length;
  }, PATIENCE_MS);

  it(
    'moves to EventStoreDB and back: the same events in the same order, the same root, the same figures',
    async () => {
      const [prefix, again] = [prefixOfOwn(), temporaryFolder()];
      const there = await move(away(folder, prefix));
      expect(there).toMatchObject({ events: count, written: count, complete: true });
      expect(there.from).toBe(`sqlite:${folder}`);
      expect(there.to).toBe(`${double.connectionString.replace(/\?.*/, '')}, streams ${prefix}*`);
      expect(await told(prefix)).toEqual(await toldIn(folder));

      const log = await EventStoreDbStoredLog.open({ connectionString: double.connectionString, prefix });
      expect((await verifyLog(log)).root).toBe(there.root);
      await log.close();

      const { from: _from, to: _to, ...counts } = await move(back(prefix, again));
      expect(counts).toMatchObject({ events: count, written: count, complete: true, root: there.root });
      expect(await toldIn(again)).toEqual(await toldIn(folder));
      for (const [at, words] of [
        [folder, ['verify']],
        [folder, ['figures', 'transfers']],
      ] as const) {
        const [before, after] = [await runBaton(words, { folder: at }), await runBaton(words, { folder: again })];
        expect(after).toEqual(before);
        expect(after.code).toBe(0);
      }
    },
    PATIENCE_MS,
  );

  it(
    'goes on where it was when the move was killed while the server stored, and writes nothing twice',
    async () => {
      const prefix = prefixOfOwn();
      for (const kills of [1, 2]) {
        const running = startCommand(away(folder, prefix));
        double.faults.append.push(
          ...Array.from(
            { length: 15 },
            (): Fault =>
              ({ tell }) =>
                tell(),
          ),
        );
        double.faults.append.push(({ store }) => {
          store();
          void running.stop('SIGKILL');
        });
        expect((await running.ended).signal).toBe('SIGKILL');
        expect((await told(prefix)).length).toBeGreaterThanOrEqual(16 * kills);
      }
      const already = (await told(prefix)).length;
      expect(already).toBeLessThan(count);
      expect(await move(away(folder, prefix))).toMatchObject({ written: count - already, events: count });
      expect(await told(prefix)).toEqual(await toldIn(folder));
    },
    PATIENCE_MS,
  );

  it(
    'stops at Ctrl-C, says so, and goes on when asked again',
    async () => {
      const prefix = prefixOfOwn();
      const running = startCommand([...away(folder, prefix), '--overlap', '4']);
      // The answer is lost: when the same append comes again, the signal has been heard.
      double.faults.append.push(({ store }) => {
        store();
        void running.stop('SIGINT');
      });
      const { code, stderr } = await running.ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /Stopped before all of it was there\n {2}Run it again: it goes on where it was\.\n {2}\(MOVE_STOPPED\)/,
      );
      const stored = (await told(prefix)).length;
      expect(stored).toBeGreaterThan(0);
      expect(stored).toBeLessThan(count / 2);
      expect(await move(away(folder, prefix))).toMatchObject({ written: count - stored });
    },
    PATIENCE_MS,
  );

  it(
    'is copied ahead while its service runs, and for good once that has stopped',
    async () => {
      const [own, prefix] = [temporaryFolder(), prefixOfOwn()];
      const service = await BatonProcess.start({ folder: own, env: { BATON_DEMO: 'on' } });
      const early = await runBaton(away(own, prefix));
      expect(early).toMatchObject({ code: 1, stderr: expect.stringMatching(/DATA_FOLDER_IN_USE/) });
      expect(early.stderr).toContain('--ahead');
      expect(await told(prefix)).toEqual([]);

      const ahead = await move([...away(own, prefix), '--ahead']);
      expect(ahead.complete).toBe(false);
      expect(ahead.written).toBeGreaterThan(0);
      await service.stop('SIGTERM');
      const rest = await move(away(own, prefix));
      expect(rest).toMatchObject({ events: ahead.written + rest.written, complete: true, root: expect.any(String) });
      expect(await told(prefix)).toEqual(await toldIn(own));
    },
    PATIENCE_MS,
  );
});

describe('baton migrate', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    env = {};
    folder = temporaryFolder();
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    for (const text of ['one', 'two', 'three']) {
      await store.append('case-1', [newEvent('NoteAdded', { text })], appendOptions('any'));
    }
    await store.close();
  });

  const baton = async (...args: string[]) => {
    let out = '';
    let err = '';
    const none = (): Promise<never> => Promise.reject(new Error('the application is not needed here'));
    const code = await runProgram(none, [migrateCommand], ['migrate', ...args], {
      env: { BATON_CONFIG: '/dev/null', ...env },
      stdout: { write: (text) => (out += text) },
      stderr: { write: (text) => (err += text) },
    });
    return { code, out, err };
  };
  const [from, to] = ['--from', '--to'];

  it('tells people what it did, and where to read on', async () => {
    const { code, out, err } = await baton(from, `sqlite:${folder}`, to, `sqlite:${join(folder, 'other')}`);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^copy: done\nverify the target: done\n3 of 3 events were written to sqlite:.*other in [\d.]+ s\./,
    );
    expect(out).toMatch(/3 events of 1 streams are there as they are in sqlite:.*\nroot [0-9a-f]{64} on both sides\n/);
    expect(existsSync(join(folder, 'running.json'))).toBe(false);
    const help = await baton('--help');
    expect(help.out).toContain('sqlite:<data folder>');
  });

  it.each<readonly [string, () => string[], number, RegExp]>([
    ['no target', () => [from, `sqlite:${folder}`], 2, /--to <engine>/],
    [
      'an engine it does not know',
      () => [from, `sqlite:${folder}`, to, 'mysql://u:secret@h'],
      2,
      /"mysql:…" names no engine/,
    ],
    [
      'a prefix of a folder',
      () => [from, `sqlite:${folder}`, '--from-prefix', 'x.', to, 'esdb://h'],
      2,
      /have no prefix/,
    ],
    ['the same twice', () => [from, `sqlite:${folder}`, to, `sqlite:${folder}/.`], 2, /is source and target/],
    [
      'the same twice, the usual prefix told once',
      () => [from, double.connectionString, to, double.connectionString, '--to-prefix', 'baton.'],
      2,
      /is source and target.*\(SAME_ENGINE\)/s,
    ],
    [
      'a prefix that the settings would not take',
      () => [from, `sqlite:${folder}`, to, double.connectionString, '--to-prefix', 'team'],
      2,
      /"team" is no prefix of streams.*a dot at the end.*\(PREFIX_INVALID\)/s,
    ],
    ['no number', () => [from, 'sqlite:a', to, 'sqlite:b', '--overlap', '0'], 2, /a whole number from 1 to 1000/],
    [
      'a folder without events',
      () => [from, `sqlite:${folder}/none`, to, `sqlite:${folder}/b`],
      1,
      /DATA_FOLDER_WITHOUT_EVENTS/,
    ],
    [
      'a prefix that nothing begins with',
      () => [from, double.connectionString, '--from-prefix', prefixOfOwn(), to, `sqlite:${folder}/b`],
      1,
      /The source holds no events\n {2}Check its name, and the prefix of its streams\.\n {2}\(SOURCE_EMPTY\)/,
    ],
    [
      'an address without user and password',
      () => [from, `sqlite:${folder}`, to, 'esdb://127.0.0.1:1?tls=true'],
      1,
      /names no user and password.*\(STORE_UNREACHABLE\)/s,
    ],
  ])('refuses %s, and says so without a password', async (_, args, exit, message) => {
    const { code, out, err } = await baton(...args());
    expect([code, out]).toEqual([exit, '']);
    expect(err).toMatch(message);
    expect(err).not.toContain('secret');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  it('takes the engines of the settings where no other is named, so that no password is a word of the command', async () => {
    const prefix = 'office.';
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, 'ab'.repeat(32));
    env = { BATON_DATA: folder };
    const none = await baton(from, 'sqlite', to, 'eventstoredb');
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('The settings name no EventStoreDB') });
    env = {
      BATON_DATA: folder,
      BATON_EVENTSTOREDB: double.connectionString,
      BATON_EVENTSTOREDB_PREFIX: prefix,
      BATON_POSTGRES: 'postgres://baton:secret@localhost/baton',
      BATON_IDENTIFIER_KEY_FILE: keyFile,
    };
    const { code, out, err } = await baton(from, 'sqlite', to, 'eventstoredb');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/3 of 3 events were written to esdb:.*, streams office\.\*/);
    expect(await told(prefix)).toEqual(await toldIn(folder));
  });

  it('refuses a target with other events, and leaves it as it was', async () => {
    const prefix = prefixOfOwn();
    const options = { connectionString: double.connectionString, prefix };
    const store = await EventStoreDbEventStore.open(options);
    await store.append('case-1', [newEvent('NoteAdded')], appendOptions('none'));
    await store.close();
    const { code, err } = await baton(from, `sqlite:${folder}`, to, double.connectionString, '--to-prefix', prefix);
    expect(code).toBe(1);
    expect(err).toMatch(
      /case-1 has another event at revision 0\n {2}Name a target that is empty.*\n {2}\(TARGET_HAS_OTHERS\)/,
    );
    expect(await told(prefix)).toHaveLength(1);
  });

  it('lets go of the folder it was told to leave, so that it can be asked again', async () => {
    const wrong = await baton(from, `sqlite:${folder}`, to, 'esdb://127.0.0.1:1?tls=true');
    expect(wrong.code).toBe(1);
    expect((await baton(from, `sqlite:${folder}`, to, `sqlite:${folder}/b`)).code).toBe(0);
  });

  it('goes by the prefix it is told rather than that of the settings, and shows no password of an address', async () => {
    const prefix = prefixOfOwn();
    const keyFile = join(folder, 'key');
    writeFileSync(keyFile, 'ab'.repeat(32));
    env = {
      BATON_DATA: folder,
      BATON_EVENTSTOREDB: double.connectionString.replace('//', '//ada:hidden@'),
      BATON_EVENTSTOREDB_PREFIX: 'elsewhere.',
      BATON_POSTGRES: 'postgres://baton:secret@localhost/baton',
      BATON_IDENTIFIER_KEY_FILE: keyFile,
    };
    const { code, out, err } = await baton(from, 'sqlite', to, 'eventstoredb', '--to-prefix', prefix);
    expect([code, err]).toEqual([0, '']);
    expect(await told(prefix)).toEqual(await toldIn(folder));
    expect(out).toContain(`streams ${prefix}*`);
    expect(out).not.toMatch(/ada|hidden|tls=/);
  });

  it('takes as many appends at once as it says, and no more', async () => {
    const words = (overlap: string): string[] => [
      from,
      `sqlite:${folder}`,
      to,
      `sqlite:${folder}/b`,
      '--overlap',
      overlap,
    ];
    expect(await baton(...words('1001'))).toMatchObject({ code: 2, err: expect.stringContaining('from 1 to 1000') });
    expect((await baton(...words('1000'))).code).toBe(0);
  });

  itWhere(canMount, 'no small disk can be mounted here to fill it up')(
    'says that the disk of its target is full, or read-only, and goes on when there is room',
    async () => {
      const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
      for (let count = 3; count < 100; count++) {
        await store.append('case-2', [newEvent('NoteAdded', { text: 'x'.repeat(120_000) })], appendOptions('any'));
      }
      await store.close();
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      const move = `baton --json migrate --from 'sqlite:${folder}' --to "sqlite:$DISK/data"`;
      const full = whereMounted(
        disk,
        'mount -t tmpfs -o size=8m none "$DISK"',
        `${move}; echo "ended $?"`,
        'mount -o remount,size=64m "$DISK"',
        move,
      );
      expect(JSON.parse(full.stderr)).toMatchObject({
        error: { code: 'STORE_FULL', remedy: expect.stringContaining('run it again: it goes on where it was') },
      });
      const [ended, report = ''] = full.stdout.trim().split('\n');
      expect([ended, JSON.parse(report)]).toEqual([
        'ended 1',
        expect.objectContaining({ events: 100, complete: true, root: expect.any(String) }),
      ]);
      const closed = whereMounted(disk, 'mount -t tmpfs -o ro none "$DISK"', `${move}; echo "ended $?"`);
      expect(closed.stdout).toBe('ended 1\n');
      expect(JSON.parse(closed.stderr)).toMatchObject({ error: { code: 'DATA_FOLDER_READ_ONLY' } });
    },
    PATIENCE_MS,
  );
});
