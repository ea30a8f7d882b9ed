import { LRUCache } from 'lru-cache';
import { ChainBroken } from '../errors.js';
import type { Hurry } from '../port.js';
import type { Reader } from './reader.js';
import { StreamIndex } from './stream-index.js';

/** Commands and ids that are remembered, over all streams: some 200 MB at most. */
const REMEMBERED = 1_000_000;

/** The indexes of the streams that were used last, each read whole once and then brought up to date from its end. */
export class StreamIndexes {
  private readonly kept: LRUCache<string, StreamIndex>;

  constructor(
    private readonly reader: Pick<Reader, 'stream'>,
    remembered = REMEMBERED,
  ) {
    this.kept = new LRUCache({ maxSize: remembered, sizeCalculation: ({ size }) => size });
  }

  /** What is known of a stream without asking: all of it up to some event, if anything. */
  known(stream: string): StreamIndex | undefined {
    return this.kept.get(stream);
  }

  /** What the leader knows of a stream now. Throws `ChainBroken` where its events do not follow one another. */
  async upToDate(stream: string, hurry: Hurry = {}): Promise<StreamIndex> {
    const known = this.kept.get(stream);
    try {
      return await this.advanced(stream, known ?? new StreamIndex(stream), hurry);
    } catch (error) {
      if (!known || !(error instanceof ChainBroken)) throw error;
      // The events may have been restored from a backup since: what was known of them does not count.
      this.forget(stream);
      return this.advanced(stream, new StreamIndex(stream), hurry);
    }
  }

  /** Keeps an index that has grown: it is measured when it is set anew. */
  keep(stream: string, index: StreamIndex): void {
    this.kept.delete(stream);
    this.kept.set(stream, index);
  }

  /** Has a stream read whole when it is needed next. */
  forget(stream: string): void {
    this.kept.delete(stream);
  }

  private async advanced(stream: string, index: StreamIndex, hurry: Hurry): Promise<StreamIndex> {
    const rest = { ...hurry, from: index.end.revision + 1 };
    for await (const event of this.reader.stream(stream, rest)) index.add(event);
    this.keep(stream, index);
    return index;
  }
}
