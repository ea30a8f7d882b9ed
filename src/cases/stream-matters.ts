import { Injectable } from '@nestjs/common';
import type { Channel } from '@baton/contracts';
import { noCase, openPromises, type CaseState } from './case.state.js';
import { reachedNobody } from './guards.js';
import { RELATED_AT_MOST } from './related.guards.js';
import { CaseReader } from './views/case-reader.js';

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

/** A case as those ask about it who are to contact its customer. */
export interface Matter {
  /** The case in which work on the matter goes on: another one, where the case was merged into it (X3). */
  readonly caseId: string;
  /** All cases of the matter: that one, and those that were merged into it. */
  readonly cases: readonly string[];
  /** Absent in a case that was imported without its customer. */
  readonly customerId?: string | undefined;
  /** The channels over which something that is still open was promised, in the case or in its duplicates. */
  readonly promisedOver: readonly Channel[];
  /** The last contact in which we reached the customer, in any of its cases. */
  readonly lastReached?: ReachedInContact | undefined;
}

/** Cases as others ask about them, always as their own streams tell them at this moment. */
@Injectable()
export class StreamMatters {
  constructor(private readonly reader: CaseReader) {}

  /** The matter of a case; undefined where there is no such case. */
  async matterOf(caseId: string): Promise<Matter | undefined> {
    const cases = await this.casesOf(caseId);
    const [goingOn] = cases;
    if (!goingOn) return undefined;
    const promises = cases.flatMap(openPromises);
    return {
      caseId: goingOn.caseId,
      cases: cases.map((each) => each.caseId),
      customerId: goingOn.opened.customerId,
      promisedOver: [...new Set(promises.flatMap(({ channel }) => channel ?? []))],
      lastReached: lastReached(cases),
    };
  }

  /**
   * Whether a contact was recorded in a case, in the one into which it was merged, in a duplicate of either, or in one with
   * which it was one matter before the merge was taken back: then that may have been the place to record it. Reads at most 100 of
   * those.
   */
  async hasContact(caseId: string, contactId: string): Promise<boolean> {
    const cases = await this.casesOf(caseId);
    if (cases.some(({ contacts }) => contacts.has(contactId))) return true;
    const known = new Set(cases.map((each) => each.caseId));
    const before = (cases.find((each) => each.caseId === caseId)?.mergedEver ?? noCase.mergedEver)
      .filter((other) => !known.has(other))
      .take(RELATED_AT_MOST);
    const states = await Promise.all([...before].map((other) => this.reader.now(other)));
    return states.some((state) => state?.contacts.has(contactId) === true);
  }

  /** The case in which work on a matter goes on, and then its duplicates; none where there is no such case. */
  private async casesOf(caseId: string): Promise<CaseState[]> {
    const named = await this.reader.now(caseId);
    if (!named) return [];
    const goingOn = (await this.reader.survivor(named)) ?? named;
    return [goingOn, ...(await this.reader.duplicates(goingOn))];
  }
}

/** The last contact of these cases in which we reached the customer; what the customer began says nothing of us. */
function lastReached(cases: readonly CaseState[]): ReachedInContact | undefined {
  return cases
    .flatMap(({ contacts }) => [...contacts.values()])
    .filter((contact) => contact.direction === 'OUTBOUND' && !reachedNobody(contact))
    .map(({ contactId, agent, department, channel, endedAt, at }) => ({
      ...{ contactId, agent, department, channel, at: endedAt ?? at },
    }))
    .reduce<ReachedInContact | undefined>((last, each) => (last && last.at > each.at ? last : each), undefined);
}
