import fc from 'fast-check';
import { checkEvent, type CaseFact } from '@baton/contracts';
import { loadProfile, readProfile } from '../profiles/profile-file.js';
import type { Profile } from '../profiles/profile.js';
import type { LogCase } from '../reader/log-case.js';
import { caseMapper, importedCaseId, type ToldCase } from './case-mapping.js';

const vinst = await loadProfile('vinst');

type Row = readonly [status: string, sub: string, team: string, agent: string, minute?: number];

const logCase = (rows: readonly Row[], more: Partial<LogCase> = {}): LogCase => ({
  reference: '1-4711',
  trace: 3,
  line: 10,
  problems: [],
  rows: rows.map(([status, sub, team, agent, minute], index) => ({
    line: 11 + index,
    columns: {
      'concept:name': status,
      'lifecycle:transition': sub,
      'org:group': team,
      'org:resource': agent,
      impact: 'High',
      product: 'PROD1',
      'time:timestamp': new Date(Date.UTC(2012, 4, 1, 10, minute ?? index)).toISOString(),
    },
  })),
  ...more,
});

const tell = (rows: readonly Row[], profile: Profile = vinst): ToldCase => {
  const told = caseMapper(profile, 'xes')(logCase(rows));
  if (Array.isArray(told)) throw new Error(JSON.stringify(told));
  return told;
};
/** The words of each row, and their data where it matters. */
const words = (rows: readonly Row[]): string[] => {
  const byRow: string[][] = [];
  for (const { fact, row } of tell(rows).facts) (byRow[row] ??= []).push(short(fact));
  return byRow.map((row) => row.join(' '));
};
const short = ({ type, data }: CaseFact): string => {
  const { contactId: _, ...rest } = data as Record<string, unknown>;
  const told = Object.values(rest);
  return type === 'CaseOpened' || told.length === 0 ? type : `${type}(${told.join('→')})`;
};

const IN_PROGRESS = ['Accepted', 'In Progress'] as const;
const QUEUED = ['Queued', 'Awaiting Assignment'] as const;
const WAIT_USER = ['Accepted', 'Wait - User'] as const;
const RESOLVED = ['Completed', 'Resolved'] as const;
const CLOSED = ['Completed', 'Closed'] as const;

