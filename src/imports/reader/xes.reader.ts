import { ImportFailed } from './import-problem.js';
import { MAX_ROWS, type LogCase, type Reading } from './log-case.js';
import { XesElements, type XesListener } from './xes-elements.js';
import { xesPieces } from './xes-pieces.js';
import { XesTrace, type XesDefaults } from './xes-trace.js';

/** So many XML errors around the traces, and the file is given up. */
const MAX_STRAY_ERRORS = 100;

/**
 * The cases of an XES log (IEEE 1849), one at a time as the text comes in: one trace in memory at a time.
 * Attributes of a trace are columns called `case:<key>`, nested attributes `<key>/<key>`, the items of a list
 * `<key>/0`, `<key>/1`, …; what a `global` declares stands in where an attribute is absent. A trace with broken XML is
 * handed over with its problem, and reading goes on at the next. Throws `ImportFailed` where the text is no XES, ends
 * too early, or carries what a log must not.
 */
export async function* readXes(text: AsyncIterable<string>, reading: Reading): AsyncGenerator<LogCase> {
  const log = new LogAround(reading);
  const around = new XesElements(log);
  const trace = new TraceReader(reading, log.defaults);
  for await (const piece of xesPieces(text)) {
    if (piece.kind === 'around') around.write(piece.text, piece.line);
    else if (!log.begun) throw notXes('a <trace> stands outside of a <log>', piece.line);
    else if (piece.kind === 'trace') yield trace.read(piece.text, piece.line);
    else if (piece.kind === 'oversize') yield trace.tooLarge(piece.line);
    else throw truncated('within a trace', piece.line);
  }
  log.finish(() => around.end());
}

/** The encoding an XML declaration names; UTF-8 where it names none. */
export function xmlEncoding(head: Uint8Array): string {
  const declaration = Buffer.from(head.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
}

/** What stands around the traces: what the log declares, and whether it is one. */
class LogAround implements XesListener {
  readonly defaults: XesDefaults = { trace: {}, event: {} };
  begun = false;
  private ended = false;
  private globals: Record<string, string> | undefined;
  private errors = 0;
  private finishing = false;

  constructor(private readonly reading: Reading) {}

  open(name: string, parent: string | undefined, { scope }: Readonly<Record<string, string>>, line: number): void {
    if (!this.begun && name !== 'log') throw notXes(`its outermost element is <${name}>`, line);
    this.begun = true;
    if (name === 'global' && parent === 'log') this.globals = this.defaults[scope === 'trace' ? 'trace' : 'event'];
    if (name !== 'event') return;
    const message = 'An <event> stands outside of a <trace>, so no case is known for it';
    this.reading.report({ code: 'EVENT_OUTSIDE', message, remedy: 'Put it into the trace of its case.', line });
  }

  close(name: string): void {
    if (name === 'global') this.globals = undefined;
    if (name === 'log') this.ended = true;
  }

  value(path: string, value: string): void {
    if (this.globals) this.globals[path] = value;
  }

  broken(message: string, line: number): void {
    if (!this.begun) throw notXes(message, line);
    if (this.finishing) return; // finish says in one sentence what is missing
    this.errors += 1;
    const remedy = 'Repair the XML at this place.';
    if (this.errors <= MAX_STRAY_ERRORS) return this.reading.report({ code: 'XML_BROKEN', message, remedy, line });
    throw new ImportFailed('XML_BROKEN', `The XML is broken in too many places: ${message}`, remedy, { line });
  }

  finish(end: () => void): void {
    this.finishing = this.begun;
    end();
    if (!this.begun) throw notXes('it holds no <log>');
    if (!this.ended && this.errors === 0) throw truncated('before its </log>');
  }
}

/** Reads traces, each for itself. */
class TraceReader implements XesListener {
  private readonly elements = new XesElements(this);
  private count = 0;
  private trace: XesTrace;

  constructor(
    private readonly reading: Reading,
    private readonly defaults: XesDefaults,
  ) {}

  read(text: string, line: number): LogCase {
    this.begin(line);
    try {
      this.elements.write(text, line);
    } catch (error) {
      if (!(error instanceof ImportFailed)) throw error;
      this.trace.problem(error.code, error.message, error.line ?? line);
    }
    this.elements.end();
    return this.trace.finish(this.defaults);
  }

  tooLarge(line: number): LogCase {
    this.begin(line);
    this.trace.problem('CASE_TOO_LONG', `The trace is far larger than ${MAX_ROWS.toLocaleString('en')} events`, line);
    return this.trace.finish(this.defaults);
  }

  open(name: string, parent: string | undefined, _: unknown, line: number): void {
    if (name !== 'event') return;
    if (parent !== 'trace') this.trace.problem('XML_BROKEN', 'An <event> begins inside another element', line);
    this.trace.beginEvent();
  }

  close(name: string, line: number): void {
    if (name === 'event') this.trace.endEvent(line);
  }

  value(path: string, value: string, line: number): void {
    this.trace.value(path, value, line);
  }

  broken(message: string, line: number): void {
    this.trace.problem('XML_BROKEN', message, line);
  }

  private begin(line: number): void {
    this.count += 1;
    this.trace = new XesTrace(this.count, line, this.reading);
  }
}

const notXes = (why: string, line?: number): ImportFailed =>
  new ImportFailed(
    'NOT_XES',
    `This is no XES log: ${why}`,
    'Give an XES file (IEEE 1849), plain or gzip; for a CSV use `baton import csv`.',
    line === undefined ? {} : { line },
  );

const truncated = (where: string, line?: number): ImportFailed =>
  new ImportFailed(
    'FILE_TRUNCATED',
    `The log ends ${where}`,
    'Get the whole file and run the import again: what was read is kept, the rest is added.',
    line === undefined ? {} : { line },
  );
