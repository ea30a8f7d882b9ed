import type { EventStore } from '@baton/event-store';
import { caseMapper, type LogFormat } from '../mapping/case-mapping.js';
import { columnsOf, type Profile } from '../profiles/profile.js';
import { groupedCases, scatteredCases } from '../reader/csv-cases.js';
import { readCsvRows } from '../reader/csv.reader.js';
import type { ImportProblem } from '../reader/import-problem.js';
import type { LogCase, Reading } from '../reader/log-case.js';
import { openLogFile, type LogFile } from '../reader/log-file.js';
import { readXes, xmlEncoding } from '../reader/xes.reader.js';
import { ImportRun, type ImportSummary } from './import-run.js';
import { PastWriter } from './past-writer.js';

export interface ImportRequest {
  readonly format: LogFormat;
  /** Path of the log. */
  readonly path: string;
  readonly profile: Profile;
  readonly store: EventStore;
  readonly now: () => string;
  /** Told each line and case that is left out, as it is found. */
  readonly onProblem: (problem: ImportProblem) => void;
  /** Told about every 64 KiB how many bytes of the file have been read, of how many. */
  readonly onProgress?: (bytesRead: number, bytes: number) => void;
  /** Ends the import after what is under way; asked again, it goes on where it was. */
  readonly signal?: AbortSignal;
}

/** An import that ended before the end of its log, with what it did until then. */
export class ImportEnded extends Error {
  override readonly name = 'ImportEnded';

  constructor(
    readonly summary: ImportSummary,
    override readonly cause: unknown,
  ) {
    super('The import ended before the end of the log', { cause });
  }
}

/** Memory for the rows of a CSV whose cases do not stand together. */
const SPILL_BYTES = 16 * 1024 * 1024;
/** How many times larger a compressed CSV may be than its file. */
const INFLATION = 12;

/** Imports a log. Throws `ImportEnded` with the reason where it cannot be read to its end or the store fails. */
export async function importLog(request: ImportRequest): Promise<ImportSummary> {
  const { profile, store, now, onProblem } = request;
  const writer = new PastWriter(store, now, `import:${profile.name}`);
  const run = new ImportRun(caseMapper(profile, request.format), writer, onProblem);
  try {
    const { case: caseColumn, time: timeColumn } = profile.columns;
    const reading = { wanted: columnsOf(profile), caseColumn, timeColumn, report: run.report };
    await run.take(await openCases(request, reading), request.signal);
    return run.summary;
  } catch (error) {
    throw new ImportEnded(run.summary, error);
  }
}

async function openCases(request: ImportRequest, reading: Reading): Promise<AsyncIterable<LogCase>> {
  const { format, path, profile } = request;
  const { delimiter = ',', quote = '"', encoding = 'utf-8', grouped = false } = profile.csv ?? {};
  const file = await openLogFile(path, format === 'xes' ? xmlEncoding : () => encoding);
  const text = watched(file, request);
  if (format === 'xes') return readXes(text, reading);
  const rows = readCsvRows(text, { delimiter, quote }, reading);
  return grouped ? groupedCases(rows) : scatteredCases(rows, { bytes: SPILL_BYTES, total: file.bytes * INFLATION });
}

async function* watched(file: LogFile, { onProgress, signal }: ImportRequest): AsyncGenerator<string> {
  for await (const chunk of file.text) {
    signal?.throwIfAborted();
    onProgress?.(file.bytesRead(), file.bytes);
    yield chunk;
  }
}
