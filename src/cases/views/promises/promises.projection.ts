import { Code, Count, Described, Flag, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import { PromiseStatus } from '../../case.words.js';

@Described('A promise to a customer, in the ledger of all of them.')
export class LedgerPromise {
  @Id('The promise') promiseId: string;
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @OneOf(PromiseStatus, 'Where it stands') status: PromiseStatus;
  @Code('The department that owes it') department: string;
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
  @Count('The revision of the last event of the case that concerns it') revision: number;
}

@Described('Whose case it is: promises do not say so themselves.')
export class PromisedCase {
  @Id('The case') caseId: string;
  @Id('The customer') customerId: string;
}

type Row = { rows: LedgerPromise; cases: PromisedCase };
type Settling = 'PromiseKept' | 'PromiseBroken' | 'PromiseReleased' | 'PromiseCancelled';

const settle =
  (status: PromiseStatus) =>
  (event: EventOf<Settling>, { rows }: TablesRows<TablesOf<Row>>): Promise<void> =>
    rows.change({ caseId: keyOfStream(event), promiseId: event.data.promiseId }, (row) => ({
      ...row,
      status,
      settledAt: event.occurredAt,
      revision: event.revision,
    }));

/** Every promise ever made, with what became of it. */
export const promiseLedger = projection<Row>({
  name: 'promise_ledger',
  version: 2,
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
      const { customerId } = event.data;
      if (customerId !== undefined) cases.put({ caseId: keyOfStream(event), customerId });
    },
    PromiseMade: async (event, { rows, cases }) => {
      const { data, revision, occurredAt, by } = event;
      const { evidence: _evidence, condition: _condition, contactId: _contactId, ...promise } = data;
      const caseId = keyOfStream(event);
      const owner = await cases.get({ caseId });
      rows.put({
        ...promise,
        caseId,
        ...(owner ? { customerId: owner.customerId } : {}),
        status: 'OPEN',
        firstDue: data.due,
        madeBy: by.agent,
        madeAt: occurredAt,
        revision,
      });
    },
    PromiseKept: settle('KEPT'),
    PromiseBroken: settle('BROKEN'),
    PromiseReleased: settle('RELEASED'),
    PromiseCancelled: settle('CANCELLED'),
    PromiseRenegotiated: (event, { rows }) =>
      rows.change({ caseId: keyOfStream(event), promiseId: event.data.promiseId }, (row) => ({
        ...row,
        from: event.data.from,
        due: event.data.due,
        revision: event.revision,
      })),
    PromiseAssumed: (event, { rows }) =>
      rows.change({ caseId: keyOfStream(event), promiseId: event.data.promiseId }, (row) => ({
        ...row,
        department: event.data.to,
        revision: event.revision,
      })),
  },
});
