import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { appendOptions, newEvent } from '@baton/event-store/testing';
import type { Baton, OpenBaton } from '../../src/platform/engine/baton.js';
import { openBaton } from '../../src/platform/engine/opening.js';
import { smallApp } from '../support/small-app.js';

describe('a data folder whose events were put back while its views were left', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-put-back-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const within = async (work: (baton: Baton) => Promise<void>, more: Partial<OpenBaton> = {}): Promise<void> => {
    const { projections } = smallApp;
    const baton = await openBaton({ dataFolder: folder, projections, log: pino({ level: 'silent' }), ...more });
    await work(baton).finally(() => baton.close());
  };
  const writes = (count: number) =>
    within(async ({ store }) => {
      for (let index = 0; index < count; index++) {
        const opened = newEvent('DepartmentOpened', { name: 'A club' });
        await store.append(`department-${randomUUID()}`, [opened], appendOptions('none'));
      }
    });
  const built = (more: Partial<OpenBaton> = {}) => within((baton) => baton.catchUp(), more);

  it.each([
    ['and ends before what they hold', 0],
    ['and has gone on from there as far as they are', 3],
    ['and has gone on from there further than they are', 6],
  ])('%s is refused, and goes on once all views are built anew', async (_, since) => {
    await writes(2);
    await built();
    copyFileSync(join(folder, 'events.db'), join(folder, 'copy'));
    await writes(3);
    await built();
    copyFileSync(join(folder, 'copy'), join(folder, 'events.db'));
    await writes(since);
    await expect(built()).rejects.toMatchObject({
      code: 'VIEWS_UNUSABLE',
      remedy: expect.stringContaining('baton rebuild') as unknown,
    });
    await built({ anew: true });
    await built();
  });
});
