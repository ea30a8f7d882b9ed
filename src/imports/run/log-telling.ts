import { caseMapper, type LogFormat, type ToldCase } from '../mapping/case-mapping.js';
import { columnsOf, type Profile } from '../profiles/profile.js';
import { groupedCases, scatteredCases } from '../reader/csv-cases.js';
import { readCsvRows } from '../reader/csv.reader.js';
import type { ImportProblem, Place } from '../reader/import-problem.js';
import type { LogCase, Reading } from '../reader/log-case.js';
import { openLogFile, type LogFile } from '../reader/log-file.js';
import { readXes, xmlEncoding } from '../reader/xes.reader.js';

/** A log, and what its columns mean. */
export interface Log {
  readonly format: LogFormat;
  /** Path of the file. */
  readonly path: string;
  readonly profile: Profile;
}

/** Who listens to the reading of a log. */
export interface Listener {
  /** Told with each piece of the file how many bytes of it have been read, of how many. */
  readonly onProgress: (bytesRead: number, bytes: number) => void;
  /** Ends the reading at the next piece of the file, with its reason. */
  readonly signal: AbortSignal;
}

/** A case of the log in the words of Baton, or all that keeps it out. */
export interface Told {
  /** Where in the log it stands. */
  readonly place: Place;
  /** Rows (CSV) or events (XES) of the case. */
  readonly rows: number;
  readonly told: ToldCase | readonly ImportProblem[];
}

/** A case, or something wrong that belongs to no case. */
export type Item = { readonly found: Told } | { readonly problem: ImportProblem };

/** Items at a time: enough cases in one go for the engine to commit many together. */
const AT_A_TIME = 64;
/** Memory for the rows of a CSV whose cases do not stand together. */
const SPILL_BYTES = 16 * 1024 * 1024;
/** How many times larger a compressed CSV may be than its file. */
const INFLATION = 12;

/**
 * Reads a log and tells what it finds, in order, some items at a time. Throws `ImportFailed` where the log cannot be
 * read to its end, after what was found until then.
 */
export async function* tellLog(log: Log, listener: Listener): AsyncGenerator<Item[], void> {
  let items: Item[] = [];
  const take = (): Item[] => {
    const taken = items;
    items = [];
    return taken;
  };
  const map = caseMapper(log.profile, log.format);
  try {
    for await (const found of await casesOf(log, listener, (problem) => items.push({ problem }))) {
      const { line, trace, rows } = found;
      const place = trace === undefined ? { line } : { line, trace };
      items.push({ found: { place, rows: rows.length, told: map(found) } });
      if (items.length >= AT_A_TIME) yield take();
    }
  } catch (error) {
    if (items.length > 0) yield take();
    throw error;
  }
  yield take();
}

async function casesOf(
  { format, path, profile }: Log,
  listener: Listener,
  report: Reading['report'],
): Promise<AsyncIterable<LogCase>> {
  const { case: caseColumn, time: timeColumn } = profile.columns;
  const reading = { wanted: columnsOf(profile), caseColumn, timeColumn, report };
  const { delimiter = ',', quote = '"', encoding = 'utf-8', grouped = false } = profile.csv ?? {};
  const file = await openLogFile(path, format === 'xes' ? xmlEncoding : () => encoding);
  const text = watched(file, listener);
  if (format === 'xes') return readXes(text, reading);
  const rows = readCsvRows(text, { delimiter, quote }, reading);
  return grouped ? groupedCases(rows) : scatteredCases(rows, { bytes: SPILL_BYTES, total: file.bytes * INFLATION });
}

async function* watched(file: LogFile, { onProgress, signal }: Listener): AsyncGenerator<string> {
  for await (const chunk of file.text) {
    signal.throwIfAborted();
    onProgress(file.bytesRead(), file.bytes);
    yield chunk;
  }
}
