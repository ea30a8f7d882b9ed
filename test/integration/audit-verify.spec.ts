import { hash, randomUUID } from 'node:crypto';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { streamOf } from '@baton/contracts';
import { NO_HASH, rootOf, verifyLog, type StoredEvent, type Verification } from '@baton/event-store';
import { SqliteEventStore, StoredRows } from '@baton/event-store/sqlite';
import { appendOptions, newEvent, readOn } from '@baton/event-store/testing';
import { verifyCommand } from '../../src/audit/verify.cli.js';
import { runProgram } from '../../src/platform/cli/program.js';
import { temporaryFolder } from '../support/baton-process.js';

const CASES = [randomUUID(), randomUUID(), randomUUID()] as const;
const STREAMS = CASES.map((id) => streamOf('case', id));
const ROUNDS = 4;

interface Row {
  readonly position: number;
  readonly stream: number;
  readonly revision: number;
  readonly type: number;
  readonly hash: Buffer;
  readonly body: string;
}

describe('verifying a log', () => {
  let whole: string;
  let log: StoredEvent[];

  /** Three interleaved cases of eight events each, two to a command, written by the real store. */
  beforeAll(async () => {
    whole = join(temporaryFolder(), 'events.db');
    const store = SqliteEventStore.open({ file: whole });
    for (let round = 0; round < ROUNDS; round++) {
      for (const stream of STREAMS) {
        const events = [newEvent('NoteAdded', { text: `Grüße ${round} \ufffd` }), newEvent('CaseClaimed', { round })];
        await store.append(stream, events, appendOptions('any'));
      }
    }
    log = await readOn(store, undefined);
    await store.close();
  });

  /** The same file again, changed with SQL behind the service's back. */
  function changed(change: (db: Database.Database) => void): string {
    const folder = temporaryFolder();
    copyFileSync(whole, join(folder, 'events.db'));
    const db = new Database(join(folder, 'events.db'));
    db.pragma('foreign_keys = OFF');
    change(db);
    db.close();
    return folder;
  }
  async function verified(folder: string, what: Parameters<typeof verifyLog>[1] = {}): Promise<Verification> {
    const rows = StoredRows.open(join(folder, 'events.db'));
    try {
      return await verifyLog(rows, what);
    } finally {
      await rows.close();
    }
  }
  const after = (change: (db: Database.Database) => void): Promise<Verification> => verified(changed(change));
  const rowAt = (db: Database.Database, position: number): Row =>
    db.prepare('SELECT * FROM events WHERE position = ?').get(position) as Row;
  const put = (db: Database.Database, { position, stream, revision, type, hash, body }: Row): void =>
    void db
      .prepare('INSERT INTO events (position, stream, revision, type, hash, body) VALUES (?, ?, ?, ?, ?, ?)')
      .run(position, stream, revision, type, hash, body);
  const drop = (db: Database.Database, position: number): void =>
    void db.prepare('DELETE FROM events WHERE position = ?').run(position);
  const eventAt = (position: number): StoredEvent => log[position - 1] as StoredEvent;
  const placeOf = (position: number) => {
    const { stream, revision } = eventAt(position);
    return { stream, revision, position: String(position) };
  };
  /** The next event of the same case. */
  const next = (position: number): StoredEvent =>
    log.find(({ stream, revision }) => {
      const { stream: same, revision: before } = eventAt(position);
      return stream === same && revision === before + 1;
    }) as StoredEvent;

  it('finds nothing wrong with a log as it was stored, and tells the root over the ends of its streams', async () => {
    const ends = log.slice(-6).filter((_, index) => index % 2 === 1);
    const heads = new Map(ends.map(({ stream, revision, hash }) => [stream, { revision, hash }]));
    expect(heads.size).toBe(3);
    expect(await after(() => undefined)).toEqual({ events: 24, streams: 3, upTo: '24', root: rootOf(heads) });
  });

  it('tells a root that does not depend on the order in which streams are met', async () => {
    const heads = [...STREAMS].map((stream) => [stream, { revision: 0, hash: NO_HASH }] as const);
    expect(rootOf(new Map(heads))).toBe(rootOf(new Map([...heads].reverse())));
    expect(rootOf(new Map([['case-1', { revision: 0, hash: NO_HASH }]]))).not.toBe(
      rootOf(new Map([['case-1', { revision: 1, hash: NO_HASH }]])),
    );
  });

  it('finds every altered byte of a body, also one that makes it no text or no JSON', async () => {
    const folder = changed(() => undefined);
    const db = new Database(join(folder, 'events.db'));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 24 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (position, at, flip) => {
          const { body } = rowAt(db, position);
          const bytes = Buffer.from(body);
          const place = at % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ flip;
          const set = db.prepare('UPDATE events SET body = CAST(? AS TEXT) WHERE position = ?');
          set.run(bytes, position);
          const { bad, root } = await verified(folder);
          set.run(Buffer.from(body), position);
          expect(bad).toEqual({ ...placeOf(position), why: 'its content is not what was hashed' });
          expect(root).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
    expect((await verified(folder)).bad).toBeUndefined();
    db.close();
  });

  it('finds what reads the same to a program, but was not stored so', async () => {
    const { bad } = await after((db) => {
      db.prepare(`UPDATE events SET body = replace(body, '{"by"', '{ "by"') WHERE position = 9`).run();
    });
    expect(bad).toMatchObject(placeOf(9));
  });

  it('finds an altered hash, of the last event of the log too', async () => {
    for (const position of [1, 12, 24]) {
      const { bad } = await after((db) => {
        db.prepare('UPDATE events SET hash = ? WHERE position = ?').run(Buffer.alloc(32, 7), position);
      });
      expect(bad).toEqual({ ...placeOf(position), why: 'its content is not what was hashed' });
    }
  });

  it('finds an event that was rewritten with its hash, by the event after it', async () => {
    const { bad } = await after((db) => {
      const row = rowAt(db, 8);
      drop(db, 8);
      const body = row.body.replace('"agent":"a-1"', '"agent":"b-2"');
      put(db, { ...row, body, hash: Buffer.from(hashOf(body), 'hex') });
    });
    const { stream, revision, position } = next(8);
    const why = 'it does not continue the event before';
    expect(bad).toEqual({ stream, revision, position, why });
  });

  it('finds an event dropped from inside a stream, whether or not the positions were closed up', async () => {
    const { stream, revision, position } = next(8);
    const why = `revision ${revision - 1} is missing before it`;
    expect((await after((db) => drop(db, 8))).bad).toEqual({ stream, revision, position, why });
    const closed = await after((db) => {
      drop(db, 8);
      for (let at = 9; at <= 24; at++) db.prepare('UPDATE events SET position = ? WHERE position = ?').run(at - 1, at);
    });
    expect(closed.bad).toMatchObject({ position: '8', why: expect.stringContaining('its command wrote') });
  });

  it('finds the end of a stream or a whole stream cut off where others stored something later', async () => {
    const end = log.filter(({ stream }) => stream === STREAMS[0]).at(-1) as StoredEvent;
    expect((await after((db) => drop(db, Number(end.position)))).bad).toEqual({
      ...placeOf(Number(end.position) + 1),
      why: `the event at position ${end.position} is missing before it`,
    });
    const first = await after((db) => {
      db.exec('DELETE FROM events WHERE stream = (SELECT stream FROM events WHERE position = 1)');
    });
    expect(first.bad?.why).toBe('the events at the positions 1 to 2 are missing before it');
  });

  it('finds two events swapped, within a stream and between two, as rows and as places', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 24 }),
        fc.boolean(),
        async (one, other, rows) => {
          fc.pre(one !== other);
          const { bad } = await after((db) => {
            const [a, b] = [rowAt(db, one), rowAt(db, other)];
            drop(db, one);
            drop(db, other);
            // As rows: everything but the place changes hands. As places: body and hash do, the filing stays.
            put(db, rows ? { ...a, position: other } : { ...a, body: b.body, hash: b.hash });
            put(db, rows ? { ...b, position: one } : { ...b, body: a.body, hash: a.hash });
          });
          expect(bad?.position).toBe(String(Math.min(one, other)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds an inserted event, at the end, before the beginning and in between', async () => {
    const copy = (position: number, revision: number) => (db: Database.Database) =>
      put(db, { ...rowAt(db, 8), position, revision });
    expect((await after(copy(25, 8))).bad).toMatchObject({
      position: '25',
      why: 'it is filed under this revision, but says 3',
    });
    expect((await after(copy(0, 8))).bad).toMatchObject({
      position: '0',
      why: 'it stands before the beginning of the log',
    });
    const { bad } = await after((db) => {
      for (let at = 24; at > 8; at--) db.prepare('UPDATE events SET position = ? WHERE position = ?').run(at + 1, at);
      put(db, { ...rowAt(db, 8), position: 9, revision: 100 });
    });
    expect(bad).toMatchObject({ position: '9' });
  });

  it('finds a forged event that continues the end of its stream, unless a command was forged with it', async () => {
    const { bad } = await after((db) => {
      const row = rowAt(db, 24);
      const event = { ...(JSON.parse(row.body) as StoredEvent), revision: 8, previousHash: row.hash.toString('hex') };
      const body = JSON.stringify({ ...event, commandId: randomUUID() });
      put(db, { ...row, position: 25, revision: 8, body, hash: Buffer.from(hashOf(body), 'hex') });
    });
    expect(bad).toMatchObject({ position: '25', why: 'the command that wrote it is not filed' });
  });

  it('finds an event filed under another stream, kind, type or command', async () => {
    const edits = [
      'UPDATE events SET stream = 99 WHERE position = 5',
      'UPDATE events SET type = 99 WHERE position = 5',
      'UPDATE events SET revision = 50 WHERE position = 5',
      `UPDATE streams SET name = 'case-x' WHERE id = (SELECT stream FROM events WHERE position = 5)`,
      'UPDATE streams SET kind = 99 WHERE id = (SELECT stream FROM events WHERE position = 5)',
      'DELETE FROM commands WHERE position = 6',
    ];
    for (const edit of edits) expect((await after((db) => db.exec(edit))).bad?.position).toBe('5');
  });

  it('finds an id that is not filed with its event, or with another one', async () => {
    expect((await after((db) => db.exec('DELETE FROM foreign_ids WHERE position = 5'))).bad).toEqual({
      ...placeOf(5),
      why: 'its id is not filed',
    });
    const moved = await after((db) => db.exec('UPDATE foreign_ids SET position = 9 WHERE position = 5'));
    expect(moved.bad).toEqual({ ...placeOf(5), why: 'its id is filed with position 9' });
  });

  it('finds a command or an id filed for an event that is not there, in the whole log and not in a case', async () => {
    const id = Buffer.alloc(16, 7);
    const hex = '07'.repeat(16);
    const edits: [string, number, string][] = [
      ['INSERT INTO commands (id, position, events) VALUES (?, ?, 1)', 7, `the command ${hex}`],
      ['INSERT INTO foreign_ids (id, position) VALUES (?, ?)', 7, `the id ${hex}`],
      ['INSERT INTO commands (id, position, events) VALUES (?, ?, 1)', 99, `the command ${hex}`],
    ];
    for (const [sql, position, what] of edits) {
      const folder = changed((db) => db.prepare(sql).run(id, position));
      const found = await verified(folder);
      expect(found.stray).toBe(`${what} is filed with position ${position}, where no event is of it`);
      expect([found.bad, found.root]).toEqual([undefined, undefined]);
      expect(await verified(folder, { stream: STREAMS[0] as string })).toMatchObject({ root: expect.any(String) });
    }
  });

  it('finds the end of the log cut off where its commands are still filed', async () => {
    const cut = await after((db) => drop(db, 24));
    expect([cut.stray, cut.root]).toEqual([expect.stringContaining('is filed with position 24'), undefined]);
  });

  /** A folder with one case of 2,500 events: three pages. */
  async function longCase(): Promise<string> {
    const folder = temporaryFolder();
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    const many = Array.from({ length: 500 }, (_, n) => newEvent('NoteAdded', { text: `note ${n}` }));
    for (let run = 0; run < 5; run++) await store.append(STREAMS[0] ?? '', many.map(again), appendOptions('any'));
    await store.close();
    return folder;
  }

  it('stops when it is told to, and says how far it came', async () => {
    const stop = new AbortController();
    const found = await verified(await longCase(), { signal: stop.signal, onProgress: () => stop.abort() });
    expect(found).toEqual({ events: 1000, streams: 1, upTo: '1000', stopped: true });
  });

  it('verifies one case alone: what is wrong with it, and nothing else', async () => {
    const folder = changed((db) => {
      db.prepare('UPDATE events SET hash = ? WHERE position = 3').run(Buffer.alloc(32, 7));
    });
    const [fine, bad] = [eventAt(1).stream, eventAt(3).stream];
    expect(await verified(folder, { stream: fine })).toMatchObject({ events: 8, streams: 1, root: expect.any(String) });
    expect((await verified(folder, { stream: bad })).bad).toMatchObject({ stream: bad, revision: 0, position: '3' });
  });

  it('does not find the end of the log cut off with all that is filed about it, except by a root that was noted before', async () => {
    const noted = await after(() => undefined);
    const cut = await after((db) => cutAfter(db, 22));
    expect([cut.bad, cut.stray]).toEqual([undefined, undefined]);
    expect(cut.root).toEqual(expect.any(String));
    expect(cut.root).not.toBe(noted.root);
  });

  it('tells the same root of the log up to a position, however the log went on', async () => {
    const earlier = changed((db) => cutAfter(db, 18));
    expect(
      await verified(
        changed(() => undefined),
        { upTo: '18' },
      ),
    ).toEqual(await verified(earlier));
  });

  it('reads long logs page by page, telling how far it is, and never backwards', async () => {
    const folder = temporaryFolder();
    const store = SqliteEventStore.open({ file: join(folder, 'events.db') });
    const many = Array.from({ length: 500 }, (_, n) => newEvent('NoteAdded', { text: `note ${n}` }));
    for (let run = 0; run < 5; run++) await store.append(STREAMS[run % 2] ?? '', many.map(again), appendOptions('any'));
    const shares: number[] = [];
    const found = await verified(folder, { onProgress: (share) => shares.push(share) });
    await store.close();
    expect(found).toMatchObject({ events: 2500, streams: 2, root: expect.any(String) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect([shares.length, shares.at(-1)]).toEqual([3, 1]);
  });

  describe('on the command line', () => {
    const baton = async (folder: string, ...args: string[]) => {
      let out = '';
      let err = '';
      const noApp = () => Promise.reject(new Error('the application is not needed here'));
      const code = await runProgram(noApp, [verifyCommand], ['verify', ...args], {
        env: { BATON_DATA: folder },
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (err += text) },
      });
      return { code, out, err };
    };

    it('ends with 0, beside the process that writes too, and prints the root', async () => {
      const folder = changed(() => undefined);
      const writer = SqliteEventStore.open({ file: join(folder, 'events.db') });
      const { code, out, err } = await baton(folder);
      await writer.close();
      expect([code, err]).toEqual([0, '']);
      const { root } = await verified(folder);
      expect(out).toContain(`24 events of 3 streams are what was stored.\nroot ${root} at position 24\n`);
      expect(JSON.parse((await baton(folder, '--json')).out)).toEqual({
        ...{ verified: true, events: 24, streams: 3, upTo: '24', root },
      });
      expect((await baton(folder, '--up-to', '24', '--root', root ?? '')).code).toBe(0);
      expect((await baton(folder, CASES[0].toUpperCase())).out).toContain('8 events of 1 stream ');
    });

    it('ends with 1 and names the first bad event, the last of the log too', async () => {
      const folder = changed((db) => {
        db.prepare(`UPDATE events SET body = 'x' WHERE position = 24`).run();
      });
      const { stream } = eventAt(24);
      const { code, out, err } = await baton(folder);
      expect([code, out]).toEqual([1, expect.stringContaining('23 events of 3 streams are what was stored; the next')]);
      expect(err).toContain(`baton: ${stream}, revision 7, position 24: its content is not what was hashed\n`);
      expect(err).toContain('(CHAIN_BROKEN)');
      const json = await baton(folder, '--json');
      expect([json.code, JSON.parse(json.out)]).toEqual([
        1,
        expect.objectContaining({ verified: false, bad: expect.objectContaining({ stream, revision: 7 }) }),
      ]);
    });

    it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
      'stops well at %s, also where npm passes it on again',
      async (signal) => {
        const before = process.listenerCount(signal);
        let over = false;
        const ended = baton(await longCase()).finally(() => (over = true));
        while (!over && process.listenerCount(signal) === before) await nextTurn();
        const heeded = [process.emit(signal, signal), process.emit(signal, signal)];
        expect([(await ended).code, (await ended).err, heeded]).toEqual([
          1,
          expect.stringMatching(/Stopped at position [12]000: .*\(STOPPED\)/s),
          [true, true],
        ]);
        expect(process.listenerCount(signal)).toBe(before);
      },
    );

    it.each([
      [1, 'ROOT_DIFFERS', ['--root', NO_HASH]],
      [1, 'LOG_CUT_OFF', ['--up-to', '25']],
      [1, 'FOREIGN_POSITION', ['--up-to', '25/25']],
      [1, 'CASE_UNKNOWN', [randomUUID()]],
      [2, 'root is 64', ['--root', 'abc']],
      [2, 'position is', ['--up-to', '-1']],
      [2, 'UUID', ['not-a-case']],
    ])('ends with %i and says %s', async (code, words, args) => {
      const ended = await baton(
        changed(() => undefined),
        ...args,
      );
      expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(words)]);
    });

    it('takes a position beyond the end for a mistyped one first, unless a root was noted of it', async () => {
      const folder = changed(() => undefined);
      const { err } = await baton(folder, '--up-to', '25');
      expect(err).toContain('Check the position; where the log was once there: find out who wrote to the file');
      const noted = await baton(folder, '--up-to', '25', '--root', NO_HASH);
      expect(noted.err).toContain('Find out who wrote to the file');
      expect(noted.err).not.toContain('Check the position');
    });

    it('does not say that all is as it was stored where the root is another', async () => {
      const { out } = await baton(
        changed(() => undefined),
        ...['--root', NO_HASH],
      );
      expect(out).toContain('24 events of 3 streams form whole chains, but not those that the root given was of.');
      expect(out).not.toContain('are what was stored');
    });

    it.each(['commands', 'foreign_ids', 'words', 'events_by_stream'])(
      'says of a log that has lost its table or index %s that it is damaged',
      async (lost) => {
        const folder = changed((db) => {
          db.pragma('foreign_keys = OFF');
          db.exec(`DROP ${lost.includes('_by_') ? 'INDEX' : 'TABLE'} ${lost}`);
        });
        const { code, err } = await baton(folder);
        expect([code, err]).toEqual([1, expect.stringContaining('(STORE_CORRUPT)')]);
        expect(err).toContain(lost);
      },
    );

    it('says of a file that it is no folder', async () => {
      const file = join(
        changed(() => undefined),
        'events.db',
      );
      expect((await baton(file)).err).toContain('(DATA_FOLDER_NOT_A_FOLDER)');
    });

    it('says what is filed without an event', async () => {
      const { code, out, err } = await baton(changed((db) => drop(db, 24)));
      expect([code, out]).toEqual([1, expect.stringContaining('what is filed about them is not')]);
      expect(err).toContain('(INDEX_STRAY)');
    });

    it('says where there are no events, and makes nothing there', async () => {
      const empty = temporaryFolder();
      for (const folder of [empty, join(empty, 'mistyped')]) {
        const ended = await baton(folder);
        expect([ended.code, ended.err]).toEqual([1, expect.stringContaining('(DATA_FOLDER_WITHOUT_EVENTS)')]);
      }
      expect(readdirSync(empty)).toEqual([]);
    });
  });
});

const cutAfter = (db: Database.Database, position: number): void => {
  for (const table of ['events', 'commands', 'foreign_ids']) {
    db.prepare(`DELETE FROM ${table} WHERE position > ?`).run(position);
  }
};
const again = (event: ReturnType<typeof newEvent>) => ({ ...event, id: randomUUID() });
const hashOf = (body: string): string => hash('sha256', body, 'hex');
