import { StoreFailed, type EventStore } from '@baton/event-store';
import type { ProjectionRunner, ViewState } from '@baton/projections';
import { healthOf } from './health.js';

const live: ViewState = { name: 'case_list', version: 1, position: '7', status: 'live', parked: 0 };
const facts = { engine: 'sqlite', durability: 'synchronous=FULL', where: '/secret/place/events.db' } as const;

const store = (head: () => Promise<string | undefined>): EventStore => ({ facts: () => facts, head }) as EventStore;
const runner = (...views: ViewState[]): ProjectionRunner => ({ states: () => views }) as ProjectionRunner;
const fine = store(() => Promise.resolve('7'));

describe('health', () => {
  it('is ready with what a watcher needs, and does not say where things are', async () => {
    const health = await healthOf(fine, runner(live));
    expect(health).toEqual({
      status: 'ready',
      engine: { engine: 'sqlite', durability: 'synchronous=FULL' },
      head: '7',
      views: [live],
      problems: [],
    });
  });

  it('is ready while a view is built: queries that need it say so themselves', async () => {
    expect((await healthOf(fine, runner({ ...live, status: 'rebuilding' }))).status).toBe('ready');
  });

  it('names streams that were set aside, and stays ready', async () => {
    const { status, problems } = await healthOf(fine, runner({ ...live, parked: 2 }));
    expect(status).toBe('ready');
    expect(problems).toEqual([{ code: 'EVENTS_PARKED', message: expect.stringContaining('baton rebuild case_list') }]);
  });

  it('is not ready once the views have stopped', async () => {
    const failure = { code: 'VIEWS_FULL', message: '/secret/views.db is full. Make room.', remedy: 'Make room.' };
    const health = await healthOf(fine, runner({ ...live, failure }));
    expect(health).toMatchObject({ status: 'not ready', problems: [{ code: 'VIEWS_FULL', message: 'Make room.' }] });
    expect(health.views).toEqual([{ ...live, failure: { code: 'VIEWS_FULL', remedy: 'Make room.' } }]);
    expect(JSON.stringify(health)).not.toContain('secret');
  });

  it('is ready while nobody builds the views, and says so: lists are as they were, all else is answered', async () => {
    const failure = { code: 'VIEWS_UNATTENDED', message: 'No worker. Start one.', remedy: 'Start one.' };
    expect(await healthOf(fine, runner({ ...live, failure }))).toMatchObject({
      status: 'ready',
      views: [{ failure: { code: 'VIEWS_UNATTENDED' } }],
      problems: [{ code: 'VIEWS_UNATTENDED', message: 'Start one.' }],
    });
  });

  it('is not ready while the events cannot be read, and says what to do but not where files are', async () => {
    const broken = store(() => Promise.reject(new StoreFailed('STORE_IO', '/secret/place failed', 'Look at the disk')));
    const { status, problems } = await healthOf(broken, runner(live));
    expect(status).toBe('not ready');
    expect(problems).toEqual([{ code: 'STORE_IO', message: 'The events cannot be read. Look at the disk.' }]);
  });
});
