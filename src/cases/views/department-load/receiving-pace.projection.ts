import { keyOfStream, LimitOf } from '@baton/contracts';
import { Code, Described, Id, Instant, OneOf } from '@baton/fields';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';

/** So many acceptances are kept of each: the last. */
export const KEPT = 30;

@Described(
  'An offer that waits for an answer: of another department, or within one of an agent or of those with a skill.',
)
export class WaitingOffer {
  @Id('The case') caseId: string;
  @Id('The transfer') transferId: string;
  @Code('The department that offers') from: string;
  @Code('The department it is offered to') to: string;
  @Code('The agent it is meant for, if any', { optional: true }) toAgent?: string;
  @Code('The skill that is needed, if any', { optional: true }) skill?: string;
}

@Described('When a department, one of its agents, or those in it who have a skill accepted offers of others.')
export class ReceivingPace {
  @Code('The department') department: string;
  @OneOf(LimitOf, 'Whose acceptances these are') limitOf: LimitOf;
  @Code('The department, the agent or the skill') of: string;
  @Instant('When the last of them were, the oldest first', { list: KEPT }) accepted: string[];
}

type Rows = { offers: WaitingOffer; paces: ReceivingPace };
type Tables = TablesRows<TablesOf<Rows>>;

async function accepted(event: EventOf<'TransferAccepted'>, { offers, paces }: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  const offer = await offers.get({ caseId });
  offers.remove({ caseId });
  const { from, to: department, holder } = event.data;
  if (from === department) return;
  const once = async (limitOf: LimitOf, of: string): Promise<void> => {
    const before = await paces.get({ department, limitOf, of });
    const kept = [...(before?.accepted ?? []), event.occurredAt].sort().slice(-KEPT);
    paces.put({ department, limitOf, of, accepted: kept });
  };
  await once('DEPARTMENT', department);
  await once('AGENT', holder);
  if (offer?.skill !== undefined) await once('SKILL', offer.skill);
}

const ended = (
  event: EventOf<
    'TransferDeclined' | 'TransferRecalled' | 'TransferExpired' | 'TransferObserved' | 'AssignmentArbitrated'
  >,
  { offers }: Tables,
): void => offers.remove({ caseId: keyOfStream(event) });

/** How quickly offers were accepted lately, and which wait: what the time of an offer in a line is worked out from. */
export const receivingPace = projection<Rows>({
  name: 'receiving_pace',
  version: 2,
  tables: {
    offers: {
      row: WaitingOffer,
      key: ['caseId'],
      indexes: [
        ['to', 'skill', 'caseId'],
        ['toAgent', 'to', 'caseId'],
      ],
    },
    paces: { row: ReceivingPace, key: ['department', 'limitOf', 'of'] },
  },
  on: {
    TransferOffered: (event, { offers }) => {
      const { transferId, from, to, toAgent, skill } = event.data;
      const caseId = keyOfStream(event);
      const named = { ...(toAgent === undefined ? {} : { toAgent }), ...(skill === undefined ? {} : { skill }) };
      offers.put({ caseId, transferId, from, to, ...named });
    },
    TransferAccepted: accepted,
    TransferDeclined: ended,
    TransferRecalled: ended,
    TransferExpired: ended,
    TransferObserved: ended,
    AssignmentArbitrated: ended,
  },
});
