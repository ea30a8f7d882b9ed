import type { CaseHistory, StoredCaseEvent } from './case-history.js';

/** How anybody checks the file without Baton; stands in the file itself. */
const HOW_TO_VERIFY = [
  'Each member of history has the event and its hash: SHA-256, lower-case hex, over the UTF-8 bytes of the canonical JSON (RFC 8785) of event.',
  'In the file as Baton wrote it, that canonical JSON is the line that begins with {"by": — without its line end. So: grep \'^{"by":\' FILE | while IFS= read -r line; do printf %s "$line" | sha256sum; done',
  'event.previousHash is the hash of the member before it; of the first it is 64 zeros. event.revision counts from 0 without a gap.',
];

/**
 * The whole history of a case as JSON: every event exactly as it is stored, with its hash, and how to check them. Also
 * tells a history that is not as it was stored; an event that is no JSON any longer stands there as bytes in base64.
 */
export function* jsonExport({ caseId, exportedAt, stored, events, bad }: CaseHistory): Generator<string> {
  const head = {
    format: 'baton-case-history',
    version: 1,
    case: caseId,
    exportedAt,
    verified: bad === undefined,
    ...(bad ? { bad } : { lastRevision: events.length - 1, lastHash: stored.at(-1)?.hash }),
    howToVerify: HOW_TO_VERIFY,
  };
  yield `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "history": [\n`;
  for (const [index, one] of stored.entries()) {
    yield `${memberOf(one)}${index === stored.length - 1 ? '' : ','}\n`;
  }
  yield ']}\n';
}

function memberOf({ position, hash, bytes }: StoredCaseEvent): string {
  const text = bytes.toString('utf8');
  const head = `{"position":${JSON.stringify(position)},"hash":${JSON.stringify(hash)}`;
  if (isLineOfJson(text) && Buffer.from(text).equals(bytes)) return `${head},"event":\n${text}\n}`;
  return `${head},"bytes":"${bytes.toString('base64')}"}`;
}

function isLineOfJson(text: string): boolean {
  try {
    JSON.parse(text);
    return !/[\n\r]/.test(text);
  } catch {
    return false;
  }
}
