import { SaxesParser } from 'saxes';
import { ImportFailed } from './import-problem.js';

/** What the elements of an XES text mean to whoever reads it. */
export interface XesListener {
  /** An element that is no attribute begins: `log`, `trace`, `event`, `global`, … */
  open(name: string, parent: string | undefined, attributes: Readonly<Record<string, string>>, line: number): void;
  close(name: string, line: number): void;
  /** An attribute of the innermost of these elements; nested ones have the path `<key>/<key>`, items of a list `<key>/0`. */
  value(path: string, value: string, line: number): void;
  /** The XML is broken here. */
  broken(message: string, line: number): void;
}

const MAX_DEPTH = 64;
/** At most so many characters in a tag or between two. */
const MAX_TOKEN = 1_000_000;
const ATTRIBUTES = new Set(['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container']);
const COMPOSITE = new Set(['list', 'container']);
/** The parser would read on to the next semicolon, however far away: so such an & becomes an entity that is none. */
const BARE_AMPERSAND = /&(?!#?\w{1,40};)/g;
const LINE_AND_COLUMN = /^\d+:\d+: /;

/** An open element: its name, the attribute path inside it (empty in an element that is no attribute), items counted. */
interface Frame {
  readonly name: string;
  readonly path: string;
  item: number | undefined;
}

/** Reads the elements of an XES text. Entities are not expanded; a document type is refused. */
export class XesElements {
  private readonly parser = new SaxesParser();
  private readonly frames: Frame[] = [];
  private sinceTag = 0;

  constructor(private readonly listener: XesListener) {
    this.parser.on('opentag', ({ name, attributes }) => this.open(localName(name), attributes));
    this.parser.on('closetag', ({ name }) => this.close(localName(name)));
    this.parser.on('doctype', () => this.refuseDoctype());
    this.parser.on('error', ({ message }) => {
      const plain = message.replace(LINE_AND_COLUMN, '');
      const told = plain === 'undefined entity.' ? 'an & that begins no entity XML knows: write &amp;' : plain;
      this.listener.broken(told, this.parser.line);
    });
  }

  /** Reads on in a document; the text does not end within an entity. */
  write(text: string, line: number): void {
    this.parser.line = line;
    this.sinceTag += text.length;
    this.parser.write(text.includes('&') ? text.replace(BARE_AMPERSAND, '&bare;') : text);
    if (this.sinceTag <= MAX_TOKEN) return;
    throw new ImportFailed(
      'TEXT_TOO_LONG',
      `One piece of text or one tag is longer than ${MAX_TOKEN.toLocaleString('en')} characters`,
      'A log holds short values: leave long documents out of it.',
      { line: this.parser.line },
    );
  }

  /** The document ends; the next one may begin. */
  end(): void {
    this.parser.close();
    this.frames.length = 0;
    this.sinceTag = 0;
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.sinceTag = 0;
    const parent = this.frames.at(-1);
    if (this.frames.length >= MAX_DEPTH) {
      throw new ImportFailed(
        'NESTED_TOO_DEEP',
        `Elements are nested more than ${MAX_DEPTH} deep`,
        'A log needs a few levels only: check what wrote the file.',
        { line: this.parser.line },
      );
    }
    let path = '';
    if (name === 'values') path = parent?.path ?? '';
    else if (ATTRIBUTES.has(name) && parent) path = this.attribute(name, parent, attributes);
    else this.listener.open(name, parent?.name, attributes, this.parser.line);
    this.frames.push({ name, path, item: name === 'values' ? 0 : undefined });
  }

  private close(name: string): void {
    this.sinceTag = 0;
    this.frames.pop();
    if (!ATTRIBUTES.has(name)) this.listener.close(name, this.parser.line);
  }

  private attribute(name: string, parent: Frame, { key = '', value }: Readonly<Record<string, string>>): string {
    const own = parent.item === undefined ? key : String(parent.item++);
    const path = parent.path === '' ? own : `${parent.path}/${own}`;
    if (value !== undefined) this.listener.value(path, value, this.parser.line);
    else if (!COMPOSITE.has(name)) this.listener.broken(`<${name} key="${key}"> has no value`, this.parser.line);
    return path;
  }

  private refuseDoctype(): never {
    throw new ImportFailed(
      'DOCTYPE_REFUSED',
      'The file carries a document type declaration (<!DOCTYPE …>): entities are not expanded, for safety',
      'Remove it; a log needs none.',
      { line: this.parser.line },
    );
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
