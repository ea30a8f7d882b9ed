import { Code, Count, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { InformedBy, keyOfStream, TransferMode, TransferReason } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import { CaseStatus, TransferStatus } from '../../case.words.js';
import { NEVER } from '../case-list/case-list.changes.js';

/** How long a sender hears what became of a transfer after it was answered, in days of 24 hours (H12). */
const DAYS_AFTERWARDS = 30;

/** Transfers of one case that are kept up to date with it: the newest. */
const FOLLOWED = 100;

@Described('A transfer as its sender sees it: what became of the offer, and of the case since (H12).')
export class SentTransfer {
  @Id('The transfer') transferId: string;
  @Id('The case') caseId: string;
  @Code('The department that offered') from: string;
  @Code('The agent who offered') sentBy: string;
  @Code('The department it was offered to') to: string;
  @Code('The agent it was meant for, if any', { optional: true }) toAgent?: string;
  @OneOf(TransferMode, 'How it was made') mode: TransferMode;
  @OneOf(TransferReason, 'Why') reason: TransferReason;
  @Text('What was asked', { max: 500 }) ask: string;
  @Instant('When it was offered') offeredAt: string;
  @Instant('When the offer expires, or would have', { optional: true }) expiresAt?: string;
  @OneOf(TransferStatus, 'Where it stands') status: TransferStatus;
  @Instant('When it was answered, taken back or expired', { optional: true }) endedAt?: string;
  @Code('The agent who took it', { optional: true }) holder?: string;
  @Text('What the receiver understood of the ask', { max: 500, optional: true }) understood?: string;
  @Text('Words of the ask that the read-back does not mention (H6)', { list: 20, max: 40, optional: true })
  notMentioned?: string[];
  @Text('Why it was declined or taken back', { max: 500, optional: true }) because?: string;
  @Code('Who should have it, where the receiver declined and knows', { optional: true }) suggestedDepartment?: string;
  @OneOf(InformedBy, 'How the customer learned of it, once they did (H9)', { optional: true }) informedBy?: InformedBy;
  @Count('How good the receiver found the handoff: 1 to 5', { optional: true }) rating?: number;
  @OneOf(CaseStatus, 'Where the case stands now') caseStatus: CaseStatus;
  @Code('The department that answers for the case now') accountable: string;
  @Text('How the matter was resolved', { optional: true, personal: true }) resolution?: string | undefined;
  @Instant('Until when its sender is shown it; the end of 9999 while it waits for an answer') shownUntil: string;
}

@Described('How a case stands, and which of its transfers are kept up to date with it.')
export class SentCase {
  @Id('The case') caseId: string;
  @OneOf(CaseStatus, 'Where it stands') status: CaseStatus;
  @Code('The department that answers for it') accountable: string;
  @Text('How the matter was resolved', { optional: true, personal: true }) resolution?: string | undefined;
  @OneOf(CaseStatus, 'Where it stood before it was merged into another', { optional: true })
  before?: CaseStatus | undefined;
  @Id('Its transfers, the newest hundred', { list: FOLLOWED }) transfers: string[];
}

type Row = { rows: SentTransfer; cases: SentCase };
type Tables = TablesRows<TablesOf<Row>>;

/** The longest reason that is shown. */
const LONGEST_REASON = 500;

const over = (status: TransferStatus, { occurredAt }: { readonly occurredAt: string }) => ({
  status,
  endedAt: occurredAt,
  shownUntil: new Date(Date.parse(occurredAt) + DAYS_AFTERWARDS * 86_400_000).toISOString(),
});

/** The transfer is over: answered, taken back or expired. */
const end = (
  event: EventOf<'TransferAccepted' | 'TransferDeclined' | 'TransferRecalled' | 'TransferExpired'>,
  { rows }: Tables,
  status: TransferStatus,
  more: Partial<SentTransfer> = {},
): Promise<void> =>
  rows.change({ caseId: keyOfStream(event), transferId: event.data.transferId }, (row) => ({
    ...row,
    ...over(status, event),
    ...more,
  }));

/** What becomes of a case is told of each of its transfers. */
async function became(
  event: { readonly stream: string },
  { rows, cases }: Tables,
  change: (before: SentCase) => Partial<SentCase>,
): Promise<void> {
  const caseId = keyOfStream(event);
  const before = await cases.get({ caseId });
  if (!before) return;
  const after = { ...before, ...change(before) };
  cases.put(after);
  const { status: caseStatus, accountable, resolution } = after;
  for (const transferId of after.transfers) {
    await rows.change({ caseId, transferId }, (row) => ({ ...row, caseStatus, accountable, resolution }));
  }
}

/** Every transfer that was ever offered, as its sender sees it. */
export const sentTransfers = projection<Row>({
  name: 'sent_transfers',
  version: 2,
  tables: {
    rows: {
      row: SentTransfer,
      key: ['caseId', 'transferId'],
      indexes: [
        ['from', 'shownUntil', 'offeredAt', 'caseId', 'transferId'],
        ['from', 'status', 'shownUntil', 'offeredAt', 'caseId', 'transferId'],
        ['from', 'sentBy', 'shownUntil', 'offeredAt', 'caseId', 'transferId'],
      ],
    },
    cases: { row: SentCase, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { department: accountable } = event.data;
      cases.put({ caseId: keyOfStream(event), status: 'OPEN', accountable, transfers: [] });
    },
    TransferOffered: async (event, { rows, cases }) => {
      const caseId = keyOfStream(event);
      const found = await cases.get({ caseId });
      if (!found) return;
      const { transferId, from, to, toAgent, mode, reason, brief, expiresAt } = event.data;
      cases.put({ ...found, transfers: [...found.transfers.slice(1 - FOLLOWED), transferId] });
      rows.put({
        transferId,
        caseId,
        from,
        sentBy: event.by.agent,
        to,
        ...(toAgent === undefined ? {} : { toAgent }),
        mode,
        reason,
        ask: brief.ask,
        offeredAt: event.occurredAt,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        status: 'OFFERED',
        caseStatus: found.status,
        accountable: found.accountable,
        shownUntil: NEVER,
      });
    },
    TransferAccepted: async (event, tables) => {
      const { holder, readBack, comparison } = event.data;
      const understood = {
        ...(readBack === undefined ? {} : { understood: readBack.ask }),
        ...(comparison === undefined ? {} : { notMentioned: comparison.notMentioned }),
      };
      await end(event, tables, 'ACCEPTED', { holder, ...understood });
      await became(event, tables, () => ({ accountable: event.data.to }));
    },
    TransferDeclined: (event, tables) => {
      const { reason, suggestedDepartment } = event.data;
      const suggested = suggestedDepartment === undefined ? {} : { suggestedDepartment };
      return end(event, tables, 'DECLINED', { because: reason, ...suggested });
    },
    TransferRecalled: (event, tables) => end(event, tables, 'RECALLED', { because: event.data.reason }),
    TransferExpired: (event, tables) => end(event, tables, 'EXPIRED'),
    CustomerInformedOfTransfer: (event, { rows }) =>
      rows.change({ caseId: keyOfStream(event), transferId: event.data.transferId }, (row) => ({
        ...row,
        informedBy: event.data.informedBy,
      })),
    HandoffRated: (event, { rows }) =>
      rows.change({ caseId: keyOfStream(event), transferId: event.data.transferId }, (row) => ({
        ...row,
        rating: event.data.score,
      })),
    TransferObserved: (event, tables) => became(event, tables, () => ({ accountable: event.data.to })),
    AssignmentArbitrated: async (event, tables) => {
      const { to, transferId, reason } = event.data;
      if (transferId !== undefined) {
        await tables.rows.change({ caseId: keyOfStream(event), transferId }, (row) => ({
          ...row,
          ...over('RECALLED', event),
          because: reason.slice(0, LONGEST_REASON),
        }));
      }
      await became(event, tables, () => ({ accountable: to }));
    },
    CaseResolved: (event, tables) =>
      became(event, tables, () => ({ status: 'RESOLVED', resolution: event.data.resolution })),
    CaseReopened: (event, tables) => became(event, tables, () => ({ status: 'OPEN', resolution: undefined })),
    CaseClosed: (event, tables) => became(event, tables, () => ({ status: 'CLOSED' })),
    CasesMerged: (event, tables) =>
      became(event, tables, ({ status }) =>
        event.data.role === 'DUPLICATE' ? { status: 'MERGED', before: status } : {},
      ),
    CasesUnmerged: (event, tables) =>
      became(event, tables, ({ before }) => (event.data.role === 'DUPLICATE' ? { status: before ?? 'OPEN' } : {})),
  },
});

/** In which order a sender sees them: those that wait for an answer, then those that were answered last. */
export const LATEST_OUTCOME = ['shownUntil', 'offeredAt', 'caseId', 'transferId'] as const;
