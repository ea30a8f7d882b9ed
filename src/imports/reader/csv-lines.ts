import { parse, type Parser } from 'csv-parse';

/** How a CSV is written, beyond RFC 4180: from the profile. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
}

/** What the parser makes of a line. */
export type CsvLine = CsvRecord | Unreadable;

export interface CsvRecord {
  /** The last of its lines, from 1: a quoted value may run over several. */
  readonly line: number;
  readonly values: readonly string[];
}

/** A line that cannot be taken apart. */
export interface Unreadable {
  readonly line: number;
  readonly raw: string;
  readonly why: string;
}

/** No row has more bytes: more is a quote that does not close. */
const MAX_ROW = 256 * 1024;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;

/**
 * The lines of a CSV in their order, empty ones left out. A line that cannot be taken apart is told as it stands, and
 * reading begins anew with the next one, whatever its quotes had run over.
 */
export async function* csvLines(text: AsyncIterable<string>, dialect: CsvDialect): AsyncGenerator<CsvLine> {
  const reader = new CsvLines(dialect);
  for await (const chunk of text) yield* await reader.take(Buffer.from(chunk));
  yield* await reader.end();
}

class CsvLines {
  private lines: CsvLine[] = [];
  private parser: Parser;
  /** What has come in since the last record ended. */
  private open: Buffer = Buffer.alloc(0);
  /** Why the first line of what is open cannot be read; undefined as long as nothing is wrong. */
  private fault: string | undefined;
  /** How many bytes of what the parser was given are whole records, and how many lines they have. */
  private whole = 0;
  private wholeLines = 0;
  /** Lines before those that the parser was given. */
  private before = 0;

  constructor(private readonly dialect: CsvDialect) {
    this.begin();
  }

  async take(bytes: Buffer): Promise<CsvLine[]> {
    await this.feed(bytes);
    return this.told();
  }

  async end(): Promise<CsvLine[]> {
    for (;;) {
      this.fault ??= await ended(this.parser);
      if (this.fault === undefined) return this.told();
      await this.feed(this.leaveOut(this.fault, true));
    }
  }

  private async feed(bytes: Buffer | undefined): Promise<void> {
    let next = bytes;
    while (next && next.length > 0) {
      const whole = this.whole;
      // After a line that was left out nothing is open: what follows it is not copied once more for each such line.
      this.open = this.open.length === 0 ? next : Buffer.concat([this.open, next]);
      this.fault ??= await written(this.parser, next);
      this.open = this.open.subarray(this.whole - whole);
      if (this.open.length > MAX_ROW) this.fault ??= 'a quote that does not close';
      next = this.fault === undefined ? undefined : this.leaveOut(this.fault, false);
    }
  }

  /**
   * Tells the first line of what is open as one that cannot be read, and begins anew.
   * @returns what the new parser has to be given; undefined where the line has not come in to its end yet
   */
  private leaveOut(why: string, final: boolean): Buffer | undefined {
    let line = this.before + this.wholeLines + 1;
    let { open } = this;
    while (open[0] === NEW_LINE || (open[0] === RETURN && open[1] === NEW_LINE)) {
      open = open.subarray(lineEnd(open));
      line += 1;
    }
    const end = lineEnd(open) ?? (final || open.length > MAX_ROW ? open.length : undefined);
    if (end === undefined) return undefined;
    this.lines.push({ line, raw: open.subarray(0, end).toString().trimEnd(), why });
    this.before = line;
    this.begin();
    return open.subarray(end);
  }

  private begin(): void {
    this.open = Buffer.alloc(0);
    this.fault = undefined;
    this.whole = 0;
    this.wholeLines = 0;
    this.parser = parse({
      ...this.dialect,
      escape: this.dialect.quote,
      relax_column_count: true,
      skip_empty_lines: true,
      // Called as the text comes in; nothing is handed on through the stream.
      on_record: (values, { bytes, lines }) => {
        this.whole = bytes;
        this.wholeLines = lines;
        this.lines.push({ line: this.before + lines, values: values as unknown as string[] });
        return undefined;
      },
    });
    this.parser.on('error', () => undefined); // the call in which it happens tells it
  }

  private told(): CsvLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }
}

const written = (parser: Parser, bytes: Buffer): Promise<string | undefined> =>
  new Promise((resolve) => parser.write(bytes, (error) => resolve(error ? plain(error) : undefined)));

const ended = (parser: Parser): Promise<string | undefined> =>
  new Promise((resolve) => {
    parser
      .once('error', (error) => resolve(plain(error)))
      .once('end', () => resolve(undefined))
      .resume()
      .end();
  });

const plain = ({ message }: Error): string => message.replace(/\s+/g, ' ').slice(0, 200);

/** Where the first line ends, its end included; undefined where it does not end. */
function lineEnd(bytes: Buffer): number | undefined {
  const newLine = bytes.indexOf(NEW_LINE);
  return newLine < 0 ? undefined : newLine + 1;
}
