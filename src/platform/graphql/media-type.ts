/** What the door answers in: its errors have a status of their own, whatever became of the operation. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json';
/** The older form: whatever became of a well-formed request, its status is 200. */
export const JSON_RESPONSE = 'application/json';

export type AnswerType = typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE;

interface Range {
  readonly type: string;
  /** How much it is wanted, 0 to 1. */
  readonly weight: number;
}

/** Headers seen before: clients send the same few over and over. */
const known = new Map<string, AnswerType | undefined>();
const KNOWN_MOST = 200;

/**
 * What to answer in, as the header Accept asks for it; plain JSON where it does not say. Of two that are wanted alike
 * the newer is taken if it is named. Undefined where neither is acceptable.
 */
export function answerTypeOf(accept: string | undefined): AnswerType | undefined {
  if (accept === undefined || accept === '') return JSON_RESPONSE;
  if (known.has(accept)) return known.get(accept);
  if (known.size >= KNOWN_MOST) known.clear();
  const answer = negotiated(accept);
  known.set(accept, answer);
  return answer;
}

function negotiated(accept: string): AnswerType | undefined {
  const ranges = accept.split(',').flatMap(rangeOf);
  const newer = wanted(GRAPHQL_RESPONSE, ranges);
  const older = wanted(JSON_RESPONSE, ranges);
  if (newer === 0 && older === 0) return undefined;
  const named = ranges.some(({ type }) => type === GRAPHQL_RESPONSE);
  return newer > older || (named && newer === older) ? GRAPHQL_RESPONSE : JSON_RESPONSE;
}

/** How much a type is wanted: what the most specific range says of it. */
function wanted(type: AnswerType, ranges: readonly Range[]): number {
  for (const range of [type, 'application/*', '*/*']) {
    const said = ranges.find((one) => one.type === range);
    if (said) return said.weight;
  }
  return 0;
}

/** A range of the header; none where it asks for a charset that is not UTF-8. */
function rangeOf(text: string): Range[] {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  let weight = 1;
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=').map((part) => part.trim());
    if (name === 'q') weight = weightOf(value);
    if (name === 'charset' && !isUtf8(value)) return [];
  }
  return [{ type, weight }];
}

const weightOf = (text: string): number => (/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0);

const isUtf8 = (charset: string): boolean => /^"?utf-?8"?$/i.test(charset);

/** Whether a body of this Content-Type is read: JSON in UTF-8. */
export function isJson(contentType: string | undefined): boolean {
  if (contentType === JSON_RESPONSE) return true;
  const [range] = contentType === undefined ? [] : rangeOf(contentType);
  return range?.type === JSON_RESPONSE;
}
