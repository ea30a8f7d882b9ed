import { ImportFailed } from './import-problem.js';

/** A piece of an XES text: a whole trace, or something that stands around the traces. */
export type XesPiece =
  | { readonly kind: 'around'; readonly text: string; readonly line: number }
  | { readonly kind: 'trace'; readonly text: string; readonly line: number }
  /** A trace that is larger than any case; its text is left out. */
  | { readonly kind: 'oversize'; readonly line: number }
  /** The text ended within a trace. */
  | { readonly kind: 'cut off'; readonly line: number };

/** No trace has more characters: ten thousand events of an ordinary log have less. */
const MAX_TRACE = 32_000_000;
/** No tag and no text around the traces is longer: more is no log but an attack on memory. */
const MAX_AROUND = 1_000_000;

const NAME = '(?:[\\w.-]+:)?trace';
const BEGIN = new RegExp(`<!--|<${NAME}(?=[\\s/>])`, 'g');
const END = new RegExp(`<!--|</${NAME}\\s*>|<${NAME}(?=[\\s/>])`, 'g');
/** The longest that a tag of interest may be, so that one is found that two chunks share. */
const OVERLAP = 100;

/**
 * Cuts an XES text into its traces and what stands around them, by the tags alone. A raw `<` cannot stand within a
 * value, so a tag is a tag; and as each trace is then read for itself, nothing that is broken in one reaches the next.
 * A trace that does not end, ends where the next one begins.
 */
export async function* xesPieces(text: AsyncIterable<string>): AsyncGenerator<XesPiece> {
  const cutter = new Cutter();
  for await (const chunk of text) yield* cutter.take(chunk);
  yield* cutter.end();
}

class Cutter {
  private rest = '';
  /** From where on `rest` has not been looked through. */
  private looked = 0;
  private line = 1;
  private inTrace = false;
  private oversize = false;
  /** Lines of a trace that is too large, whose text is gone already. */
  private skippedLines = 0;

  *take(chunk: string): Generator<XesPiece> {
    this.rest += chunk;
    for (let found = this.next(); found !== 'needs more'; found = this.next()) {
      if (found !== 'go on') yield found;
    }
    const piece = this.inTrace ? this.boundTrace() : this.boundAround();
    if (piece) yield piece;
  }

  *end(): Generator<XesPiece> {
    const { line } = this;
    if (this.inTrace) yield { kind: 'cut off', line };
    else if (this.rest !== '') yield { kind: 'around', text: this.rest, line };
  }

  /** The next tag that matters, among what has come in so far. */
  private next(): XesPiece | 'go on' | 'needs more' {
    const pattern = this.inTrace ? END : BEGIN;
    pattern.lastIndex = this.looked;
    const match = pattern.exec(this.rest);
    if (!match) {
      this.looked = Math.max(this.looked, this.rest.length - OVERLAP);
      return 'needs more';
    }
    this.looked = match.index;
    const after = match.index + match[0].length;
    if (match[0] === '<!--') return this.skipComment(after);
    if (!this.inTrace) return this.beginTrace(match.index, after);
    return this.endTrace(match[0].startsWith('</') ? after : match.index);
  }

  private skipComment(after: number): 'go on' | 'needs more' {
    const end = this.rest.indexOf('-->', after);
    if (end < 0) return 'needs more';
    this.looked = end + '-->'.length;
    return 'go on';
  }

  private beginTrace(from: number, after: number): XesPiece | 'go on' | 'needs more' {
    const close = this.rest.indexOf('>', after);
    if (close < 0) return 'needs more';
    if (from > 0) return this.cut(from, 'around');
    if (this.rest[close - 1] === '/') return this.cut(close + 1, 'trace');
    this.inTrace = true;
    this.looked = close + 1;
    return 'go on';
  }

  private endTrace(at: number): XesPiece {
    const { oversize, line } = this;
    const piece = this.cut(at, 'trace');
    this.inTrace = false;
    this.oversize = false;
    return oversize ? { kind: 'oversize', line } : piece;
  }

  /** Of a trace that is too large nothing is kept but the place where it began. */
  private boundTrace(): undefined {
    if (this.rest.length <= MAX_TRACE && !this.oversize) return undefined;
    this.oversize = true;
    this.skippedLines += lines(this.rest, this.rest.length - OVERLAP);
    this.rest = this.rest.slice(-OVERLAP);
    this.looked = 0;
    return undefined;
  }

  private boundAround(): XesPiece | undefined {
    if (this.rest.length - this.looked > MAX_AROUND) {
      throw new ImportFailed(
        'TEXT_TOO_LONG',
        `A comment or a tag is longer than ${MAX_AROUND.toLocaleString('en')} characters`,
        'A log holds short values: leave long documents out of it.',
        { line: this.line },
      );
    }
    const entity = this.rest.lastIndexOf('&', this.looked);
    const at = entity >= this.looked - OVERLAP ? Math.max(0, entity) : this.looked; // not through an entity
    return at > 0 ? this.cut(at, 'around') : undefined;
  }

  private cut(at: number, kind: 'around' | 'trace'): XesPiece {
    const piece: XesPiece = { kind, text: this.rest.slice(0, at), line: this.line };
    this.line += lines(this.rest, at) + this.skippedLines;
    this.skippedLines = 0;
    this.rest = this.rest.slice(at);
    this.looked = 0;
    return piece;
  }
}

/** How many lines end within the first so many characters. */
function lines(text: string, length: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < length; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
