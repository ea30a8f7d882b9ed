import { derivedId, type AnyFact, type Recorded } from '@baton/contracts';
import { Code, Described, Id, Instant, Text } from '@baton/fields';
import { projection, type Projection, type Rows, type TablesOf } from '@baton/projections';
import type { Policy, RetiredPolicies, TimersOfStream } from './policy.js';

@Described('What a policy is to do about something once an instant has come.')
export class TimerRow {
  @Id('The timer, and the command that it leads to') timerId: string;
  @Code('The policy') policy: string;
  @Text('The stream it is about', { max: 200 }) stream: string;
  @Code('What it is about in that stream') subject: string;
  @Instant('When') due: string;
}

type Folding = (event: Recorded<AnyFact>, timers: TimersOfStream) => void | Promise<void>;

/** The view of everything that policies have to do. */
export type Timers = Projection<TablesOf<{ rows: TimerRow }>>;

/** In which order timers are looked at: the next due first. */
export const DUE_FIRST = ['due', 'stream', 'policy', 'subject'] as const;

/**
 * The view of everything that these policies have to do. It is built anew when a policy comes, changes or goes. What an import
 * states sets no timer (X5): nobody is held to a time that another system kept.
 * @param retired the policies that are gone: with them the version only rises, so that no process takes the view of one that
 * knew them for newer than its own
 */
export function timersOf(policies: readonly Policy[], retired: RetiredPolicies = {}): Timers {
  const types = new Set(policies.flatMap(({ on }) => Object.keys(on) as AnyFact['type'][]));
  const folding = (type: AnyFact['type']) => {
    const folds = policies.flatMap(({ name, on }) => (on[type] ? [[name, on[type] as Folding] as const] : []));
    return async (event: Recorded<AnyFact>, { rows }: { rows: Rows<TimerRow> }): Promise<void> => {
      for (const [policy, fold] of folds) await fold(event, timersIn(rows, policy, event));
    };
  };
  return projection<{ rows: TimerRow }>({
    name: 'timers',
    version: versionOf(policies, retired),
    tables: { rows: { row: TimerRow, key: ['stream', 'policy', 'subject'], indexes: [DUE_FIRST] } },
    on: Object.fromEntries([...types].map((type) => [type, folding(type)])),
  });
}

/** The going of a policy is a change as well: it counts one more than its last version. */
function versionOf(policies: readonly Policy[], retired: RetiredPolicies): number {
  const again = policies.find(({ name }) => Object.hasOwn(retired, name));
  if (again) throw new Error(`The policy ${again.name} is retired and declared: give what comes again another name`);
  const gone = Object.values(retired).map((version) => version + 1);
  return [...policies.map(({ version }) => version), ...gone].reduce((sum, version) => sum + version, 0);
}

function timersIn(rows: Rows<TimerRow>, policy: string, { id, stream, imported }: Recorded): TimersOfStream {
  const set = (subject: string, due: string): void => {
    if (!imported) rows.put({ timerId: derivedId(id, policy), policy, stream, subject, due });
  };
  return {
    set,
    drop: (subject) => rows.remove({ stream, policy, subject }),
    turn: async (subject, otherStream, due) => {
      for (const one of [otherStream, stream]) {
        if (!(await rows.get({ stream: one, policy, subject }))) continue;
        rows.remove({ stream: one, policy, subject });
        return;
      }
      set(subject, due);
    },
  };
}