describe('a case of another log, told in the words of Baton', () => {
  it('X5 begins with what the log knows, and without a contact or a matter that it does not', () => {
    const { facts, caseId, departments } = tell([[...IN_PROGRESS, 'A1', 'Ines']]);
    expect(facts[0]).toEqual({
      fact: {
        type: 'CaseOpened',
        data: { department: 'A1', reference: '1-4711', product: 'PROD1', segment: 'High' },
      },
      occurredAt: '2012-05-01T10:00:00.000Z',
      by: { agent: 'Ines', department: 'A1', role: 'AGENT', via: 'import:vinst' },
      row: 0,
    });
    expect(caseId).toBe(importedCaseId('VINST', '1-4711'));
    expect([...departments]).toEqual([['A1', '2012-05-01T10:00:00.000Z']]);
  });

  it('X5 shows a change of the department as a transfer that was observed, with nothing about its brief', () => {
    expect(
      words([
        [...IN_PROGRESS, 'A1', 'Ines'],
        [...QUEUED, 'B2', 'Ines'],
        [...IN_PROGRESS, 'B2', 'Omar'],
        [...IN_PROGRESS, 'A1', 'Omar'],
      ]),
    ).toEqual([
      'CaseOpened CaseClaimed(Ines)',
      'TransferObserved(A1→B2)',
      'CaseClaimed(Omar)',
      'TransferObserved(B2→A1) CaseClaimed(Omar)',
    ]);
  });

  it('tells who holds the case only when that changes, and a requeue in the same team as a release', () => {
    expect(
      words([
        [...IN_PROGRESS, 'A1', 'Ines'],
        [...IN_PROGRESS, 'A1', 'Ines'],
        [...IN_PROGRESS, 'A1', 'Omar'],
        [...QUEUED, 'A1', 'Omar'],
        [...QUEUED, 'A1', 'Siebel'],
        [...IN_PROGRESS, 'A1', 'Siebel'],
      ]),
    ).toEqual([
      'CaseOpened CaseClaimed(Ines)',
      'WorkReported(Accepted / In Progress→Ines)',
      'CaseClaimed(Omar)',
      'CaseReleased',
      'WorkReported(Queued / Awaiting Assignment→Siebel)',
      'WorkReported(Accepted / In Progress→Siebel)',
    ]);
  });

  it('tells a wait from its first row to the first that says otherwise', () => {
    expect(
      words([
        [...IN_PROGRESS, 'A1', 'Ines'],
        [...WAIT_USER, 'A1', 'Ines'],
        [...WAIT_USER, 'A1', 'Ines'],
        ['Accepted', 'Wait - Vendor', 'A1', 'Ines'],
        ['Unmatched', 'Unmatched', 'A1', 'Ines'],
        [...IN_PROGRESS, 'A1', 'Ines'],
        [...WAIT_USER, 'A1', 'Ines'],
        [...RESOLVED, 'A1', 'Ines'],
      ]),
    ).toEqual([
      'CaseOpened CaseClaimed(Ines)',
      'ContactRecorded WaitStarted(USER)',
      'ContactRecorded',
      'WaitEnded WaitStarted(VENDOR)',
      'WorkReported(Unmatched / Unmatched→Ines)',
      'WaitEnded',
      'ContactRecorded WaitStarted(USER)',
      'WaitEnded CaseResolved',
    ]);
  });

  it('tells the first resolution, the closing by the system, and work after either as a reopening', () => {
    expect(
      words([
        [...IN_PROGRESS, 'A1', 'Ines'],
        ['Completed', 'In Call', 'A1', 'Ines'],
        ['Completed', 'In Call', 'A1', 'Ines'],
        [...IN_PROGRESS, 'A1', 'Omar'],
        [...RESOLVED, 'A1', 'Omar'],
        [...RESOLVED, 'A1', 'Omar'],
        [...CLOSED, 'A1', 'Siebel'],
        [...CLOSED, 'B2', 'Omar'],
        [...QUEUED, 'A1', 'Omar'],
      ]),
    ).toEqual([
      'CaseOpened CaseClaimed(Ines)',
      'ContactRecorded CaseResolved',
      'ContactRecorded',
      'CaseReopened CaseClaimed(Omar)',
      'CaseResolved',
      'WorkReported(Completed / Resolved→Omar)',
      'CaseClosed(true)',
      'TransferObserved(A1→B2)',
      'CaseReopened TransferObserved(B2→A1)',
    ]);
  });

  it('names the contact in which a case was resolved', () => {
    const [, , contact, resolved] = tell([
      [...IN_PROGRESS, 'A1', 'Ines'],
      ['Completed', 'In Call', 'A1', 'Ines'],
    ]).facts.map(({ fact }) => fact);
    expect(contact).toMatchObject({
      type: 'ContactRecorded',
      data: { contactId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    expect(resolved?.data).toEqual(contact?.data);
  });

  it('orders the rows by time, and those of one time as the log has them', () => {
    const told = tell([
      [...IN_PROGRESS, 'C', 'Ines', 5],
      [...IN_PROGRESS, 'A', 'Ines', 1],
      [...IN_PROGRESS, 'B', 'Ines', 1],
    ]);
    expect(
      told.facts.filter(({ fact }) => fact.type !== 'CaseClaimed').map(({ by, row }) => [by.department, row]),
    ).toEqual([
      ['A', 1],
      ['B', 2],
      ['C', 0],
    ]);
  });

  it('leaves out what the log marks as not known', () => {
    const { facts } = tell([[...IN_PROGRESS, 'A1', '-']]);
    expect(facts.map(({ fact }) => fact.type)).toEqual(['CaseOpened']);
    expect(facts[0]?.by.agent).toBe('unnamed');
    expect(
      tell([
        [...IN_PROGRESS, 'A1', 'Ines'],
        ['Queued', 'x', 'UNKNOWN', 'Ines'],
      ]).facts.at(-1)?.by.department,
    ).toBe('A1');
  });

  const broken = (rows: readonly Row[], more: Partial<LogCase> = {}, profile = vinst) => {
    const told = caseMapper(profile, 'xes')(logCase(rows, more));
    return Array.isArray(told)
      ? told.map(({ code, line, trace, reference }) => ({ code, line, trace, reference }))
      : [];
  };

  it('is set aside with the place of all that is wrong with it', () => {
    const place = { trace: 3, reference: '1-4711' };
    const wrong = logCase([
      [...IN_PROGRESS, 'A1', 'Ines'],
      [...IN_PROGRESS, '!?', 'x'.repeat(81)],
    ]);
    const rows = wrong.rows.map((row, index) =>
      index === 0 ? { ...row, columns: { ...row.columns, 'time:timestamp': '2012-02-31T10:00:00Z' } } : row,
    );
    expect(broken([], { rows })).toEqual([
      { code: 'TIME_INVALID', line: 11, ...place },
      { code: 'CODE_INVALID', line: 12, ...place },
      { code: 'CODE_INVALID', line: 12, ...place },
    ]);
    expect(broken([[...QUEUED, 'UNKNOWN', 'Ines']])).toEqual([{ code: 'DEPARTMENT_MISSING', line: 10, ...place }]);
    expect(broken([])).toEqual([{ code: 'CASE_EMPTY', line: 10, ...place }]);
    expect(broken([[...QUEUED, 'A', 'I']], { reference: undefined })).toMatchObject([{ code: 'REFERENCE_MISSING' }]);
    expect(broken([[...QUEUED, 'A', 'I']], { reference: '\u0000' })).toMatchObject([{ code: 'REFERENCE_INVALID' }]);
  });

  it('with a kind that the profile does not explain is set aside', () => {
    const profile = readProfile(
      'x',
      JSON.stringify({ ...vinst, columns: { ...vinst.columns, kind: 'impact' }, kinds: { Low: 'REQUEST' } }),
    );
    expect(broken([[...QUEUED, 'A', 'I']], {}, profile)).toMatchObject([{ code: 'VALUE_UNKNOWN' }]);
    const low = readProfile('x', JSON.stringify({ ...profile, kinds: { High: 'FAULT' } }));
    expect(tell([[...QUEUED, 'A', 'I']], low).facts[0]?.fact.data).toMatchObject({ kind: 'FAULT' });
  });

  it('has at least one fact for every row, in the published language, at the time of the row, the same every time', () => {
    const status = fc.constantFrom<readonly [string, string]>(
      IN_PROGRESS,
      QUEUED,
      WAIT_USER,
      RESOLVED,
      CLOSED,
      ['Accepted', 'Wait - Vendor'],
      ['Completed', 'In Call'],
      ['Completed', 'Cancelled'],
      ['Unmatched', 'Unmatched'],
    );
    const team = fc.constantFrom('A1', 'B2 2nd', 'C');
    const agent = fc.constantFrom('Ines', 'Omar', 'Siebel', '-');
    const row = fc
      .tuple(status, team, agent, fc.nat({ max: 50 }))
      .map(([[name, sub], group, who, minute]): Row => [name, sub, group, who, minute]);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const told = tell(rows);
        expect(new Set(told.facts.map(({ row }) => row)).size).toBe(rows.length);
        for (const { fact, occurredAt, row } of told.facts) {
          expect(checkEvent(`case-${told.caseId}`, fact)).toEqual([]);
          expect(occurredAt).toBe(new Date(Date.UTC(2012, 4, 1, 10, rows[row]?.[4])).toISOString());
        }
        const transfers = told.facts.filter(({ fact }) => fact.type === 'TransferObserved').length;
        const ordered = rows
          .map((row, index) => [row[4] ?? 0, index, row[2]] as const)
          .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(transfers).toBe(
          ordered.filter(([, , team], index) => index > 0 && team !== ordered[index - 1]?.[2]).length,
        );
        expect(tell(rows)).toEqual(told);
      }),
      { numRuns: 200 },
    );
  });
});
