import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CsvRow } from './csv.reader.js';
import type { ImportProblem } from './import-problem.js';
import { MAX_PROBLEMS, MAX_ROWS, type LogCase, type LogRow } from './log-case.js';

/** The cases of a CSV whose profile says that the rows of a case stand together: one case in memory at a time. */
export async function* groupedCases(rows: AsyncIterable<CsvRow>): AsyncGenerator<LogCase> {
  let draft: Draft | undefined;
  for await (const row of rows) {
    if (draft && draft.reference !== row.reference) {
      yield draft.finish();
      draft = undefined;
    }
    draft ??= new Draft(row);
    draft.add(row);
  }
  if (draft) yield draft.finish();
}

/** How the rows of a CSV in any order are brought together. */
export interface Spill {
  /** About how many bytes of rows may be in memory at once. */
  readonly bytes: number;
  /** About how many bytes of text the file holds. */
  readonly total: number;
  /** Where the temporary files go; the system's folder for such unless told. */
  readonly folder?: string;
}

/**
 * The cases of a CSV in any order. The rows go to temporary files first, each case's rows to the same one, told by a
 * hash of its name; then one file after another is read into memory. So memory holds about `spill.bytes`, however
 * large the CSV is, and the disk holds it once more until the import has ended. The order of the cases is not that of
 * the file; the order of the rows of a case is.
 */
export async function* scatteredCases(rows: AsyncIterable<CsvRow>, spill: Spill): AsyncGenerator<LogCase> {
  const count = Math.min(256, Math.max(1, Math.ceil(spill.total / spill.bytes)));
  const folder = await mkdtemp(join(spill.folder ?? tmpdir(), 'baton-import-'));
  try {
    const buckets = await scatter(rows, folder, count);
    for (const path of buckets) yield* casesIn(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scatter(rows: AsyncIterable<CsvRow>, folder: string, count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.rows`));
  const buckets: Bucket[] = [];
  try {
    for (const path of paths) buckets.push(new Bucket(await open(path, 'wx', 0o600)));
    for await (const row of rows) await buckets[bucketOf(row.reference, count)]?.add(row);
  } finally {
    for (const bucket of buckets) await bucket.close();
  }
  return paths;
}

const bucketOf = (reference: string, count: number): number =>
  count === 1 ? 0 : createHash('sha256').update(reference).digest().readUInt32BE(0) % count;

async function* casesIn(path: string): AsyncGenerator<LogCase> {
  const drafts = new Map<string, Draft>();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const row = JSON.parse(line) as CsvRow;
    const draft = drafts.get(row.reference) ?? new Draft(row);
    drafts.set(row.reference, draft);
    draft.add(row);
  }
  for (const draft of drafts.values()) yield draft.finish();
}

// JSON leaves these two as they are, and readline breaks a line at them.
const LINE_SEPARATORS = /[\u2028\u2029]/g;
const escaped = (separator: string): string => `\\u${separator.charCodeAt(0).toString(16)}`;

/** A temporary file of rows, one JSON per line, written a block at a time. */
class Bucket {
  private block = '';

  constructor(private readonly file: FileHandle) {}

  async add(row: CsvRow): Promise<void> {
    this.block += `${JSON.stringify(row).replace(LINE_SEPARATORS, escaped)}\n`;
    if (this.block.length > 32_768) await this.flush();
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.file.close();
    }
  }

  private async flush(): Promise<void> {
    const block = this.block;
    this.block = '';
    if (block) await this.file.appendFile(block);
  }
}

/** A case while its rows come in. */
class Draft {
  readonly reference: string;
  private readonly line: number;
  private readonly rows: LogRow[] = [];
  private readonly problems: ImportProblem[] = [];

  constructor(first: CsvRow) {
    this.reference = first.reference;
    this.line = first.line;
  }

  add({ line, columns, broken }: CsvRow): void {
    if (broken !== undefined) this.problem('LINE_BROKEN', broken, 'Repair the line and run the import again.', line);
    else if (this.rows.length < MAX_ROWS) this.rows.push({ line, columns });
    else {
      const message = `The case has more than ${MAX_ROWS.toLocaleString('en')} events`;
      this.problem('CASE_TOO_LONG', message, 'Check whether several cases carry the same name.', line);
    }
  }

  finish(): LogCase {
    return { reference: this.reference, line: this.line, rows: this.rows, problems: this.problems };
  }

  private problem(code: ImportProblem['code'], message: string, remedy: string, line: number): void {
    if (this.problems.length >= MAX_PROBLEMS || (code === 'CASE_TOO_LONG' && this.problems.at(-1)?.code === code))
      return;
    this.problems.push({ code, message, remedy, line, reference: this.reference });
  }
}
