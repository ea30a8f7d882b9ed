import { Code, Count, Described, Flag, Id, Instant, Nested, OneOf, Text } from '@baton/fields';
import { Channel, keyOfStream, Reminder } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import { PromiseStatus } from '../../case.words.js';

@Described('A promise to a customer, in the ledger of all of them.')
export class LedgerPromise {
  @Id('The promise') promiseId: string;
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @OneOf(PromiseStatus, 'Where it stands') status: PromiseStatus;
  @Code('The department that owes it; of a settled one the department that owed it then') department: string;
  @Text('To whom it was made', { personal: true, max: 200 }) beneficiary: string;
  @Text('What will be seen to happen', { personal: true, max: 500 }) action: string;
  @Flag('It is a call back (P8)') callback: boolean;
  @Instant('From when') from: string;
  @Instant('By when at the latest') due: string;
  @Instant('By when it was promised at first (P4)') firstDue: string;
  @Code('The time zone in which it was said, an IANA name') zone: string;
  @OneOf(Channel, 'Over which channel the customer hears of it') channel: Channel;
  @Code('The agent who made it') madeBy: string;
  @Instant('When it was made') madeAt: string;
  @Instant('When it was kept, broken, released or cancelled', { optional: true }) settledAt?: string;
  @OneOf(Reminder, 'The last reminder of it, since its time was agreed on last (P7)', { optional: true })
  reminded?: Reminder;
  @Code('The agent who was reminded; absent where the department was', { optional: true }) remindedAgent?: string;
  @Count('The revision of the last event of the case that concerns it') revision: number;
}

@Described('An open promise of a case.')
export class OwedPromise {
  @Id('The promise') promiseId: string;
  @Code('The department that owes it, but for a merge') department: string;
}

@Described('What promises do not say themselves: whose case it is, and whose matter (X3).')
export class PromisedCase {
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string | undefined;
  @Code('The department that answers for it') department: string;
  @Id('The case into which it was merged', { optional: true }) mergedInto?: string | undefined;
  @Id('The cases that were merged into it', { list: 10_000 }) duplicates: string[];
  @Nested(() => OwedPromise, 'Its open promises', { list: 10_000 }) open: OwedPromise[];
}

type Row = { rows: LedgerPromise; cases: PromisedCase };
type Tables = TablesRows<TablesOf<Row>>;
type Settling = 'PromiseKept' | 'PromiseBroken' | 'PromiseReleased' | 'PromiseCancelled';

const settle =
  (status: PromiseStatus) =>
  async (event: EventOf<Settling>, { rows, cases }: Tables): Promise<void> => {
    const { promiseId } = event.data;
    const caseId = keyOfStream(event);
    await rows.change({ caseId, promiseId }, (row) => ({
      ...row,
      status,
      settledAt: event.occurredAt,
      revision: event.revision,
    }));
    await cases.change({ caseId }, (row) => ({ ...row, open: without(row.open, promiseId) }));
  };

const unreminded = ({ reminded: _reminded, remindedAgent: _agent, ...row }: LedgerPromise): LedgerPromise => row;

const without = (open: readonly OwedPromise[], promiseId: string): OwedPromise[] =>
  open.filter((promise) => promise.promiseId !== promiseId);

/** H1, X3: what a duplicate owes is owed by whoever answers for the case in which work goes on; by whom else its own word says. */
async function oweAnew({ rows, cases }: Tables, caseId: string): Promise<void> {
  const owner = await cases.get({ caseId });
  const survivor = owner?.mergedInto === undefined ? undefined : await cases.get({ caseId: owner.mergedInto });
  for (const { promiseId, department } of owner?.open ?? []) {
    await rows.change({ caseId, promiseId }, (row) => ({ ...row, department: survivor?.department ?? department }));
  }
}

/** A case passes to another department, and with it what its duplicates owe. */
async function passOn(
  event: EventOf<'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated'>,
  tables: Tables,
): Promise<void> {
  const caseId = keyOfStream(event);
  const before = await tables.cases.get({ caseId });
  if (!before || before.department === event.data.to) return;
  tables.cases.put({ ...before, department: event.data.to });
  for (const duplicate of before.duplicates) await oweAnew(tables, duplicate);
}

