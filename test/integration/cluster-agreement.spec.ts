import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { fingerprintOf } from '@baton/contracts';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import { onServer } from '@baton/projections/postgres/testing';
import { app } from '../../src/app.js';
import { readSettings, type Cluster } from '../../src/platform/config/settings.js';
import { readIdentifierKey } from '../../src/platform/data-folder/secret.js';
import type { OpenBaton } from '../../src/platform/engine/baton.js';
import { openBaton } from '../../src/platform/engine/opening.js';
import { openWorker } from '../../src/platform/engine/working.js';
import { startCluster, type TestCluster } from '../support/cluster.js';

describe('processes that share engines', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.stop());

  /** Settings of a Baton of its own on the same servers: its prefix, its schema. */
  const ownBaton = (): Cluster => {
    const name = randomUUID().replaceAll('-', '').slice(0, 12);
    const postgres = new URL(cluster.env.BATON_POSTGRES);
    postgres.searchParams.set('schema', `agreement_${name}`);
    const { cluster: read } = readSettings({
      ...cluster.env,
      BATON_DATA: cluster.folder,
      BATON_EVENTSTOREDB_PREFIX: `agreement-${name}.`,
      BATON_POSTGRES: postgres.href,
    });
    if (!read) throw new Error('the settings name a cluster');
    return read;
  };
  const withAnotherKey = (own: Cluster): Cluster => {
    const identifierKeyFile = join(cluster.folder, `key-${randomUUID()}`);
    writeFileSync(identifierKeyFile, randomBytes(32).toString('hex'));
    return { ...own, identifierKeyFile };
  };
  const options = (own: Cluster): OpenBaton => ({
    dataFolder: cluster.folder,
    cluster: own,
    projections: app.projections,
    log: pino({ level: 'silent' }),
  });
  const processes = {
    service: (own: Cluster) => openBaton(options(own)),
    worker: (own: Cluster) => openWorker(options(own), own),
    'command that builds': (own: Cluster) => openBaton({ ...options(own), builds: true }),
  };
  const kinds = Object.keys(processes) as (keyof typeof processes)[];
  /** Opens and closes it. */
  const opened = async (kind: keyof typeof processes, own: Cluster): Promise<void> =>
    (await processes[kind](own)).close();
  const inSchema = <T extends object>({ postgres }: Cluster, text: string): Promise<T[]> =>
    onServer(cluster.env.BATON_POSTGRES, async (client) => {
      await client.query(`SET search_path = ${new URL(postgres).searchParams.get('schema') ?? ''}`);
      return (await client.query<T>(text)).rows;
    });
  const notes = (own: Cluster) => inSchema(own, 'SELECT * FROM about ORDER BY name');
  const writes = async (own: Cluster, type: 'IdentifierAdded' | 'NoteAdded'): Promise<void> => {
    const baton = await openBaton(options(own));
    const identifier = { kind: 'EMAIL', value: 'ewa@example.org' } as const;
    const fingerprint = fingerprintOf(readIdentifierKey(own.identifierKeyFile), identifier);
    const [stream, data] =
      type === 'NoteAdded' ? ['case', { text: 'A note' }] : ['customer', { ...identifier, fingerprint }];
    await baton.store.append(`${stream}-${randomUUID()}`, [newEvent(type, data)], appendOptions('none'));
    await baton.close();
  };
  /** Has a worker build the views of all events. */
  const built = async (own: Cluster): Promise<void> => {
    const baton = await openBaton({ ...options(own), builds: true });
    await baton.catchUp();
    await baton.close();
  };

  describe('and were given another key of identifiers', () => {
    it.each(kinds)(
      'are refused as a %s once events name identifiers, also after the schema was dropped',
      async (kind) => {
        const own = ownBaton();
        await writes(own, 'IdentifierAdded');
        const before = await notes(own);
        await expect(opened(kind, withAnotherKey(own))).rejects.toMatchObject({
          code: 'SECRET_WRONG',
          remedy: expect.stringContaining('identifier-key') as unknown,
        });
        expect(await notes(own)).toEqual(before);
        await inSchema(own, `DROP SCHEMA ${new URL(own.postgres).searchParams.get('schema') ?? ''} CASCADE`);
        await expect(opened(kind, withAnotherKey(own))).rejects.toMatchObject({ code: 'SECRET_WRONG' });
        await opened(kind, own);
      },
    );

    it('are refused before any identifier is registered, all but those of the one that came first', async () => {
      const own = ownBaton();
      const other = withAnotherKey(own);
      const openings = [own, other, own, other].map((each, index) =>
        opened(kinds[index % kinds.length] ?? 'service', each).then(
          () => 'opened',
          (error: { code: string }) => error.code,
        ),
      );
      const [first, second, third, fourth] = await Promise.all(openings);
      expect([first, second].toSorted()).toEqual(['SECRET_WRONG', 'opened']);
      expect([third, fourth]).toEqual([first, second]);
    });

    it('go on with the key of the events, whatever was noted in the schema before', async () => {
      const own = ownBaton();
      await writes(own, 'IdentifierAdded');
      await inSchema(own, `UPDATE about SET value = 'another' WHERE name = 'identifier key'`);
      await opened('service', own);
      await expect(opened('worker', withAnotherKey(own))).rejects.toMatchObject({ code: 'SECRET_WRONG' });
    });
  });

  describe('and were given the schema of another Baton', () => {
    it.each(kinds)('are refused as a %s, and leave the views as they are', async (kind) => {
      const [own, other] = [ownBaton(), ownBaton()];
      await writes(own, 'NoteAdded');
      await built(own);
      const views = () => inSchema(own, 'SELECT * FROM generations ORDER BY projection');
      const before = [await views(), await notes(own)];
      const misled = { ...withAnotherKey(own), prefix: other.prefix };
      const refused = {
        code: 'VIEWS_UNUSABLE',
        message: expect.stringContaining('built from other events') as unknown,
        remedy: expect.stringMatching(/belong together.*nobody else reads.*DROP SCHEMA/) as unknown,
      };
      await expect(opened(kind, misled)).rejects.toMatchObject(refused);
      await writes(other, 'NoteAdded');
      await expect(opened(kind, misled)).rejects.toMatchObject(refused);
      expect([await views(), await notes(own)]).toEqual(before);
      await opened(kind, own);
    });

    it.each(kinds)('are refused as a %s where the log was put back, until all views are built anew', async (kind) => {
      const own = ownBaton();
      await writes(own, 'NoteAdded');
      await built(own);
      await inSchema(own, `UPDATE about SET value = replace(value, '"hash":"', '"hash":"0') WHERE name = 'landmark'`);
      await expect(opened(kind, own)).rejects.toMatchObject({
        code: 'VIEWS_UNUSABLE',
        message: expect.stringContaining('no longer in the log') as unknown,
        remedy: expect.stringContaining('baton rebuild') as unknown,
      });
      const anew = await openBaton({ ...options(own), builds: true, anew: true });
      await anew.catchUp();
      await anew.close();
      await opened(kind, own);
    });

    it('say so once the other has built its views, where neither had any event at the start', async () => {
      const [own, other] = [ownBaton(), ownBaton()];
      const misled = await openBaton(options({ ...own, prefix: other.prefix }));
      expect(misled.views.states()[0]?.failure?.code).not.toBe('VIEWS_UNUSABLE');
      await writes(own, 'NoteAdded');
      await built(own);
      while (misled.views.states()[0]?.failure?.code !== 'VIEWS_UNUSABLE') await new Promise(setImmediate);
      await misled.close();
    });
  });
});
