import { Channel, derivedId, refuse, type CustomerFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import { Described, Id, OneOf, Text } from '@baton/fields';
import type { Customer, CustomerState } from '../../customer.state.js';
import type { KnownMatter } from '../../matter-directory.js';
import { heldUp, isLive, OUTREACH_RULES } from '../../outreach-guard.js';
import { customerUnknown } from '../../unknown.js';

@Described(
  'Reserves a contact to the customer about a case before it is made, so that nobody else calls meanwhile or just afterwards (C4). It holds for an hour.',
)
export class ReserveOutreach {
  @Id('The customer') customerId: string;
  @Id('The case it is about') caseId: string;
  @OneOf(Channel, 'Over which channel') channel: Channel;
  @Text('What it is about', { personal: true, max: 500 }) purpose: string;
  @Text(
    'Why it cannot wait: passes over all that would hold it up, which is recorded; only a reservation of somebody else is not passed over',
    { personal: true, optional: true, max: 500 },
  )
  urgent?: string;
}

/** What a reservation needs to know of the case. */
export interface ReserveOutreachFacts {
  readonly matter: KnownMatter | undefined;
}

/** So long a reservation holds where nobody says how it ended, milliseconds. */
export const HELD_MS = 60 * 60 * 1000;

/**
 * C4: one live reservation per customer and matter. Refuses `OUTREACH_RESERVED` where there is one, and `OUTREACH_HELD_UP`
 * with all that holds it up, unless it is urgent.
 */
export const reserveOutreach =
  (command: ReserveOutreach, given: Given, facts: ReserveOutreachFacts): Decide<CustomerState, CustomerFact> =>
  (state) => {
    if (!state) return customerUnknown();
    const outreachId = derivedId(given.commandId, 'outreach');
    if (state.outreach.some((each) => each.outreachId === outreachId)) return [];
    const { cases, promisedOver, lastReached } = matterOf(facts.matter, command);
    mustBeFree(state, cases, given);
    const { caseId, channel, purpose, urgent } = command;
    const promised = promisedOver.includes(channel);
    const held = heldUp(state, { cases, channel, promised, lastReached, agent: given.by.agent }, given.now);
    if (held.length > 0 && urgent === undefined) {
      const why = held.map(({ why }) => why).join(' ');
      refuse('OUTREACH_HELD_UP', `${why} What cannot wait is reserved with urgent and a reason.`, {
        rule: 'C4',
        alternatives: held.map(({ guard }) => guard),
      });
    }
    const until = new Date(Date.parse(given.now) + HELD_MS).toISOString();
    const passedOver =
      held.length > 0 && urgent !== undefined
        ? { urgent: { guards: held.map(({ guard }) => guard), reason: urgent } }
        : {};
    const data = { outreachId, caseId, channel, purpose, until, ...passedOver, rules: OUTREACH_RULES };
    return [{ type: 'OutreachReserved', data }];
  };

function matterOf(matter: KnownMatter | undefined, { customerId, caseId }: ReserveOutreach): KnownMatter {
  if (!matter) return refuse('CASE_UNKNOWN', `There is no case ${caseId}.`, { rule: 'C4', missing: ['caseId'] });
  if (matter.customerId !== customerId) {
    const whose =
      matter.customerId === undefined ? 'names no customer' : `is that of the customer ${matter.customerId}`;
    refuse('CUSTOMERS_DIFFER', `Case ${caseId} ${whose}. Name a case of this customer, or open one with openCase.`, {
      rule: 'C4',
      missing: ['customerId'],
    });
  }
  return matter;
}

function mustBeFree({ outreach }: Customer, cases: readonly string[], { now, by }: Given): void {
  const live = outreach.findLast((each) => cases.includes(each.caseId) && isLive(each, now));
  if (!live) return;
  const { agent, department, channel, reservedAt, until, outreachId, purpose } = live;
  const what = `outreach ${outreachId} about this case over ${channel} at ${reservedAt}: “${purpose}”`;
  const message =
    agent === by.agent
      ? `You reserved ${what}. Say with completeOutreach how it ended, or give it back with releaseOutreach.`
      : `${agent} of ${department} reserved ${what}. It holds until ${until} at the latest: ask there, or look again then.`;
  refuse('OUTREACH_RESERVED', message, { rule: 'C4' });
}
