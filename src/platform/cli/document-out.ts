import { Writable } from 'node:stream';

/** Written at once: many small writes cost a call each. */
const PIECE = 64 * 1024;

/**
 * Writes a document to a stream, waiting while it takes no more. Ends without a word where its reader has gone, as
 * `head` does. Throws what else the stream cannot do.
 */
export async function writeOut(out: { write(text: string): unknown }, pieces: Iterable<string>): Promise<void> {
  let waiting = '';
  for (const piece of pieces) {
    waiting += piece;
    if (waiting.length < PIECE) continue;
    if (!(await taken(out, waiting))) return;
    waiting = '';
  }
  await taken(out, waiting);
}

/** Resolves once the text was taken: true, or false where nobody reads any longer. */
function taken(out: { write(text: string): unknown }, text: string): Promise<boolean> {
  if (!(out instanceof Writable)) {
    out.write(text);
    return Promise.resolve(true);
  }
  return new Promise((resolve, reject) => {
    const gone = (error: NodeJS.ErrnoException): void => (error.code === 'EPIPE' ? resolve(false) : reject(error));
    out.once('error', gone);
    out.write(text, (error) => {
      if (error) return gone(error);
      out.off('error', gone);
      resolve(true);
    });
  });
}
