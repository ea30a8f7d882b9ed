import { REACHES_AT_ONCE, type Channel, type OutreachGuard, type PreferencesSet } from '@baton/contracts';
import { hoursToDisturb } from '@baton/working-calendar';
import type { Customer } from './customer.state.js';
import type { ReachedInContact } from './matter-directory.js';
import type { Outreach } from './outreach.state.js';

/** The rules by which an outreach is judged; what they held is recorded with it (X4). */
export const OUTREACH_RULES = 'outreach-guard@1';

const HOUR_MS = 60 * 60 * 1000;
/** Whoever was reached about a matter is not called about it by somebody else for so long. */
export const JUST_REACHED_MS = 24 * HOUR_MS;
/**
 * How often a customer is contacted at most, over all matters and channels, answered or not. Seven in seven days is the
 * limit of 12 CFR 1006.14(b)(2) (Regulation F) for calls about one debt; three in a day is ours.
 */
export const LIMITS = [
  { most: 3, withinMs: 24 * HOUR_MS, said: '24 hours' },
  { most: 7, withinMs: 7 * 24 * HOUR_MS, said: 'seven days' },
] as const;

/** What holds an outreach up. */
export interface HeldUp {
  readonly guard: OutreachGuard;
  /** For people: what is, and what to do. */
  readonly why: string;
}

/** An outreach that is wanted. */
export interface WantedOutreach {
  /** All cases of the matter it is about. */
  readonly cases: readonly string[];
  readonly channel: Channel;
  readonly agent: string;
  /** Whether an open promise of the case names this channel: then the customer agreed to it. */
  readonly promised: boolean;
  /** The last contact that is recorded in the matter in which somebody reached the customer. */
  readonly lastReached?: ReachedInContact | undefined;
}

/** Whether others must not contact the customer about the case of a reservation, at an instant (UTC ISO 8601). */
export const isLive = ({ ended, until }: Outreach, now: string): boolean => !ended && now < until;

/** All that holds up an outreach to a customer at an instant (UTC ISO 8601), except a reservation that is live (C4). */
export function heldUp({ preferences, outreach }: Customer, wanted: WantedOutreach, now: string): HeldUp[] {
  const found: (HeldUp | undefined)[] = [
    justReached(outreach.toArray(), wanted, now),
    inQuietHours(preferences, wanted.channel, now),
    overOtherChannel(preferences, wanted),
    LIMITS.map((limit) => tooOften(outreach.toArray(), limit, now)).find((each) => each !== undefined),
  ];
  return found.filter((each) => each !== undefined);
}

const before = (now: string, milliseconds: number): string => new Date(Date.parse(now) - milliseconds).toISOString();

/** A contact in which somebody reached the customer; older reservations may not name it. */
type Reached = Omit<ReachedInContact, 'contactId'> & { readonly contactId?: string | undefined };

/** Also where nobody had reserved it: then the contact alone tells of it. */
function justReached(outreach: readonly Outreach[], { cases, agent, lastReached }: WantedOutreach, now: string) {
  const since = before(now, JUST_REACHED_MS);
  const reached = outreach.flatMap(({ ended, caseId, ...by }) =>
    ended?.outcome === 'REACHED' && cases.includes(caseId) ? [{ ...by, at: ended.at, contactId: ended.contactId }] : [],
  );
  const last = [...(lastReached ? [lastReached] : []), ...reached]
    .filter(({ at }) => at > since)
    .reduce<Reached | undefined>((newest, each) => (newest && newest.at > each.at ? newest : each), undefined);
  if (!last || last.agent === agent) return undefined;
  const over = last.channel === undefined ? '' : ` over ${last.channel}`;
  const why =
    `${last.agent} of ${last.department} reached the customer about this${over} at ${last.at}. ` +
    `Read in the trail what was said (contact ${last.contactId ?? 'not named'}) before the customer is asked again.`;
  return { guard: 'JUST_REACHED', why } as const;
}

function inQuietHours(preferences: Readonly<PreferencesSet>, channel: Channel, now: string) {
  if (!REACHES_AT_ONCE.has(channel)) return undefined;
  const until = endOfQuietHours(preferences, now);
  if (until === undefined) return undefined;
  const { quietFrom, quietUntil, zone = 'UTC' } = preferences;
  const wait = until === 'never' ? 'Write' : `Wait until ${until}, or write`;
  const why = `The customer must not be called from ${quietFrom} to ${quietUntil} (${zone}). ${wait} an e-mail or a letter.`;
  return { guard: 'QUIET_HOURS', why } as const;
}

/**
 * When the quiet hours end in which an instant lies (both UTC ISO 8601), `never` where they are the whole day; undefined
 * where it lies in none.
 */
export function endOfQuietHours(preferences: Readonly<PreferencesSet>, now: string): string | undefined {
  const hours = hoursToDisturb(preferences);
  if (hours === 'NEVER') return 'never';
  const next = hours?.nextOpening(now);
  return next === now ? undefined : next;
}

function overOtherChannel({ channel: preferred }: Readonly<PreferencesSet>, { channel, promised }: WantedOutreach) {
  if (preferred === undefined || preferred === channel || promised) return undefined;
  const why = `The customer prefers ${preferred}. Reserve it over that, or promise the customer first to use ${channel}.`;
  return { guard: 'OTHER_CHANNEL', why } as const;
}

/**
 * A contact that nobody had reserved does not count here, only in `justReached`: the limits are over all matters of the customer, whose
 * stream knows what was reserved alone; all of their cases would have to be found in a view, which is late and decides nothing. What
 * somebody has reserved and is about to make counts as made now, else as many could be reserved as one likes.
 */
function tooOften(outreach: readonly Outreach[], { most, withinMs, said }: (typeof LIMITS)[number], now: string) {
  const since = before(now, withinMs);
  const made = outreach.flatMap(({ ended }) => (ended?.how === 'COMPLETED' && ended.at > since ? [ended.at] : []));
  const toCome = outreach.filter((each) => isLive(each, now)).map(() => now);
  const all = [...made, ...toCome].sort();
  const first = all.at(-most);
  if (first === undefined) return undefined;
  const free = new Date(Date.parse(first) + withinMs).toISOString();
  const reserved = toCome.length > 0 ? `, ${toCome.length} of them reserved and still to be made` : '';
  const why = `The customer is contacted ${all.length} times within ${said}, of at most ${most}${reserved}. Wait until ${free}.`;
  return { guard: 'TOO_OFTEN', why } as const;
}
