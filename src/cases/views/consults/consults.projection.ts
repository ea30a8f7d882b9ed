import { Code, Count, Described, Id, Instant, OneOf, Text, words, type WordOf } from '@baton/fields';
import { Channel, keyOfStream } from '@baton/contracts';
import { projection, type EventOf, type TablesOf, type TablesRows } from '@baton/projections';

export const ConsultRole = words('ConsultRole', 'Why a consult is in the list of a department', {
  ASKED: 'The department was asked and has not answered yet',
  ASKING: 'The department is accountable for the case, which waits for the answer',
});
export type ConsultRole = WordOf<typeof ConsultRole>;

@Described('An open consult in the list of a department.')
export class ListedConsult {
  @Code('The department in whose list it is') department: string;
  @OneOf(ConsultRole, 'Why it is there') role: ConsultRole;
  @Id('The consult') consultId: string;
  @Id('The case') caseId: string;
  @Id('The customer', { optional: true }) customerId?: string;
  @Code('The department that asked') from: string;
  @Code('The department that was asked') to: string;
  @Code('The agent it is meant for', { optional: true }) toAgent?: string;
  @OneOf(Channel, 'How it was asked') channel: Channel;
  @Text('The question', { max: 4000, personal: true }) question: string;
  @Instant('By when the answer is needed') due: string;
  @Code('The agent who asked') askedBy: string;
  @Instant('When it was asked') askedAt: string;
  @Count('The revision of the question in the case') revision: number;
}

@Described('Whose case it is: consults do not say so themselves.')
export class ConsultedCase {
  @Id('The case') caseId: string;
  @Id('The customer') customerId: string;
}

@Described('What a case waits for: whoever becomes accountable for it waits from then on.')
export class WaitingCase {
  @Id('The case') caseId: string;
  @Id('Its open consults, the newest thousand', { list: 1000 }) consultIds: string[];
}

type Row = { rows: ListedConsult; cases: ConsultedCase; waiting: WaitingCase };
type Tables = TablesRows<TablesOf<Row>>;
type Passage = 'TransferAccepted' | 'TransferObserved' | 'AssignmentArbitrated';

/** The open consults of a case that are remembered: enough for any honest case, and a bound for one that is not. */
const OPEN_MAX = 1000;

async function waitFor(caseId: string, change: (open: string[]) => string[], { waiting }: Tables): Promise<void> {
  const open = change((await waiting.get({ caseId }))?.consultIds ?? []);
  if (open.length > 0) waiting.put({ caseId, consultIds: open });
  else waiting.remove({ caseId });
}

async function ended(event: EventOf<'ConsultAnswered' | 'ConsultWithdrawn'>, tables: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  const { consultId } = event.data;
  for (const role of ConsultRole.values) tables.rows.remove({ caseId, consultId, role });
  await waitFor(caseId, (open) => open.filter((id) => id !== consultId), tables);
}

async function passed(event: EventOf<Passage>, { rows, waiting }: Tables): Promise<void> {
  const caseId = keyOfStream(event);
  for (const consultId of (await waiting.get({ caseId }))?.consultIds ?? []) {
    await rows.change({ caseId, consultId, role: 'ASKING' }, (row) => ({ ...row, department: event.data.to }));
  }
}

/** The open consults, each once for who was asked and once for who waits: the department accountable now. */
export const consultList = projection<Row>({
  name: 'consult_list',
  version: 1,
  tables: {
    rows: {
      row: ListedConsult,
      key: ['caseId', 'consultId', 'role'],
      indexes: [
        ['department', 'due', 'caseId', 'consultId', 'role'],
        ['department', 'role', 'due', 'caseId', 'consultId'],
      ],
    },
    cases: { row: ConsultedCase, key: ['caseId'] },
    waiting: { row: WaitingCase, key: ['caseId'] },
  },
  on: {
    CaseOpened: (event, { cases }) => {
      const { customerId } = event.data;
      if (customerId !== undefined) cases.put({ caseId: keyOfStream(event), customerId });
    },
    ConsultRequested: async (event, tables) => {
      const { data, revision, occurredAt, by } = event;
      const caseId = keyOfStream(event);
      const owner = await tables.cases.get({ caseId });
      const consult = {
        ...data,
        caseId,
        ...(owner ? { customerId: owner.customerId } : {}),
        askedBy: by.agent,
        askedAt: occurredAt,
        revision,
      };
      tables.rows.put({ ...consult, department: data.to, role: 'ASKED' });
      tables.rows.put({ ...consult, department: data.from, role: 'ASKING' });
      await waitFor(caseId, (open) => [...open.slice(1 - OPEN_MAX), data.consultId], tables);
    },
    ConsultAnswered: ended,
    ConsultWithdrawn: ended,
    TransferAccepted: passed,
    TransferObserved: passed,
    AssignmentArbitrated: passed,
  },
});
