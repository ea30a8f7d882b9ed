import { keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';
import { Flow, FlowingCase, FlowSender, KindFlow, ProductFlow } from './routing-flow.rows.js';

type Rows = { pairs: Flow; products: ProductFlow; kinds: KindFlow; senders: FlowSender; cases: FlowingCase };
type Tables = TablesRows<TablesOf<Rows>>;
type Counted = 'accepted' | 'declined' | 'suggested';

const NOTHING = { accepted: 0, declined: 0, suggested: 0 } as const;

/** Counts once more, for the pair, for the pair about the product and for the pair of the kind. */
async function count(tables: Tables, { product, kind, accountable: from }: FlowingCase, to: string, what: Counted) {
  if (from === to) return;
  const pair = (await tables.pairs.get({ from, to })) ?? { from, to, ...NOTHING };
  tables.pairs.put({ ...pair, [what]: pair[what] + 1 });
  if (product !== undefined) {
    const about = (await tables.products.get({ from, product, to })) ?? { from, product, to, ...NOTHING };
    tables.products.put({ ...about, [what]: about[what] + 1 });
  }
  if (kind !== undefined) {
    const ofKind = (await tables.kinds.get({ from, kind, to })) ?? { from, kind, to, ...NOTHING };
    tables.kinds.put({ ...ofKind, [what]: ofKind[what] + 1 });
  }
}

async function passed(
  event: EventOf<'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated'>,
  tables: Tables,
): Promise<void> {
  const found = await tables.cases.get({ caseId: keyOfStream(event) });
  if (!found) return;
  const { to } = event.data;
  await count(tables, found, to, 'accepted');
  tables.senders.put({ from: found.accountable, position: event.position });
  tables.cases.put({ ...found, accountable: to });
}

/** Where the cases of each department went, in all, by product and by kind: what suggestions rest on. An event costs few rows. */
export const routingFlow = projection<Rows>({
  name: 'routing_flow',
  version: 2,
  tables: {
    pairs: { row: Flow, key: ['from', 'to'], indexes: [['from', 'accepted', 'to']] },
    products: { row: ProductFlow, key: ['from', 'product', 'to'], indexes: [['from', 'product', 'accepted', 'to']] },
    kinds: { row: KindFlow, key: ['from', 'kind', 'to'], indexes: [['from', 'kind', 'accepted', 'to']] },
    senders: { row: FlowSender, key: ['from'] },
    cases: { row: FlowingCase, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { department, product, kind } = event.data;
      const caseId = keyOfStream(event);
      cases.put({
        caseId,
        accountable: department,
        ...(product === undefined ? {} : { product }),
        ...(kind === undefined ? {} : { kind }),
      });
    },
    TransferAccepted: passed,
    TransferObserved: passed,
    AssignmentArbitrated: passed,
    TransferDeclined: async (event, tables) => {
      const found = await tables.cases.get({ caseId: keyOfStream(event) });
      if (!found) return;
      const { to, suggestedDepartment } = event.data;
      await count(tables, found, to, 'declined');
      if (suggestedDepartment !== undefined) await count(tables, found, suggestedDepartment, 'suggested');
      tables.senders.put({ from: found.accountable, position: event.position });
    },
  },
});
