import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { fileWith, pieces, readAll } from '../testing/reading.js';
import { groupedCases, scatteredCases } from './csv-cases.js';
import type { CsvDialect } from './csv-lines.js';
import { readCsvRows } from './csv.reader.js';
import type { LogCase, Reading } from './log-case.js';

const columns = { wanted: new Set(['case', 'at', 'team']), caseColumn: 'case', timeColumn: 'at' };
const comma: CsvDialect = { delimiter: ',', quote: '"' };
const grouped =
  (dialect = comma) =>
  (text: AsyncIterable<string>, reading: Reading) =>
    groupedCases(readCsvRows(text, dialect, reading));
const scattered =
  (bytes = 1000) =>
  (text: AsyncIterable<string>, reading: Reading) =>
    scatteredCases(readCsvRows(text, comma, reading), { bytes, total: 10_000 });
const teams = (cases: readonly LogCase[]) =>
  Object.fromEntries(cases.map(({ reference, rows }) => [reference, rows.map(({ columns }) => columns['team'])]));

/** How many bytes are put together anew while something is done. */
async function bytesCopied(work: () => Promise<void>): Promise<number> {
  const { concat } = Buffer;
  let copied = 0;
  Buffer.concat = (...of: Parameters<typeof concat>) => {
    const all = concat(...of);
    copied += all.length;
    return all;
  };
  try {
    await work();
  } finally {
    Buffer.concat = concat;
  }
  return copied;
}

