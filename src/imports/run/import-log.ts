import { stat } from 'node:fs/promises';
import type { EventStore } from '@baton/event-store';
import type { ImportProblem } from '../reader/import-problem.js';
import { tellBeside } from './beside.js';
import { ImportRun, type ImportSummary } from './import-run.js';
import { tellLog, type Listener, type Log } from './log-telling.js';
import { PastWriter } from './past-writer.js';

export interface ImportRequest extends Log {
  readonly store: EventStore;
  readonly now: () => string;
  /** Told each line and case that is left out, as it is found. */
  readonly onProblem: (problem: ImportProblem) => void;
  /** Told with each piece of the file how many bytes of it have been read, of how many. */
  readonly onProgress?: Listener['onProgress'];
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

/** From this size of the file on, in bytes, it is read by a thread of its own, which takes half a second to begin. */
const LARGE = 512 * 1024;

/** Imports a log. Throws `ImportEnded` with the reason where it cannot be read to its end or the store fails. */
export async function importLog(request: ImportRequest): Promise<ImportSummary> {
  const { format, path, profile, store, now, onProblem } = request;
  const { onProgress = () => undefined, signal = new AbortController().signal } = request;
  const run = new ImportRun(new PastWriter(store, now, `import:${profile.name}`), onProblem);
  try {
    const tell = (await isLarge(path)) ? tellBeside : tellLog;
    await run.take(tell({ format, path, profile }, { onProgress, signal }), signal);
    return run.summary;
  } catch (error) {
    throw new ImportEnded(run.summary, error);
  }
}

/** Whether a file is there and large; what is wrong with one that cannot be had, who reads it says. */
const isLarge = (path: string): Promise<boolean> =>
  stat(path).then(
    ({ size }) => size >= LARGE,
    () => false,
  );
