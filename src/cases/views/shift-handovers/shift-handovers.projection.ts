import { keyOfStream, type HandoverLeft } from '@baton/contracts';
import { Count, Described, Id } from '@baton/fields';
import { projection, type TablesOf, type TablesRows } from '@baton/projections';
import { ShiftHandover, type HandedCase } from './shift-handovers.result.js';

@Described('A row of the list of handovers: what is shown, and by what it is found.')
export class ListedHandover extends ShiftHandover {
  @Count('1 while cases wait for somebody to accept them, else 0') waits: number;
}

@Described('To which handover a transfer belongs.')
export class HandoverOffer {
  @Id('The transfer') transferId: string;
  @Id('The handover') handoverId: string;
}

type Row = { rows: ListedHandover; offers: HandoverOffer };
type Tables = TablesRows<TablesOf<Row>>;

const leftOut = ({ caseId, code, message }: HandoverLeft): HandedCase => ({ caseId, code, message });

/** The handover with a change of its cases, and how many of them wait. */
function withCases(row: ListedHandover, cases: HandedCase[]): ListedHandover {
  const waiting = cases.filter(({ status }) => status === 'OFFERED').length;
  return { ...row, cases, waiting, waits: waiting > 0 ? 1 : 0 };
}

/** What became of a transfer is said of its case, where it belongs to a handover. */
async function became({ rows, offers }: Tables, transferId: string, change: Partial<HandedCase>): Promise<void> {
  const offer = await offers.get({ transferId });
  if (!offer) return;
  await rows.change({ handoverId: offer.handoverId }, (row) =>
    withCases(
      row,
      row.cases.map((one) => (one.transferId === transferId ? { ...one, ...change } : one)),
    ),
  );
}

/** In which order handovers are read: the latest first. */
export const LATEST_FIRST = ['begunAt', 'handoverId'] as const;

/** Every handover at the end of a shift, with what became of its cases. An event costs its own handover's row. */
export const shiftHandoverList = projection<Row>({
  name: 'shift_handovers',
  version: 1,
  tables: {
    rows: {
      row: ListedHandover,
      key: ['handoverId'],
      indexes: [
        ['department', ...LATEST_FIRST],
        ['department', 'waits', ...LATEST_FIRST],
        ['department', 'agent', ...LATEST_FIRST],
        ['department', 'agent', 'waits', ...LATEST_FIRST],
      ],
    },
    offers: { row: HandoverOffer, key: ['transferId'] },
  },
  on: {
    HandoverStarted: (event, { rows, offers }) => {
      const handoverId = keyOfStream(event);
      const { agent, department, cases, left } = event.data;
      for (const { transferId } of cases) offers.put({ transferId, handoverId });
      rows.put({
        handoverId,
        agent,
        department,
        begunBy: event.by.agent,
        begunAt: event.occurredAt,
        offered: false,
        waiting: 0,
        waits: 0,
        cases: [
          ...cases.map(({ caseId, transferId, toAgent }) => ({
            caseId,
            transferId,
            ...(toAgent === undefined ? {} : { toAgent }),
          })),
          ...left.map(leftOut),
        ],
      });
    },
    HandoverOffered: (event, { rows }) => {
      const left = new Map(event.data.left.map((one) => [one.caseId, leftOut(one)]));
      return rows.change({ handoverId: keyOfStream(event) }, (row) => ({
        ...row,
        offered: true,
        cases: row.cases.map((one) => left.get(one.caseId) ?? one),
      }));
    },
    TransferOffered: ({ data }, tables) => became(tables, data.transferId, { status: 'OFFERED' }),
    TransferAccepted: ({ data: { transferId, holder } }, tables) =>
      became(tables, transferId, { status: 'ACCEPTED', holder }),
    TransferDeclined: ({ data }, tables) => became(tables, data.transferId, { status: 'DECLINED' }),
    TransferRecalled: ({ data }, tables) => became(tables, data.transferId, { status: 'RECALLED' }),
    TransferExpired: ({ data }, tables) => became(tables, data.transferId, { status: 'EXPIRED' }),
    AssignmentArbitrated: async ({ data: { transferId } }, tables) => {
      if (transferId !== undefined) await became(tables, transferId, { status: 'RECALLED' });
    },
  },
});
