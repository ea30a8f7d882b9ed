import { verifyLog } from '@baton/event-store';
import { openStoredLog } from '../engine/stored-log.js';
import type { Manifest } from './manifest.js';

/** How a long job is followed, and stopped. */
export interface Followed {
  /** Is told how much is copied, 0 to 1 and in bytes. */
  readonly onCopy?: (share: number, bytes: number) => void;
  /** Is told how much is verified, 0 to 1 and in events. */
  readonly onVerify?: (share: number, events: number) => void;
  /** Stops it: it then rejects, and leaves nothing. */
  readonly signal?: AbortSignal;
}

/** What the events of a folder are, all of them verified, or why they are not what was stored: the end of a sentence. */
export async function verifiedEvents(
  folder: string,
  { onVerify, signal }: Followed,
): Promise<Pick<Manifest, 'events' | 'streams' | 'position' | 'root'> | { readonly why: string }> {
  const log = openStoredLog(folder);
  try {
    const { events, streams, upTo, bad, stray, root } = await verifyLog(log, {
      ...(onVerify === undefined ? {} : { onProgress: onVerify }),
      ...(signal === undefined ? {} : { signal }),
    });
    signal?.throwIfAborted();
    if (bad) return { why: `${bad.stream}, revision ${bad.revision}, position ${bad.position}: ${bad.why}` };
    if (stray !== undefined || root === undefined) return { why: stray ?? 'it was not looked at whole' };
    return { events, streams, ...(upTo === undefined ? {} : { position: upTo }), root };
  } finally {
    await log.close();
  }
}
