import { Code, Count, Described, Flag, Id, Instant, Num, OneOf } from '@baton/fields';
import { BriefPart, DeclineCause, keyOfStream, type AnyFact, type Recorded } from '@baton/contracts';
import { projection, type TablesOf, type TablesRows } from '@baton/projections';

@Described('The segment of a case: what happens in it does not say so itself.')
export class SegmentOfCase {
  @Id('The case') caseId: string;
  @Code('The segment of its customer', { optional: true }) segment?: string;
}

@Described('A handoff that was offered to another department, and what became of it.')
export class Handoff {
  @Id('The case') caseId: string;
  @Id('The transfer') transferId: string;
  @Code('The department that hands over') from: string;
  @Instant('When it was offered') at: string;
  @Code('The segment of the customer', { optional: true }) segment?: string;
  @Num('Completeness of its brief, 0 to 1') completeness: number;
  @Flag('It was accepted') accepted: boolean;
  @Flag('It was declined') declined: boolean;
  @Flag('It expired') expired: boolean;
  @OneOf(DeclineCause, 'Why it was declined, where the receiver said so as a word', { optional: true })
  cause?: DeclineCause;
  @Num('Share of the words of the ask that the read-back mentions; absent without one', { optional: true })
  mentioned?: number;
  @Count('How the receiver rated it, 1 to 5; absent where it did not', { optional: true }) score?: number;
  @Count('How often its brief was amended') amendments: number;
}

@Described('A part of a brief that the receiver found missing or wrong.')
export class LackingPart {
  @Id('The case') caseId: string;
  @Id('The transfer') transferId: string;
  @OneOf(BriefPart, 'Which part') part: BriefPart;
}

type Row = { handoffs: Handoff; lacking: LackingPart; cases: SegmentOfCase };
type Answer = Extract<
  AnyFact,
  { type: 'TransferAccepted' | 'TransferDeclined' | 'TransferExpired' | 'HandoffRated' | 'BriefAmended' }
>;

const change = (
  event: Recorded<Answer>,
  { handoffs }: TablesRows<TablesOf<Row>>,
  changed: (handoff: Handoff) => Partial<Handoff>,
): Promise<void> =>
  handoffs.change({ caseId: keyOfStream(event), transferId: event.data.transferId }, (handoff) => ({
    ...handoff,
    ...changed(handoff),
  }));

/**
 * Every handoff by the department that hands over: what its brief said, what became of it, and what the receiver found. One
 * within a department, at the end of a shift, is none; what an import observed has no brief, and is none either (X5).
 */
export const handoffQuality = projection<Row>({
  name: 'handoff_quality',
  version: 1,
  tables: {
    handoffs: { row: Handoff, key: ['caseId', 'transferId'], indexes: [['from', 'at'], ['at']] },
    lacking: { row: LackingPart, key: ['caseId', 'transferId', 'part'] },
    cases: { row: SegmentOfCase, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { segment } = event.data;
      if (segment !== undefined) cases.put({ caseId: keyOfStream(event), segment });
    },
    TransferOffered: async (event, { cases, handoffs }) => {
      const { transferId, from, to, completeness } = event.data;
      if (from === to) return;
      const caseId = keyOfStream(event);
      const segment = (await cases.get({ caseId }))?.segment;
      handoffs.put({
        caseId,
        transferId,
        from,
        at: event.occurredAt,
        ...(segment === undefined ? {} : { segment }),
        completeness,
        accepted: false,
        declined: false,
        expired: false,
        amendments: 0,
      });
    },
    TransferAccepted: (event, tables) =>
      change(event, tables, () => {
        const { comparison } = event.data;
        return { accepted: true, ...(comparison === undefined ? {} : { mentioned: comparison.mentioned }) };
      }),
    TransferDeclined: (event, tables) =>
      change(event, tables, () => {
        const { cause } = event.data;
        return { declined: true, ...(cause === undefined ? {} : { cause }) };
      }),
    TransferExpired: (event, tables) => change(event, tables, () => ({ expired: true })),
    HandoffRated: async (event, tables) => {
      const { transferId, score, lacking } = event.data;
      const caseId = keyOfStream(event);
      if (!(await tables.handoffs.get({ caseId, transferId }))) return;
      await change(event, tables, () => ({ score }));
      for (const part of lacking) tables.lacking.put({ caseId, transferId, part });
    },
    BriefAmended: (event, tables) => change(event, tables, ({ amendments }) => ({ amendments: amendments + 1 })),
  },
});
