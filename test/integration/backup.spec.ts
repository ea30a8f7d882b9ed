import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { SqliteEventStore } from '@baton/event-store/sqlite';
import { appendOptions, freshStream, newEvent } from '@baton/event-store/testing';
import { backupCommand } from '../../src/platform/cli/backup.cli.js';
import { restoreCommand } from '../../src/platform/cli/restore.cli.js';
import { runProgram } from '../../src/platform/cli/program.js';
import { openDataFolder } from '../../src/platform/data-folder/data-folder.js';
import { openStoredLog } from '../../src/platform/engine/stored-log.js';
import { packageVersion } from '../../src/platform/package-root.js';
import { verifyLog } from '@baton/event-store';
import { temporaryFolder } from '../support/baton-process.js';
import { itWhere } from '../support/it-where.js';
import { canMount, whereMounted } from '../support/own-mounts.js';

/** Large enough for several pieces of a copy and several pages of a verification. */
const EVENTS = 100;
const TEXT = 'x'.repeat(120_000);
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

async function write(dataFolder: string, events: number, stream = freshStream()): Promise<void> {
  const store = SqliteEventStore.open({ file: join(dataFolder, 'events.db') });
  for (let count = 0; count < events; count++) {
    await store.append(stream, [newEvent('Written', { text: TEXT })], appendOptions('any'));
  }
  await store.close();
}

const rootOf = async (dataFolder: string): Promise<string | undefined> => {
  const log = openStoredLog(dataFolder);
  const { root } = await verifyLog(log);
  await log.close();
  return root;
};

const listed = (folder: string): string[] => readdirSync(folder).sort();
const modeOf = (path: string): number => statSync(path).mode & 0o777;

const DIST = resolve(import.meta.dirname, '../..', process.env['BATON_TEST_DIST'] ?? 'dist');
const built = (file: string): string => join(DIST, file);

/** Runs a script of what was built to its end. */
const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', script, ...args], { encoding: 'utf8' });

