import { Role, type By } from '@baton/contracts';
import type { Problem } from '@baton/fields';
import { givenTwice, inputInvalid } from '../graphql/input.js';
import type { ReadRecorder } from './recorded-reads.js';
import { valueAt, type Sent } from './sent.js';
import type { About, AccessMatrix, Entry, RouteEntry } from './access-matrix.js';

/** What the guard has to be told by the application. */
export interface Access {
  readonly matrix: AccessMatrix;
  /** The department in which an agent works; undefined for one who is not known. */
  departmentOfAgent(agent: string): Promise<string | undefined>;
  /** Whether an agent has left for good, as his own stream says at this moment; false for one who is not known. */
  hasLeft(agent: string): Promise<boolean>;
  /** Keeps who read what; nobody does when absent. */
  readonly recorder?: ReadRecorder;
}

/** Why somebody may not: a sentence, and what he can do about it. */
export interface Denied {
  readonly message: string;
  readonly remedy: string;
  /** NOT_ALLOWED where absent. */
  readonly code?: 'AGENT_GONE' | 'NOT_ALLOWED';
}

/** The kinds of fields that an operation begins with. */
export type FieldKind = 'queries' | 'mutations' | 'subscriptions';

/** The token under which the guard is injected. */
export const ACCESS_GUARD = Symbol('ACCESS_GUARD');

/** Decides who may ask what: the one reader of the matrix. */
export class AccessGuard {
  constructor(private readonly access: Access) {}

  get recorder(): ReadRecorder | undefined {
    return this.access.recorder;
  }

  get matrix(): AccessMatrix {
    return this.access.matrix;
  }

  /** The row of a field. Throws where there is none, so that the service does not start. */
  field(kind: FieldKind, name: string): Entry {
    const rows = this.matrix[kind];
    if (!Object.hasOwn(rows, name)) throw withoutRow(`${kind}.${name}`);
    return rows[name] as Entry;
  }

  /** The row of an address. Throws where there is none. */
  route(method: string, url: string): RouteEntry {
    const name = `${method === 'HEAD' ? 'GET' : method} ${url}`;
    if (!Object.hasOwn(this.matrix.routes, name)) throw withoutRow(`routes['${name}']`);
    return this.matrix.routes[name] as RouteEntry;
  }

  /**
   * Whether somebody may ask for it: undefined, or why not. At once where no department has to be looked up. Throws
   * `INPUT_INVALID` for the name of a department that is empty or given twice: it is wrong, not somebody else's.
   * @param what the name of the field or address, for the sentence
   */
  denied(what: string, entry: Entry, by: By, sent: Sent): Denied | undefined | Promise<Denied | undefined> {
    const reach = entry.reach[by.role];
    if (reach === 'ANY') return undefined;
    if (reach === 'NO') return ofRole(what, entry, by);
    const { about } = entry;
    switch (about.kind) {
      case 'nobody':
      case 'decided':
        return undefined;
      case 'argument':
        refuseNoNames(about, sent);
        return namesOwn(about, by, sent) ? undefined : ofDepartment(what, entry, by, ask(about, by));
      case 'agent':
        return this.deniedOfAgent(what, entry, by, valueAt(sent, about.path));
    }
  }

  /** H11: whether somebody may not change anything any more, whatever his token says: undefined, or why. */
  async gone({ agent }: By): Promise<Denied | undefined> {
    if (!(await this.access.hasLeft(agent))) return undefined;
    return {
      code: 'AGENT_GONE',
      message: `${agent} has left, and changes nothing any more`,
      remedy: 'Ask a colleague; whoever comes back is registered under another id.',
    };
  }

  private async deniedOfAgent(what: string, entry: Entry, by: By, agent: unknown): Promise<Denied | undefined> {
    if (agent === undefined || agent === by.agent) return undefined;
    const department = typeof agent === 'string' ? await this.access.departmentOfAgent(agent) : undefined;
    if (department === by.department) return undefined;
    return ofDepartment(what, entry, by, 'an agent who works there, or none for yourself');
  }
}

type Argument = Extract<About, { kind: 'argument' }>;

const namesOwn = ({ paths, unless, narrowedBy }: Argument, by: By, sent: Sent): boolean => {
  if (narrowedBy.some((path) => isSaid(valueAt(sent, path)))) return true;
  const names = paths.map((path) => valueAt(sent, path)).filter((value) => value !== undefined);
  return names.length === 0 ? unless === 'own' : names.includes(by.department);
};

function refuseNoNames({ paths }: Argument, sent: Sent): void {
  const problems = paths.flatMap((path): Problem[] => {
    const value = valueAt(sent, path);
    if (Array.isArray(value)) return [givenTwice(path)];
    const empty = typeof value === 'string' && value.trim() === '';
    return empty ? [{ path, message: `${path} is empty: name a department, or leave it out`, code: 'WRONG_FORM' }] : [];
  });
  if (problems.length > 0) throw inputInvalid(problems);
}

/** An empty text may count as nothing further in. */
const isSaid = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

const ask = ({ paths, narrowedBy }: Argument, { department }: By): string =>
  [`${department} as ${paths.join(' or ')}`, ...narrowedBy].join(', or ');

const rolesThat = (entry: Entry, mayReach: (role: Role) => boolean): string =>
  Role.values.filter((role) => mayReach(role) && entry.reach[role] !== 'NO').join(', ');

const ofRole = (what: string, entry: Entry, { role }: By): Denied => ({
  message: `${what} is for ${rolesThat(entry, () => true)}; your token says ${role}`,
  remedy: 'Ask one of them, or for a token with that role.',
});

const ofDepartment = (what: string, entry: Entry, { role, department }: By, ask: string): Denied => ({
  message: `${what} shows ${role === 'AGENT' ? 'an agent' : `a person with the role ${role}`} of ${department} only what is of ${department}`,
  remedy: `Give ${ask}; all departments are open to ${rolesThat(entry, (one) => entry.reach[one] === 'ANY')}.`,
});

const withoutRow = (row: string): Error =>
  new Error(`The access matrix has no row for ${row}: say there who may ask, and of whose department`);
