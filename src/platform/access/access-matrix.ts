import type { Role } from '@baton/contracts';

/** How far a role reaches: every department, its own alone, or not at all. */
export type Reach = 'ANY' | 'OWN' | 'NO';
export const ANY = 'ANY';
export const OWN = 'OWN';
export const NO = 'NO';

/** Whose department an entry is about, and so what `OWN` means for it. */
export type About =
  /** It names no department. */
  | { readonly kind: 'nobody' }
  /** The department that an argument names. */
  | {
      readonly kind: 'argument';
      /** Where arguments name a department: `filter.department`. Several narrow the answer together: one's own is enough. */
      readonly paths: readonly string[];
      /** What it is about when none of them is said. */
      readonly unless: 'own' | 'all';
      /** Arguments that narrow the answer to one case or customer, which anybody may read: then it is nobody's. */
      readonly narrowedBy: readonly string[];
    }
  /** The department in which the agent works whom an argument names; the caller's own where it names none. */
  | { readonly kind: 'agent'; readonly path: string }
  /** A department that only the stream knows: the decision compares it, with the state it decides upon (H1). */
  | { readonly kind: 'decided'; readonly department: string };

/** One row: who may ask, and for whose department. */
export interface Entry {
  readonly about: About;
  readonly reach: Readonly<Record<Role, Reach>>;
}

/** A row of an HTTP address, which may be open to everybody. */
export interface RouteEntry extends Entry {
  /** Whether no token is needed. */
  readonly open: boolean;
}

/** Who may ask what. What has no row is refused: a field or a route without one keeps the service from starting. */
export interface AccessMatrix {
  readonly queries: Readonly<Record<string, Entry>>;
  readonly mutations: Readonly<Record<string, Entry>>;
  readonly subscriptions: Readonly<Record<string, Entry>>;
  /** By method and address as they are registered: `GET /feeds/cases`. HEAD is answered as GET is. */
  readonly routes: Readonly<Record<string, RouteEntry>>;
}

/** A row of the table: what it is about, then how far an agent, a supervisor, an auditor and an administrator reach. */
export const entry = (about: About, agent: Reach, supervisor: Reach, auditor: Reach, admin: Reach): Entry => ({
  about,
  reach: { AGENT: agent, SUPERVISOR: supervisor, AUDITOR: auditor, ADMIN: admin },
});

/** A route for callers with a valid token. */
export const guarded = (about: About, ...reach: readonly [Reach, Reach, Reach, Reach]): RouteEntry => ({
  ...entry(about, ...reach),
  open: false,
});

/** About no department. */
export const nobodys: About = { kind: 'nobody' };

/** A route for everybody, with a token or without. */
export const open: RouteEntry = { ...entry(nobodys, ANY, ANY, ANY, ANY), open: true };

/** About the department that an argument names; about all of them where none is named. */
export const named = (...paths: readonly string[]): About => ({
  kind: 'argument',
  paths,
  unless: 'all',
  narrowedBy: [],
});

/** About the department that an argument names; about the caller's own where none is named. */
export const namedOrOwn = (path: string): About => ({ kind: 'argument', paths: [path], unless: 'own', narrowedBy: [] });

/** About the department that an argument names, unless another argument narrows it to one case or one customer. */
export const namedUnlessNarrowed = (path: string, ...narrowedBy: readonly string[]): About => ({
  kind: 'argument',
  paths: [path],
  unless: 'all',
  narrowedBy,
});

/** About the department of the agent whom an argument names; the caller himself where none is named. */
export const departmentOfAgent = (path: string): About => ({ kind: 'agent', path });

/** About a department that the decision knows: `the department accountable`. */
export const decided = (department: string): About => ({ kind: 'decided', department });
