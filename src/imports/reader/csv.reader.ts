import { csvLines, type CsvDialect, type CsvRecord, type Unreadable } from './csv-lines.js';
import { ImportFailed } from './import-problem.js';
import { MAX_VALUE, type Reading } from './log-case.js';

/** A row of a CSV that names its case. */
export interface CsvRow {
  readonly reference: string;
  readonly line: number;
  readonly columns: Record<string, string>;
  /** Why the row cannot be used; its case is then not imported. */
  readonly broken?: string;
}

/**
 * The rows of a CSV with a header line, as the text comes in. A line that cannot be read as a row, or that names no
 * case, is reported with its number; reading goes on after it. Throws `ImportFailed` where the header lacks columns
 * that the profile reads.
 */
export async function* readCsvRows(
  text: AsyncIterable<string>,
  dialect: CsvDialect,
  reading: Reading,
): AsyncGenerator<CsvRow> {
  let header: Header | undefined;
  for await (const line of csvLines(text, dialect)) {
    if (header) {
      const row = 'values' in line ? rowOf(line, header, reading) : brokenRow(line, header, dialect, reading);
      if (row) yield row;
    } else if ('values' in line) header = headerOf(line, dialect, reading);
    else throw headerWrong(`The first line cannot be read: ${line.why}`, line.line);
  }
  if (!header) throw new ImportFailed('FILE_EMPTY', 'The CSV has no line', 'Give a file that holds a log.');
}

interface Header {
  /** How many values a line has. */
  readonly width: number;
  /** Where each column that the profile reads stands. */
  readonly places: readonly (readonly [name: string, index: number])[];
  /** Where the name of the case stands. */
  readonly casePlace: number;
}

function headerOf({ values, line }: CsvRecord, { delimiter }: CsvDialect, { wanted, caseColumn }: Reading): Header {
  const missing = [...wanted].filter((column) => !values.includes(column));
  const twice = [...wanted].filter((column) => values.indexOf(column) !== values.lastIndexOf(column));
  if (missing.length + twice.length === 0) {
    const places = [...wanted].map((column) => [column, values.indexOf(column)] as const);
    return { width: values.length, places, casePlace: values.indexOf(caseColumn) };
  }
  const lacks = missing.length > 0 ? [`lacks ${missing.join(', ')}`] : [];
  const repeats = twice.length > 0 ? [`has twice ${twice.join(', ')}`] : [];
  const read = values.join(' | ').slice(0, 500);
  throw headerWrong(
    `The first line ${[...lacks, ...repeats].join(' and ')}; with the delimiter ${JSON.stringify(delimiter)} it reads: ${read}`,
    line,
  );
}

const headerWrong = (message: string, line: number): ImportFailed =>
  new ImportFailed(
    'CSV_HEADER_WRONG',
    message,
    'Check the delimiter, the encoding and the names of the columns in the profile.',
    { line },
  );

function rowOf({ values, line }: CsvRecord, header: Header, { caseColumn, report }: Reading): CsvRow | undefined {
  const columns: Record<string, string> = {};
  let broken: string | undefined;
  if (values.length !== header.width) {
    broken = `The line has ${values.length} values, the first line has ${header.width}`;
  }
  for (const [name, index] of header.places) {
    const value = values[index];
    if (value === undefined || value === '') continue;
    if (value.length > MAX_VALUE) broken = `The value of ${name} has more than ${MAX_VALUE} characters`;
    else columns[name] = value;
  }
  const reference = columns[caseColumn];
  if (reference !== undefined) return { reference, line, columns, ...(broken === undefined ? {} : { broken }) };
  const message = broken ?? `The line names no case in ${caseColumn}`;
  report({ code: 'REFERENCE_MISSING', message, remedy: 'Repair the line and run the import again.', line });
  return undefined;
}

/**
 * A line that could not be taken apart. Split at every delimiter it often still tells which case it belongs to: that
 * case is then set aside as a whole, so that it comes in whole once the line is repaired.
 */
function brokenRow(
  { raw, why, line }: Unreadable,
  { width, casePlace }: Header,
  { delimiter, quote }: CsvDialect,
  { report }: Reading,
): CsvRow | undefined {
  const values = raw.split(delimiter);
  const reference = values.length >= width ? values[casePlace]?.replaceAll(quote, '').trim() : undefined;
  const message = `The line cannot be read as a row: ${why}`;
  if (reference) return { reference, line, columns: {}, broken: message };
  report({ code: 'LINE_BROKEN', message, remedy: 'Look at its quotes: one inside a quoted value is doubled.', line });
  return undefined;
}