describe('the reader of CSV', () => {
  it('gives the rows of a case that stand together, with the columns the profile reads', async () => {
    const text = 'case,team,"at",other\r\n1,A,t1,x\r\n1,"B ""b"", and\nmore",t2,x\r\n\r\n2,C,,x\r\n';
    const { cases, problems } = await readAll(grouped(), text, columns, 5);
    expect(problems).toEqual([]);
    expect(cases).toEqual([
      {
        reference: '1',
        line: 2,
        problems: [],
        rows: [
          { line: 2, columns: { case: '1', team: 'A', at: 't1' } },
          { line: 4, columns: { case: '1', team: 'B "b", and\nmore', at: 't2' } },
        ],
      },
      { reference: '2', line: 6, problems: [], rows: [{ line: 6, columns: { case: '2', team: 'C' } }] },
    ]);
  });

  it('reads other delimiters and quotes', async () => {
    const text = "case;at;team\n1;t;'a;b'\n";
    const { cases } = await readAll(grouped({ delimiter: ';', quote: "'" }), text, columns);
    expect(teams(cases)).toEqual({ 1: ['a;b'] });
  });

  it('brings the rows of a case together in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 12 }), fc.stringMatching(/^[a-z\u2028"é,]{1,8}$/))),
        async (rows) => {
          const quoted = rows.map(([name, team]) => `c${name},t,"${team.replaceAll('"', '""')}"`);
          const text = ['case,at,team', ...quoted].join('\n');
          const expected: Record<string, string[]> = {};
          for (const [name, team] of rows) (expected[`c${name}`] ??= []).push(team);
          const { cases, problems } = await readAll(scattered(), text, columns);
          expect(problems).toEqual([]);
          expect(teams(cases)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves no temporary files, also when nobody reads on', async () => {
    const folder = dirname(await fileWith('empty', ''));
    const rows = readCsvRows(pieces('case,at,team\n1,t,A\n2,t,B\n', 10), comma, {
      ...columns,
      report: () => undefined,
    });
    const seen: string[][] = [];
    for await (const _ of scatteredCases(rows, { bytes: 1000, total: 10_000, folder })) {
      seen.push(await readdir(folder));
      break;
    }
    expect(seen).toEqual([[expect.stringMatching(/^baton-import-/), 'empty']]);
    expect(await readdir(folder)).toEqual(['empty']);
  });

  it('reports a line that names no case, and sets a case with a broken line aside', async () => {
    const text = 'case,at,team\n1,t,A\n,t,B\n2,t\n2,t,C\n3,t,D\n';
    const { cases, problems } = await readAll(grouped(), text, columns);
    expect(problems).toMatchObject([{ code: 'REFERENCE_MISSING', line: 3 }]);
    expect(cases.map(({ reference, problems }) => [reference, problems.map(({ code, line }) => [code, line])])).toEqual(
      [
        ['1', []],
        ['2', [['LINE_BROKEN', 4]]],
        ['3', []],
      ],
    );
  });

  it('sets aside the cases of lines with stray quotes, and no other', async () => {
    const text = 'case,at,team\n1,t,A\n\n2,t,"bad" quote\n3,t,C\r\n4,t,"open\n5,t,"E\ne"\n6,t,F"\n7,t,G\n8,t,"end';
    for (const size of [1, 9, 1000]) {
      const { cases, problems } = await readAll(scattered(), text, columns, size);
      const broken = cases.flatMap(({ problems }) => problems.map(({ line, reference }) => [reference, line]));
      expect(broken.sort()).toEqual([
        ['2', 4],
        ['4', 6],
        ['6', 9],
        ['8', 11],
      ]);
      expect(teams(cases)).toMatchObject({ 1: ['A'], 3: ['C'], 5: ['E\ne'], 7: ['G'] });
      expect(problems).toEqual([]);
    }
  });

  it('goes on after a quote that never closes', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => `c${index},t,some team with a longer name`);
    const text = ['case,at,team', '1,t,A', '2,t,"open', ...rows].join('\n');
    const { cases } = await readAll(grouped(), text, columns, 65_536);
    expect(cases[0]).toMatchObject({ reference: '1', problems: [] });
    expect(cases[1]).toMatchObject({ reference: '2', problems: [{ code: 'LINE_BROKEN', line: 3 }] });
    expect(cases.slice(2).every(({ problems }) => problems.length === 0)).toBe(true);
    expect(cases.at(-1)).toMatchObject({ reference: 'c29999', line: 30_003 });
    expect(cases).toHaveLength(30_002);
  });

  it('reads a log of broken lines once: what comes after each is not copied again', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => `c${index},t,"bad" quote`);
    const text = ['case,at,team', ...lines].join('\n');
    for (const size of [4096, text.length]) {
      const copied = await bytesCopied(async () => {
        const { cases } = await readAll(grouped(), text, columns, size);
        expect(cases).toHaveLength(500);
      });
      expect(copied).toBeLessThan(3 * text.length);
    }
  });

  it('reads what any RFC 4180 writer wrote, however it is cut', async () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', ' ', '東'), maxLength: 6 });
    const write = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const table = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 });
    const size = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(table, size, fc.constantFrom('\n', '\r\n'), async (rows, cut, end) => {
        const lines = rows.map(([at, team], index) => `${index},${write(at)},${write(team)}`);
        const { cases, problems } = await readAll(grouped(), ['case,at,team', ...lines].join(end), columns, cut);
        expect(problems).toEqual([]);
        expect(cases.map(({ rows: [row] }) => [row?.columns['at'] ?? '', row?.columns['team'] ?? ''])).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a file whose first line does not name the columns', async () => {
    await expect(readAll(grouped(), 'case;at;team\n1;t;A\n', columns)).rejects.toMatchObject({
      code: 'CSV_HEADER_WRONG',
      line: 1,
      message: expect.stringContaining('case;at;team'),
    });
    await expect(readAll(grouped(), 'case,at,team,team\n', columns)).rejects.toMatchObject({
      code: 'CSV_HEADER_WRONG',
    });
    await expect(readAll(grouped(), '\n\n', columns)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });

  it('passes on what is wrong with the file behind it', async () => {
    const failing = (async function* () {
      yield await Promise.resolve('case,at,team\n1,t,A\n');
      throw new Error('the disk is gone');
    })();
    const reading = async () => {
      for await (const _ of grouped()(failing, { ...columns, report: () => undefined }));
    };
    await expect(reading()).rejects.toThrow('the disk is gone');
  });
});
