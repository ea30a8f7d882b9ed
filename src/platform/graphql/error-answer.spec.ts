import { GraphQLError } from 'graphql';
import { StoreFailed, TooLarge } from '@baton/event-store';
import { ViewBehind, ViewStoreFailed } from '@baton/projections';
import { CommandFailed } from '../commands/command-failed.js';
import { ClientError } from './client-error.js';
import { answerOf, loggedAs } from './error-answer.js';

const thrown = (cause: Error): GraphQLError =>
  new GraphQLError(cause.message, { path: ['openCase'], originalError: cause });
const only = (error: unknown) => {
  const [answer, ...more] = answerOf(error, 'id-1');
  expect(more).toEqual([]);
  if (!answer) throw new Error('there is no answer');
  return answer;
};

describe('an error that reaches the caller', () => {
  it('of a full disk says that nothing was stored, and not where the file is', () => {
    const full = new StoreFailed('STORE_FULL', '/var/lib/baton/events.db cannot grow', 'Make room');
    const { error, ours } = only(thrown(full));
    expect(error.message).toBe(
      'The service cannot read or write its events at the moment (STORE_FULL). Nothing was stored.',
    );
    expect(error.extensions).toMatchObject({ code: 'STORE_FAILED', reason: 'STORE_FULL', correlationId: 'id-1' });
    expect([ours, JSON.stringify(error).includes('/var/lib')]).toEqual([true, false]);
  });

  it('of a disk that failed does not promise that nothing was stored', () => {
    const { error } = only(thrown(new StoreFailed('STORE_IO', 'x', 'y')));
    expect(error.message).toContain('not known whether anything was stored');
  });

  it('of a store that failed under a command gives the id to send it again with, also one that was made for it', () => {
    const failed = new StoreFailed('STORE_FULL', 'x', 'y');
    const { error } = only(thrown(new CommandFailed('id-of-the-command', failed)));
    expect(error.extensions).toMatchObject({ code: 'STORE_FAILED', commandId: 'id-of-the-command' });
    expect(error.extensions?.['remedy']).toContain('send it again with commandId: "id-of-the-command"');
    expect(only(thrown(failed)).error.extensions?.['remedy']).toMatch(/then ask again\.$/);
  });

  it.each(['commandId', 'expectedRevision', 'occurredAt'])('of %s within the input says where it goes', (name) => {
    const wrong = new GraphQLError(`Field "${name}" is not defined by type "AddNoteInput".`);
    expect(only(wrong).error.extensions?.['remedy']).toContain(`(input: {…}, ${name}: …)`);
  });

  it('goes to the log without a stack where it explains itself, and with what lies beneath', () => {
    const cause = new Error('database or disk is full');
    const logged = loggedAs(new StoreFailed('STORE_FULL', 'events.db cannot grow', 'Make room', { cause }));
    const failure = 'events.db cannot grow. Make room';
    expect(logged).toEqual({ reason: 'STORE_FULL', failure, cause: 'database or disk is full' });
    expect(loggedAs(cause)).toEqual({ err: cause });
  });

  it('of views that fail says that nothing is lost', () => {
    const { error, ours } = only(
      thrown(new ViewStoreFailed('VIEWS_IO', '/var/lib/baton/views.db is broken', 'Repair')),
    );
    expect(error.extensions).toMatchObject({ code: 'VIEW_FAILED', reason: 'VIEWS_IO' });
    expect([ours, JSON.stringify(error).includes('/var/lib')]).toEqual([true, false]);
  });

  it('of a view that is behind is logged only where the views have stopped', () => {
    const failure = { code: 'VIEWS_FULL', message: 'm', remedy: 'r' };
    const behind = [{ view: 'case_list', position: '3' }];
    expect(only(thrown(new ViewBehind('9', behind))).ours).toBe(false);
    expect(only(thrown(new ViewBehind('9', behind, failure))).ours).toBe(true);
  });

  it("of an event that is too large is the caller's to mend", () => {
    expect(only(thrown(new TooLarge('event', 300_000, 262_144)))).toMatchObject({
      ours: false,
      error: { extensions: { code: 'TOO_LARGE' }, path: ['openCase'] },
    });
  });

  it('of ours keeps its code, message and remedy', () => {
    const { error } = only(thrown(new ClientError('NOT_FOUND', 'There is no such case', { remedy: 'Look it up.' })));
    expect(error).toMatchObject({
      message: 'There is no such case',
      extensions: { code: 'NOT_FOUND', remedy: 'Look it up.' },
    });
  });

  it.each([new TypeError('secret'), new Error('secret'), 'secret', undefined])(
    'that nobody expected tells nothing: %p',
    (cause) => {
      const { error, ours, status } = only(cause);
      expect([error.extensions?.['code'], ours, status]).toEqual(['INTERNAL', true, 500]);
      expect(JSON.stringify(error)).not.toContain('secret');
    },
  );
});
