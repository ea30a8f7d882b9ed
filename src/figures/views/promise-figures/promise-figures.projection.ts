import { Code, Count, Described, Flag, Id, Instant, OneOf, words, type WordOf } from '@baton/fields';
import { keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';

export const PromiseEnd = words('PromiseEnd', 'What became of a promise', {
  OPEN: 'It is still to be kept',
  KEPT: 'It was kept in time',
  OVERDUE: 'It was broken: not kept in time',
  WITHDRAWN: 'It was broken: the department withdrew it',
  RELEASED: 'The customer no longer wanted it',
  DROPPED: 'Its condition became false, so it is no breach',
});
export type PromiseEnd = WordOf<typeof PromiseEnd>;

@Described('The segment of a case: what is promised in it does not say so itself.')
export class SegmentOfPromised {
  @Id('The case') caseId: string;
  @Code('The segment of its customer') segment: string;
}

@Described('What one promise adds to the figures.')
export class PromiseFigure {
  @Id('The case') caseId: string;
  @Id('The promise') promiseId: string;
  @Code('The department that owes it, or owed it when it was settled') department: string;
  @Code('The segment of the customer', { optional: true }) segment?: string;
  @OneOf(PromiseEnd, 'What became of it') end: PromiseEnd;
  @Instant('When it was made') madeAt: string;
  @Instant('By when at the latest, as agreed on last') due: string;
  @Code('The month in which it is due, UTC: 2026-03') month: string;
  @Count('From when it was made to when it was promised for at first, milliseconds') lead: number;
  @Flag('A new time was agreed on with the customer (P4)') renegotiated: boolean;
  @Count('Attempts to call back that reached nobody (P3)') attempts: number;
}

type Row = { promises: PromiseFigure; cases: SegmentOfPromised };
type Tables = TablesRows<TablesOf<Row>>;
type Said = EventOf<
  | 'PromiseKept'
  | 'PromiseBroken'
  | 'PromiseReleased'
  | 'PromiseCancelled'
  | 'PromiseRenegotiated'
  | 'PromiseAssumed'
  | 'CallbackAttempted'
>;

const change = (
  event: Said,
  { promises }: Tables,
  changed: (row: PromiseFigure) => Partial<PromiseFigure>,
): Promise<void> =>
  promises.change({ caseId: keyOfStream(event), promiseId: event.data.promiseId }, (row) => ({
    ...row,
    ...changed(row),
  }));

/** Whoever settles it owes it (H1), also what a duplicate promised (X3); an administrator does so for whoever does. */
const settler = ({ by }: Said, row: PromiseFigure): string => (by.role === 'ADMIN' ? row.department : by.department);

/** What became of every promise, by the department that owed it. A breach that is mended (P7) is none. */
export const promiseFigures = projection<Row>({
  name: 'promise_figures',
  version: 1,
  tables: {
    promises: { row: PromiseFigure, key: ['caseId', 'promiseId'], indexes: [['due'], ['department', 'due']] },
    cases: { row: SegmentOfPromised, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { segment } = event.data;
      if (segment !== undefined) cases.put({ caseId: keyOfStream(event), segment });
    },
    PromiseMade: async (event, { cases, promises }) => {
      const caseId = keyOfStream(event);
      const { promiseId, department, due } = event.data;
      const segment = (await cases.get({ caseId }))?.segment;
      const madeAt = event.occurredAt;
      promises.put({
        ...{ caseId, promiseId, department, end: 'OPEN', madeAt, due, month: due.slice(0, 7) },
        ...(segment === undefined ? {} : { segment }),
        lead: Math.max(0, Date.parse(due) - Date.parse(madeAt)),
        renegotiated: false,
        attempts: 0,
      });
    },
    PromiseRenegotiated: (event, tables) =>
      change(event, tables, () => {
        const { due } = event.data;
        return { due, month: due.slice(0, 7), renegotiated: true };
      }),
    PromiseAssumed: (event, tables) => change(event, tables, () => ({ department: event.data.to })),
    CallbackAttempted: (event, tables) => change(event, tables, ({ attempts }) => ({ attempts: attempts + 1 })),
    PromiseKept: (event, tables) => change(event, tables, (row) => ({ end: 'KEPT', department: settler(event, row) })),
    PromiseReleased: (event, tables) => change(event, tables, () => ({ end: 'RELEASED' })),
    PromiseCancelled: (event, tables) =>
      change(event, tables, (row) => ({
        ...(event.data.conditionFalse && { end: 'DROPPED' }),
        department: settler(event, row),
      })),
    PromiseBroken: (event, tables) =>
      change(event, tables, () => ({ end: event.data.cause === 'OVERDUE' ? 'OVERDUE' : 'WITHDRAWN' })),
    EscalationRaised: async (event, { promises }) => {
      const { cause, promiseId, department } = event.data;
      if (cause !== 'PROMISE_BROKEN' || promiseId === undefined) return;
      await promises.change({ caseId: keyOfStream(event), promiseId }, (row) => ({ ...row, department }));
    },
  },
});
