import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { openForReading } from './reading.js';

describe('reading a folder without events', () => {
  let path: string;
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'baton-reading-'));
  });
  afterEach(() => rmSync(path, { recursive: true }));

  it.each(['.', 'not-there'])('is refused, and makes nothing: %s', async (name) => {
    const dataFolder = join(path, name);
    const reading = openForReading({ dataFolder, projections: [], log: pino({ level: 'silent' }) });
    await expect(reading).rejects.toMatchObject({
      code: 'DATA_FOLDER_WITHOUT_EVENTS',
      message: expect.stringContaining(dataFolder),
      remedy: expect.stringContaining('--data'),
    });
    expect(readdirSync(path)).toEqual([]);
  });
});
