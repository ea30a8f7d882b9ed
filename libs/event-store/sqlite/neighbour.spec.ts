import { join } from 'node:path';
import { appendOptions, collect, freshStream, followUntil, newEvent } from '../testing/index.js';
import { temporaryFolders } from '../testing/temporary-folder.js';
import { SqliteEventStore } from './index.js';

const newFolder = temporaryFolders();

describe('a reader beside the writer', () => {
  it('sees what was committed, follows what comes, and disturbs nobody', async () => {
    const file = join(newFolder(), 'events.db');
    const writer = SqliteEventStore.open({ file });
    const stream = freshStream();
    const append = (type: string) => writer.append(stream, [newEvent(type)], appendOptions('any'));
    await append('Before');
    const reader = SqliteEventStore.open({ file, readOnly: true });
    expect(await collect(reader.readStream(stream))).toHaveLength(1);
    let asked = 0;
    const seen = await followUntil(reader, {}, async (events) => {
      if (asked === events.length) return false;
      asked = events.length;
      if (asked < 4) await append(`After${asked}`);
      return asked === 4;
    });
    expect(seen.map(({ type }) => type)).toEqual(['Before', 'After1', 'After2', 'After3']);
    const next = reader.subscribe({ after: '4', signal: new AbortController().signal })[Symbol.asyncIterator]().next();
    await reader.close();
    await expect(next).rejects.toMatchObject({ code: 'STORE_CLOSED' });
    await append('Undisturbed');
    await writer.close();
  });
});
