import { MemoryEventStore } from '@baton/event-store/memory';
import type { Page, Subscribe } from '@baton/event-store';
import { MemoryViews } from '@baton/projections/testing';
import pino from 'pino';
import { closeAfterAnHour } from '../policies/testing/office-policies.js';
import { timersOf } from '../policies/timers.projection.js';
import { runnerOver } from './parts.js';

/** A log that notes how long who follows it waits for an answer. */
class AskedLog extends MemoryEventStore {
  patience: number | undefined;

  override subscribe(options: Subscribe): AsyncGenerator<Page, void, undefined> {
    this.patience = options.patience;
    return super.subscribe(options);
  }
}

describe('what builds the views', () => {
  it.each([
    ['waits for ever for a log that does not answer where nobody else could build them', false, undefined],
    ['gives up on a log that does not answer where another may read it', true, 15_000],
  ])('%s', async (_, besideOthers, patience) => {
    const store = new AskedLog();
    const log = pino({ level: 'silent' });
    const options = { dataFolder: 'none', projections: [timersOf([closeAfterAnHour])], log };
    const runner = runnerOver(store, new MemoryViews(), options, besideOthers);
    await runner.start();
    expect(store.patience).toBe(patience);
    await runner.stop();
  });
});
