import { Injectable } from '@nestjs/common';
import type { Channel } from '@baton/contracts';
import { mergedInto, openPromises } from './case.state.js';
import { CaseReader } from './views/case-reader.js';

/** A case as those ask about it who are to contact its customer. */
export interface Matter {
  /** The case in which work on the matter goes on: another one, where the case was merged into it (X3). */
  readonly caseId: string;
  /** Absent in a case that was imported without its customer. */
  readonly customerId?: string | undefined;
  /** The channels over which something that is still open was promised, in the case or in its duplicates. */
  readonly promisedOver: readonly Channel[];
}

/** Cases as others ask about them, always as their own streams tell them at this moment. */
@Injectable()
export class StreamMatters {
  constructor(private readonly reader: CaseReader) {}

  /** The matter of a case; undefined where there is no such case. */
  async matterOf(caseId: string): Promise<Matter | undefined> {
    const named = await this.reader.now(caseId);
    const survivor = named && mergedInto(named);
    const state = survivor === undefined ? named : await this.reader.now(survivor);
    if (!state) return undefined;
    const promises = [state, ...(await this.reader.duplicates(state))].flatMap(openPromises);
    return {
      caseId: state.caseId,
      customerId: state.opened.customerId,
      promisedOver: [...new Set(promises.flatMap(({ channel }) => channel ?? []))],
    };
  }

  /** Whether a contact was recorded in a case, or in one that was merged into it. */
  async hasContact(caseId: string, contactId: string): Promise<boolean> {
    const state = await this.reader.now(caseId);
    if (!state) return false;
    const cases = [state, ...(await this.reader.duplicates(state))];
    return cases.some(({ contacts }) => contacts.has(contactId));
  }
}
