import { StoreFailed, type EngineFacts, type EventStore } from '@baton/event-store';
import type { Trouble } from '../auth/verification.js';
import type { ViewFailure, Views, ViewState } from '@baton/projections';

/** How a view stands. Of a failure only its code and what to do: its message can say where files are. */
type ViewHealth = Omit<ViewState, 'failure'> & { readonly failure?: Pick<ViewFailure, 'code' | 'remedy'> };

/** How the service is. */
export interface Health {
  readonly status: 'ready' | 'not ready';
  readonly engine: Omit<EngineFacts, 'where'>;
  /** The last position of the log, absent while it is empty or cannot be read. */
  readonly head?: string;
  readonly views: readonly ViewHealth[];
  /** What is wrong, each with a code and what to do. Some of it does not keep the service from answering. */
  readonly problems: readonly { readonly code: string; readonly message: string }[];
}

const STOPPING = { code: 'STOPPING', message: 'The service is stopping: ask another, or come again once it runs.' };

/** Nobody builds the views: commands, cases and lists are answered, lists as they were. No other service could do better. */
const UNATTENDED = 'VIEWS_UNATTENDED';

/**
 * Looks at the engine and the views. Not ready where commands or queries cannot be answered.
 * @param tokens what keeps tokens from being judged, if anything does
 * @param failed how many commands of policies have failed and are tried again
 */
export async function healthOf(
  store: EventStore,
  built: Pick<Views, 'states'>,
  stopping = false,
  tokens?: Trouble,
  failed = 0,
): Promise<Health> {
  const views = built.states().map(openly);
  const log = await headOf(store);
  // After the head: an engine that is a cluster has looked at it for that.
  const { where: _where, ...engine } = store.facts();
  const unwritable = 'problem' in log ? undefined : await whyUnwritable(store);
  const stopped = views.flatMap(({ failure }) => (failure ? [failure] : []));
  const parked = views.filter((view) => view.parked > 0);
  const problems = [
    ...(stopping ? [STOPPING] : []),
    ...('problem' in log ? [log.problem] : []),
    ...(unwritable ? [unwritable] : []),
    ...(tokens ? [tokens] : []),
    ...stopped.slice(0, 1).map(({ code, remedy }) => ({ code, message: remedy })),
    ...parked.map(({ name, parked: count }) => ({
      code: 'EVENTS_PARKED',
      message: `The view ${name} has set ${count} streams aside: upgrade or correct its fold, then rebuild it with baton rebuild ${name}.`,
    })),
    ...(failed === 0 ? [] : [policiesFailing(failed)]),
  ];
  const unread = stopped.some(({ code }) => code !== UNATTENDED);
  const refused = 'problem' in log || unwritable !== undefined || unread;
  const status = stopping || refused || tokens ? 'not ready' : 'ready';
  const head = 'head' in log ? log.head : undefined;
  return { status, engine, ...(head === undefined ? {} : { head }), views, problems };
}

const openly = ({ failure, ...view }: ViewState): ViewHealth =>
  failure ? { ...view, failure: { code: failure.code, remedy: failure.remedy } } : view;

type Problem = Health['problems'][number];
const policiesFailing = (failed: number): Problem => ({
  code: 'POLICIES_FAILING',
  message: `${failed} of the things that Baton does by itself fail and are tried again: the log of the service says why.`,
});

type LogHead = { readonly head: string | undefined } | { readonly problem: Problem };

async function headOf(store: EventStore): Promise<LogHead> {
  try {
    return { head: await store.head() };
  } catch (error) {
    return { problem: problemOf('The events cannot be read.', error) };
  }
}

/** What keeps commands from being stored. */
async function whyUnwritable(store: EventStore): Promise<Problem | undefined> {
  try {
    await store.tryWriting?.();
    return undefined;
  } catch (error) {
    return problemOf('No command can be stored.', error);
  }
}

/** Of a failure of the engine only its remedy: its message can say where files are. */
function problemOf(what: string, error: unknown): Problem {
  const { code = 'STORE_FAILED' } = error as { code?: string };
  return {
    code,
    message: `${what} ${error instanceof StoreFailed ? `${error.remedy}.` : 'The log of the service says why.'}`,
  };
}
