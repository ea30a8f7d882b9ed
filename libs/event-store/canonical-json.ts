import canonicalize from 'canonicalize';

/**
 * The canonical JSON (RFC 8785) of a value. Throws on what JSON has no word for.
 * JSON.stringify writes numbers and texts as the RFC wants them, so it is enough to bring the keys in order first, and
 * takes less than half the time. What it would write otherwise is left to the package `canonicalize`: keys that look like
 * numbers, which no object keeps in order, and texts that are no Unicode, which are refused.
 */
export function canonicalJson(value: unknown): string {
  const text = orderedJson(value) ?? canonicalize(value);
  if (text === undefined) throw new Error('there is no JSON of nothing');
  return text;
}

const UNORDERABLE = new Error('a key that no object keeps in order');
/** How JSON.stringify begins to write half of a character. */
const HALF = '\\ud';

/** Undefined where the order or the text is not the canonical one. */
function orderedJson(value: unknown): string | undefined {
  try {
    const text = JSON.stringify(ordered(value)) as string | undefined;
    return text?.includes(HALF) ? undefined : text;
  } catch (error) {
    if (error === UNORDERABLE) return undefined;
    throw error;
  }
}

/** The same with its keys in the order of their UTF-16 code units. */
function ordered(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`JSON has no word for ${value}`);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  if (hasOwnJson(value)) return ordered(value.toJSON());
  const from = value as Record<string, unknown>;
  const to: Record<string, unknown> = {};
  for (const key of Object.keys(from).sort()) {
    if ((key >= '0' && key < ':') || key === '__proto__') throw UNORDERABLE;
    const member = from[key];
    to[key] = typeof member === 'string' ? member : ordered(member);
  }
  return to;
}

const hasOwnJson = (value: object): value is { toJSON(): unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';