const print = () => ({ bytes: 1, sha256: '0'.repeat(64) });

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe('backing up and restoring', () => {
  let origin: string;
  let dataFolder: string;
  let backups: string;

  beforeAll(async () => {
    origin = temporaryFolder();
    const folder = openDataFolder(origin);
    folder.identifierKey();
    folder.devKey();
    await write(origin, EVENTS);
  });
  beforeEach(() => {
    dataFolder = origin;
    backups = temporaryFolder();
  });
  const target = (): string => join(backups, 'monday');
  const drill = (): string => join(backups, 'drill');

  const baton = async (data: string, args: string[], hear: (line: string) => void = () => undefined) => {
    let out = '';
    let err = '';
    const none = (): Promise<never> => Promise.reject(new Error('the application is not needed here'));
    const code = await runProgram(none, [backupCommand, restoreCommand], ['--data', data, ...args], {
      env: { BATON_CONFIG: '/dev/null' },
      stdout: {
        write: (text) => {
          out += text;
          hear(text);
        },
      },
      stderr: { write: (text) => (err += text) },
    });
    return { code, out, err };
  };
  const backUp = (...args: string[]) => baton(dataFolder, ['backup', target(), ...args]);
  const restore = (...args: string[]) => baton(drill(), ['restore', target(), ...args]);
  /** A data folder of its own, for a test that spoils it. */
  const own = (): string => {
    dataFolder = temporaryFolder();
    cpSync(origin, dataFolder, { recursive: true });
    return dataFolder;
  };

  it('keep events and secrets, for their owner only, and never the views', async () => {
    writeFileSync(join(own(), 'views.db'), 'views');
    const { code, out } = await backUp('--json');
    expect(code).toBe(0);
    expect(listed(target())).toEqual(['dev-key', 'events.db', 'identifier-key', 'manifest.json']);
    const manifest = JSON.parse(readFileSync(join(target(), 'manifest.json'), 'utf8')) as object;
    expect(JSON.parse(out)).toEqual({ backup: target(), ...manifest });
    const print = { bytes: expect.any(Number), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(manifest).toEqual({
      format: 1,
      version: packageVersion(),
      takenAt: expect.stringMatching(INSTANT),
      events: EVENTS,
      streams: 1,
      position: String(EVENTS),
      root: await rootOf(origin),
      files: { 'events.db': print, 'identifier-key': print, 'dev-key': print },
    });

    const restored = await restore('--json');
    expect(JSON.parse(restored.out)).toEqual({ dataFolder: drill(), backup: target(), ...manifest });
    expect(listed(drill())).toEqual(['dev-key', 'events.db', 'events.db.lock', 'identifier-key']);
    expect(await rootOf(drill())).toBe(await rootOf(origin));
    for (const key of ['identifier-key', 'dev-key']) {
      expect(readFileSync(join(drill(), key))).toEqual(readFileSync(join(origin, key)));
    }
    for (const folder of [target(), drill()]) {
      expect(modeOf(folder)).toBe(0o700);
      for (const name of ['events.db', 'identifier-key', 'dev-key']) expect(modeOf(join(folder, name))).toBe(0o600);
    }
    expect(modeOf(join(target(), 'manifest.json'))).toBe(0o600);
  });

  it('tell people what is in it, with the root to note, and where it went', async () => {
    const { out } = await backUp();
    expect(out).toMatch(/copy: \d0 %, [\d.]+ MB\n.*copy: done\n.*verify: done\n/s);
    expect(out).toMatch(/100 events up to position 100, as they were at \S+Z, backed up in .*monday:/);
    expect(out).toMatch(/identifier-key +secret: finds customers' identifiers again/);
    const root = `root ${await rootOf(origin)}`;
    expect(out).toContain(root);
    const restored = (await restore()).out;
    expect(restored).toContain(root);
    expect(restored).toMatch(/, restored in .*drill\.\n.*views anew/s);
  });

  it('show by --help what there is, with examples', async () => {
    for (const [name, example] of [
      ['backup', 'baton backup --json'],
      ['restore', 'baton --data ./drill restore'],
    ] as const) {
      const { code, out } = await baton(origin, [name, '--help']);
      expect([code, out]).toEqual([0, expect.stringContaining(example)]);
    }
    expect((await baton(origin, ['backup'])).code).toBe(2);
  });

  it('keep what is there: no key that was never needed, and no event where there is none', async () => {
    dataFolder = temporaryFolder();
    await write(dataFolder, 0);
    const { out } = await backUp('--json');
    const { events, files, position } = JSON.parse(out) as { events: number; files: object; position?: string };
    expect([events, Object.keys(files), position]).toEqual([0, ['events.db'], undefined]);
    expect((await restore()).code).toBe(0);
    expect(listed(drill())).toEqual(['events.db', 'events.db.lock']);
  });

  it('take no notice of what a backup of the same process number left that was killed', async () => {
    const left = `${target()}.${process.pid}.unfinished`;
    mkdirSync(left);
    writeFileSync(join(left, 'letter'), 'Dear Ewa');
    expect((await backUp()).code).toBe(0);
    expect(listed(target())).not.toContain('letter');
    expect(listed(backups)).toEqual(['monday']);
  });

  it('know a folder beside another from one within it, whatever it is called', async () => {
    const beside = `${own()}/..monday`;
    const inside = await baton(dataFolder, ['backup', beside]);
    expect(inside.err).toContain('(BACKUP_INSIDE)');
    await backUp();
    const intoIt = await baton(join(target(), '..data'), ['restore', target()]);
    expect(intoIt.err).toContain('(BACKUP_INSIDE)');
    expect((await baton(`${target()}-data`, ['restore', target()])).code).toBe(0);
  });

  it('take in events that are still in the write-ahead log of a service that was killed', async () => {
    own();
    const script = `
      import { SqliteEventStore } from '${built('libs/event-store/sqlite/index.js')}';
      const store = SqliteEventStore.open({ file: process.argv[1] });
      const by = { agent: 'a', department: 'd', role: 'AGENT' };
      const at = '2026-03-02T09:30:00.000Z';
      const event = { id: '${freshStream().slice(5)}', type: 'Written', schemaVersion: 1, occurredAt: at, recordedAt: at, by, correlationId: 'c', causationId: 'd', data: {} };
      await store.append('case-late', [event], { expected: 'none', commandId: '7d8b7c5e-3e5f-4a39-9d0c-6f6f6c1a2b11', commandHash: '0'.repeat(64) });
      process.kill(process.pid, 'SIGKILL');`;
    expect(run(script, join(dataFolder, 'events.db')).signal).toBe('SIGKILL');
    expect(JSON.parse((await backUp('--json')).out)).toMatchObject({ events: EVENTS + 1, streams: 2 });
  });

  describe('a backup is refused, and nothing made,', () => {
    const refused = async (code: string, words: string, place = target()): Promise<string> => {
      const before = listed(backups);
      const { code: ended, err, out } = await baton(dataFolder, ['backup', place]);
      expect([ended, err]).toEqual([1, expect.stringContaining(`(${code})`)]);
      expect(err).toContain(words);
      expect(err).not.toMatch(/^\s+at |UNEXPECTED|unfinished/m);
      expect(listed(backups)).toEqual(before);
      return out;
    };

    it('where something is already', async () => {
      mkdirSync(target());
      expect(await refused('BACKUP_EXISTS', 'is there already')).toBe('');
      writeFileSync(join(backups, 'letter'), 'Dear Ewa');
      await refused('BACKUP_EXISTS', 'is there already', join(backups, 'letter'));
    });

    it('within the data folder, also through a link', async () => {
      symlinkSync(own(), join(backups, 'link'));
      await refused('BACKUP_INSIDE', 'lies in the data folder', join(dataFolder, 'backup'));
      await refused('BACKUP_INSIDE', 'lies in the data folder', join(backups, 'link', 'backup'));
      expect(listed(dataFolder)).not.toContain('backup');
    });

    it('where a link is that leads nowhere yet', async () => {
      symlinkSync(join(backups, 'nowhere'), target());
      await refused('BACKUP_EXISTS', 'is there already');
    });

    it('where it cannot be made', async () => {
      await refused('BACKUP_NOT_WRITTEN', 'its folder does not exist', join(backups, 'no', 'such', 'folder'));
      writeFileSync(join(backups, 'letter'), 'Dear Ewa');
      await refused('BACKUP_NOT_WRITTEN', 'no folder', join(backups, 'letter', 'monday'));
    });

    it('of a folder without events', async () => {
      dataFolder = temporaryFolder();
      await refused('DATA_FOLDER_WITHOUT_EVENTS', 'holds no events');
      expect(listed(dataFolder)).toEqual([]);
    });

    it('of events that are not what was stored', async () => {
      const db = new Database(join(own(), 'events.db'));
      db.prepare('UPDATE events SET hash = ? WHERE position = 7').run(Buffer.alloc(32, 7));
      db.close();
      await refused('CHAIN_BROKEN', 'position 7');
    });

    it('of a damaged file', async () => {
      truncateSync(join(own(), 'events.db'), 4096 * 100);
      await refused('STORE_CORRUPT', 'is truncated or damaged');
    });

    it('of a newer version', async () => {
      const db = new Database(join(own(), 'events.db'));
      db.pragma('user_version = 99');
      db.close();
      await refused('STORE_NEWER', 'has version 99');
    });

    it('without the key that its identifiers need, or with a damaged one', async () => {
      await write(own(), 1, 'identifier-4f2a');
      writeFileSync(join(dataFolder, 'identifier-key'), 'half');
      await refused('SECRET_DAMAGED', 'identifier-key');
      rmSync(join(dataFolder, 'identifier-key'));
      await refused('SECRET_MISSING', 'identifier-key');
    });
  });

  describe('a restore is refused, and nothing left of it,', () => {
    beforeEach(() => backUp());

    const refused = async (code: string, words: string, backup = target()): Promise<void> => {
      const before = existsSync(drill()) ? listed(drill()) : undefined;
      const { code: ended, err } = await baton(drill(), ['restore', backup]);
      expect([ended, err]).toEqual([1, expect.stringContaining(`(${code})`)]);
      expect(err).toContain(words);
      expect(err).not.toMatch(/^\s+at |UNEXPECTED|restore\.unfinished/m);
      expect(existsSync(drill()) ? listed(drill()) : undefined).toEqual(before);
    };
    const manifestSays = (change: (manifest: Record<string, unknown>) => unknown): void => {
      const file = join(target(), 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      change(manifest);
      writeFileSync(file, JSON.stringify(manifest));
    };

    it('where there are events already', async () => {
      mkdirSync(drill());
      await write(drill(), 1);
      const root = await rootOf(drill());
      await refused('DATA_FOLDER_NOT_EMPTY', 'events.db');
      expect(await rootOf(drill())).toBe(root);
    });

    it('where views of a later time are, which would know events that are no more', async () => {
      mkdirSync(drill());
      writeFileSync(join(drill(), 'views.db'), 'later');
      await refused('DATA_FOLDER_NOT_EMPTY', 'views.db');
      expect(readFileSync(join(drill(), 'views.db'), 'utf8')).toBe('later');
    });

    it('where another secret is', async () => {
      openDataFolder(drill()).identifierKey();
      const key = readFileSync(join(drill(), 'identifier-key'));
      await refused('DATA_FOLDER_NOT_EMPTY', 'identifier-key');
      expect(readFileSync(join(drill(), 'identifier-key'))).toEqual(key);
    });

    it('where another process is about to begin', async () => {
      mkdirSync(drill());
      const lock = new Database(join(drill(), 'events.db.lock'));
      lock.pragma('journal_mode = MEMORY');
      lock.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1');
      await refused('DATA_FOLDER_IN_USE', 'is in use');
      lock.close();
    });

    it('where more is than can be named', async () => {
      mkdirSync(drill());
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) writeFileSync(join(drill(), name), name);
      await refused('DATA_FOLDER_NOT_EMPTY', '(a, b, c, d, e, 2 more)');
    });

    it('but for the empty folder that it was to fill', async () => {
      mkdirSync(drill());
      flip(join(target(), 'dev-key'), 3);
      await refused('BACKUP_DAMAGED', 'dev-key');
      expect(listed(drill())).toEqual([]);
    });

    it('into a file, or into the backup itself', async () => {
      writeFileSync(join(backups, 'letter'), 'Dear Ewa');
      const intoFile = await baton(join(backups, 'letter'), ['restore', target()]);
      expect(intoFile.err).toContain('(DATA_FOLDER_NOT_A_FOLDER)');
      const intoItself = await baton(join(target(), 'data'), ['restore', target()]);
      expect(intoItself.err).toContain('(BACKUP_INSIDE)');
      expect(listed(target())).toEqual(['dev-key', 'events.db', 'identifier-key', 'manifest.json']);
    });

    it('of what is no backup: nothing, a file, a data folder', async () => {
      await refused('BACKUP_UNKNOWN', 'is no backup', join(backups, 'tuesday'));
      await refused('BACKUP_UNKNOWN', 'is no backup', join(target(), 'events.db'));
      await refused('BACKUP_UNKNOWN', 'is no backup', origin);
    });

    it('of a newer version, by its manifest or by its events', async () => {
      manifestSays((manifest) => Object.assign(manifest, { format: 2, version: '9.1.0', files: [] }));
      await refused('BACKUP_NEWER', 'Baton 9.1.0');
      rmSync(target(), { recursive: true });
      await backUp();
      const db = new Database(join(target(), 'events.db'));
      db.pragma('user_version = 99');
      db.close();
      await refingerprint();
      await refused('BACKUP_NEWER', 'does not know its form');
    });

    /** Makes the manifest agree with the files, as somebody would who changes both. */
    async function refingerprint(): Promise<void> {
      const { fingerprintOf } = await import('../../src/platform/files/fingerprint.js');
      const print = await fingerprintOf(join(target(), 'events.db'));
      manifestSays(({ files }) => Object.assign(files as object, { 'events.db': print }));
    }

    it.each([
      ['has a byte altered', (file: string) => flip(file, 4096 * 50 + 7), 'other bytes'],
      ['is cut off', (file: string) => truncateSync(file, 4096 * 100), 'bytes, not'],
      ['is missing', (file: string) => rmSync(file), 'there is no such file'],
    ])('of a backup whose file of events %s', async (_, spoil, words) => {
      spoil(join(target(), 'events.db'));
      await refused('BACKUP_DAMAGED', words);
    });

    it('of a backup with a missing or another secret', async () => {
      flip(join(target(), 'dev-key'), 3);
      await refused('BACKUP_DAMAGED', 'dev-key');
      rmSync(join(target(), 'identifier-key'));
      await refused('BACKUP_DAMAGED', 'identifier-key');
    });

    it('of a backup whose events were changed with their fingerprint', async () => {
      const file = join(target(), 'events.db');
      const db = new Database(file);
      for (const table of ['foreign_ids', 'commands', 'events']) db.exec(`DELETE FROM ${table} WHERE position = 100`);
      db.close();
      await refingerprint();
      await refused('BACKUP_DAMAGED', 'not what its manifest says');
      flip(file, 4096 * 50 + 7);
      await refingerprint();
      await refused('BACKUP_DAMAGED', 'position');
      writeFileSync(file, 'Dear Ewa, '.repeat(1000));
      await refingerprint();
      await refused('BACKUP_DAMAGED', 'not an SQLite file');
    });

    it.each([
      ['more events', { events: EVENTS + 1 }],
      ['more streams', { streams: 2 }],
      ['a later position', { position: String(EVENTS + 1) }],
    ])('of a backup whose manifest names %s than there are', async (_, change) => {
      manifestSays((manifest) => Object.assign(manifest, change));
      await refused('BACKUP_DAMAGED', 'not what its manifest says');
    });

    it.each([
      ['no version', { version: 1 }],
      ['no time', { takenAt: undefined }],
      ['half a stream', { streams: 0.5 }],
      ['a position that is none', { position: 'the last' }],
      ['a file without a size', { files: { 'events.db': { sha256: '0'.repeat(64) } } }],
      ['a file without a hash', { files: { 'events.db': { bytes: 1 } } }],
      ['only other files', { files: { 'dev-key': print() } }],
      ['no number of events', { events: 'many' }],
      ['no position', { position: undefined }],
      ['no root', { root: 'abc' }],
      ['no files', { files: {} }],
      ['a file of another folder', { files: { 'events.db': print(), '../letter': print() } }],
      ['a form that never was', { format: 0 }],
    ])('of a backup whose manifest names %s', async (_, change) => {
      manifestSays((manifest) => Object.assign(manifest, change));
      await refused('BACKUP_DAMAGED', 'manifest.json does not say');
    });

    it('of a backup whose manifest is no JSON', async () => {
      writeFileSync(join(target(), 'manifest.json'), '{"format":');
      await refused('BACKUP_DAMAGED', 'is no JSON');
    });
  });

  it('restore into a folder that holds only a secret of the same backup, or is a new disk', async () => {
    await backUp();
    mkdirSync(join(drill(), 'lost+found'), { recursive: true });
    cpSync(join(target(), 'identifier-key'), join(drill(), 'identifier-key'));
    chmodSync(drill(), 0o750);
    expect((await restore()).code).toBe(0);
    expect(modeOf(drill())).toBe(0o750);
    expect(await rootOf(drill())).toBe(await rootOf(origin));
  });

  it.each([/^copy: \d0 %/, /^verify: \d0 %/])('leave nothing when they are stopped at %s', async (moment) => {
    const stopped = (words: RegExp) => (line: string) => void (words.test(line) && process.emit('SIGINT', 'SIGINT'));
    const taken = await baton(dataFolder, ['backup', target()], stopped(moment));
    expect([taken.code, taken.err]).toEqual([1, expect.stringContaining('no backup was made')]);
    expect(listed(backups)).toEqual([]);

    await backUp();
    const restored = await baton(drill(), ['restore', target()], stopped(moment));
    expect([restored.code, restored.err]).toEqual([1, expect.stringContaining('(STOPPED)')]);
    expect(listed(backups)).toEqual(['monday']);
    expect((await restore()).code).toBe(0);
  });

  describe('killed', () => {
    const moments = [
      'onCopy: (share) => share > 0.3',
      'onVerify: (share) => share > 0.3',
      'onVerify: (share) => share === 1',
    ];

    it.each(moments)('while it backs up, leave nothing that restores (%s)', async (moment) => {
      const killed = run(
        `import { takeBackup } from '${built('src/platform/backup/backup.js')}';
        const [dataFolder, target] = process.argv.slice(1);
        await takeBackup({ dataFolder, target, clock: { now: () => new Date().toISOString() },
          ${moment} && process.kill(process.pid, 'SIGKILL') });`,
        dataFolder,
        target(),
      );
      expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
      const left = listed(backups);
      expect(left).toEqual([expect.stringMatching(/^monday\.\d+\.unfinished$/)]);
      for (const name of left) {
        const { code, err } = await baton(drill(), ['restore', join(backups, name)]);
        expect([code, err]).toEqual([1, expect.stringContaining('(BACKUP_UNKNOWN)')]);
      }
      expect((await backUp()).code).toBe(0);
      expect((await restore()).code).toBe(0);
    });

    it.each(moments)(
      'while it restores, leave a folder that no service begins in, and can be asked again (%s)',
      async (moment) => {
        await backUp();
        const killed = run(
          `import { restoreBackup } from '${built('src/platform/backup/restore.js')}';
        const [backup, dataFolder] = process.argv.slice(1);
        await restoreBackup({ backup, dataFolder, ${moment} && process.kill(process.pid, 'SIGKILL') });`,
          target(),
          drill(),
        );
        expect([killed.signal, killed.stderr]).toEqual(['SIGKILL', '']);
        expect(listed(drill())).not.toContain('events.db');
        expect(() => openDataFolder(drill())).toThrow(expect.objectContaining({ code: 'RESTORE_UNFINISHED' }));
        expect((await restore()).code).toBe(0);
        expect(await rootOf(drill())).toBe(await rootOf(origin));
        expect(listed(drill())).not.toContain('restore.unfinished');
        openDataFolder(drill());
      },
    );
  });

  itWhere(canMount, 'no small disk can be mounted here to fill it up')(
    'say that the disk is full, or read-only, and leave nothing',
    async () => {
      await backUp();
      const disk = join(backups, 'small');
      mkdirSync(disk);
      const onDisk = (options: string, words: string): string => {
        const mount = `mount -t tmpfs -o ${options} none "$DISK"`;
        const { stdout, stderr } = whereMounted(disk, mount, `baton ${words}`, 'echo "ended $?"; ls -A "$DISK"');
        return `${stdout.slice(stdout.indexOf('ended'))}${stderr}`;
      };
      const backingUp = `--data '${dataFolder}' backup "$DISK/monday"`;
      const restoring = `--data "$DISK/data" restore '${target()}'`;
      expect(onDisk('size=8m', backingUp)).toMatch(/^ended 1\nbaton: .*: the disk is full\n .*\n {2}\(STORE_FULL\)\n$/);
      expect(onDisk('size=8m', restoring)).toMatch(
        /^ended 1\nbaton: .* was not restored: the disk is full\n .*\n {2}\(NOT_RESTORED\)\n$/,
      );
      expect(onDisk('ro', backingUp)).toMatch(
        /^ended 1\nbaton: .*: that disk is read-only\n .*\n {2}\(BACKUP_NOT_WRITTEN\)\n$/,
      );
      expect(onDisk('ro', restoring)).toMatch(
        /^ended 1\nbaton: .* was not restored: that disk is read-only\n .*\n {2}\(NOT_RESTORED\)\n$/,
      );
    },
    60_000,
  );

  itWhere(canMount, 'no disk can be mounted here read-only')('restore from a read-only disk', async () => {
    await backUp();
    const { stdout, stderr } = whereMounted(
      target(),
      'mount --bind "$DISK" "$DISK" && mount -o remount,bind,ro "$DISK"',
      `baton --data '${drill()}' restore "$DISK" && touch "$DISK/letter"`,
    );
    expect(stderr).toMatch(/^touch: .*Read-only file system\n$/);
    expect(stdout).toContain(`root ${await rootOf(origin)}`);
    expect(await rootOf(drill())).toBe(await rootOf(origin));
  });
});