/** What the duplicate says of a merge and of its end: it points at the other case, and no longer. */
async function point(event: EventOf<'CasesMerged' | 'CasesUnmerged'>, tables: Tables): Promise<void> {
  const { role, other } = event.data;
  if (role !== 'DUPLICATE') return;
  const caseId = keyOfStream(event);
  const merged = event.type === 'CasesMerged';
  await tables.cases.change({ caseId }, (row) => ({ ...row, mergedInto: merged ? other : undefined }));
  await tables.cases.change({ caseId: other }, ({ duplicates, ...row }) => ({
    ...row,
    duplicates: [...duplicates.filter((one) => one !== caseId), ...(merged ? [caseId] : [])],
  }));
  await oweAnew(tables, caseId);
}

/** Every promise ever made, with what became of it; one that is settled with the department that owed it then. */
export const promiseLedger = projection<Row>({
  name: 'promise_ledger',
  version: 4,
  tables: {
    rows: {
      row: LedgerPromise,
      key: ['caseId', 'promiseId'],
      indexes: [
        ['due', 'caseId', 'promiseId'],
        ['status', 'due', 'caseId', 'promiseId'],
        ['department', 'due', 'caseId', 'promiseId'],
        ['department', 'status', 'due', 'caseId', 'promiseId'],
        ['customerId', 'due', 'caseId', 'promiseId'],
        ['customerId', 'status', 'due', 'caseId', 'promiseId'],
        ['caseId', 'status', 'due', 'promiseId'],
        ['madeBy', 'status', 'due', 'caseId', 'promiseId'],
      ],
    },
    cases: { row: PromisedCase, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { customerId, department } = event.data;
      cases.put({ caseId: keyOfStream(event), customerId, department, duplicates: [], open: [] });
    },
    PromiseMade: async (event, { rows, cases }) => {
      const { data, revision, occurredAt, by } = event;
      const { evidence: _evidence, condition: _condition, contactId: _contactId, ...said } = data;
      const { calendar: _calendar, halfwayAt: _halfway, pressingAt: _pressing, ...promise } = said;
      const caseId = keyOfStream(event);
      const owner = await cases.get({ caseId });
      rows.put({
        ...promise,
        caseId,
        ...(owner?.customerId === undefined ? {} : { customerId: owner.customerId }),
        status: 'OPEN',
        firstDue: data.due,
        madeBy: by.agent,
        madeAt: occurredAt,
        revision,
      });
      const { promiseId, department } = data;
      if (owner) cases.put({ ...owner, open: [...without(owner.open, promiseId), { promiseId, department }] });
    },
    PromiseKept: settle('KEPT'),
    PromiseBroken: settle('BROKEN'),
    PromiseReleased: settle('RELEASED'),
    PromiseCancelled: settle('CANCELLED'),
    PromiseRenegotiated: (event, { rows }) =>
      rows.change({ caseId: keyOfStream(event), promiseId: event.data.promiseId }, (row) => ({
        ...unreminded(row),
        from: event.data.from,
        due: event.data.due,
        revision: event.revision,
      })),
    PromiseReminderDue: ({ stream, data: { promiseId, reminder, agent }, revision }, { rows }) =>
      rows.change({ caseId: keyOfStream({ stream }), promiseId }, (row) => ({
        ...unreminded(row),
        reminded: reminder,
        ...(agent !== undefined && { remindedAgent: agent }),
        revision,
      })),
    PromiseAssumed: async (event, { rows, cases }) => {
      const { promiseId, to: department } = event.data;
      const caseId = keyOfStream(event);
      await rows.change({ caseId, promiseId }, (row) => ({ ...row, department, revision: event.revision }));
      await cases.change({ caseId }, (row) => ({
        ...row,
        open: row.open.map((promise) => (promise.promiseId === promiseId ? { promiseId, department } : promise)),
      }));
    },
    TransferAccepted: passOn,
    TransferObserved: passOn,
    AssignmentArbitrated: passOn,
    CasesMerged: point,
    CasesUnmerged: point,
  },
});
