import type { Channel } from '@baton/contracts';

/** Token under which the cases module's answer to `MatterDirectory` is bound. */
export const MATTER_DIRECTORY = Symbol('MatterDirectory');

/** A contact in which we reached the customer, be it reserved or not. */
export interface ReachedInContact {
  readonly contactId: string;
  /** Who recorded it, and for which department. */
  readonly agent: string;
  readonly department: string;
  /** Not known of every contact that was imported. */
  readonly channel?: Channel | undefined;
  /** When it ended. */
  readonly at: string;
}

/** A case as the customers module needs it. */
export interface KnownMatter {
  /** The case in which work on the matter goes on: another one, where the case was merged into it. */
  readonly caseId: string;
  /** All cases of the matter: that one, and those that were merged into it. */
  readonly cases: readonly string[];
  /** Absent in a case that was imported without its customer. */
  readonly customerId?: string | undefined;
  /** The channels over which something that is still open was promised. */
  readonly promisedOver: readonly Channel[];
  /** The last contact in which we reached the customer, in any of its cases. */
  readonly lastReached?: ReachedInContact | undefined;
}

/** What the customers module asks about cases; the cases module knows the answer. */
export interface MatterDirectory {
  /** The matter of a case; undefined where there is no such case. */
  matterOf(caseId: string): Promise<KnownMatter | undefined>;
  /** Whether a contact was recorded in a case of the matter of a case, or of one from which it was parted since. */
  hasContact(caseId: string, contactId: string): Promise<boolean>;
}
