import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { openEmbedded } from '../engine/embedded.js';
import { openForReading } from '../engine/reading.js';
import { openEvents } from '../engine/stored-log.js';

describe('a folder whose events are lost', () => {
  let dataFolder: string;
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'baton-lost-events-'));
  });
  afterEach(() => rmSync(dataFolder, { recursive: true }));

  const options = () => ({ dataFolder, projections: [], log: pino({ level: 'silent' }) });
  const lost = {
    code: 'EVENTS_MISSING',
    message: expect.stringContaining('events.db is missing'),
    remedy: expect.stringContaining('Restore the backup into an empty folder with baton restore'),
  };

  it.each(['identifier-key', 'views.db', 'events.db-wal'])(
    'is not taken for a new one, and is left as it is: %s shows that there were events',
    async (trace) => {
      for (const name of ['dev-key', trace]) writeFileSync(join(dataFolder, name), '');
      await expect(openEmbedded(options())).rejects.toMatchObject(lost);
      await expect(openForReading(options())).rejects.toMatchObject(lost);
      expect(() => openEvents(dataFolder)).toThrow(expect.objectContaining(lost) as Error);
      expect(readdirSync(dataFolder).sort()).toEqual(['dev-key', trace].sort());
    },
  );

  it('is told apart from a new one for which a token was made before the first start', async () => {
    writeFileSync(join(dataFolder, 'dev-key'), '');
    await (await openEmbedded(options())).close();
    expect(readdirSync(dataFolder)).toContain('events.db');
    rmSync(join(dataFolder, 'views.db'));
    await (await openEmbedded(options())).close();
  });
});
