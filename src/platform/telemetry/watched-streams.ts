import { parseStream, type Recorded } from '@baton/contracts';
import type { Aggregate, Decide, Fact } from '@baton/decider';
import { Streams, type CommandContext, type EventStore, type Receipt } from '@baton/event-store';
import { within, type Spans } from './spans.js';

/**
 * Streams whose decisions are spans; what is stored carries the span it was decided in. A span names its case, and of all
 * other streams the kind alone: their keys can be people.
 */
export class WatchedStreams extends Streams {
  constructor(
    store: EventStore,
    private readonly spans: Spans,
  ) {
    super(store);
  }

  override decide<S, F extends Fact>(
    stream: string,
    aggregate: Aggregate<S, Recorded<F>>,
    decision: Decide<S, F>,
    context: CommandContext,
  ): Promise<Receipt> {
    const kind = parseStream(stream)?.kind ?? 'unknown';
    const options = { parent: context.traceparent, attributes: { 'baton.stream': kind === 'case' ? stream : kind } };
    return within(this.spans, `decide ${kind}`, options, ({ traceparent }) =>
      super.decide(stream, aggregate, decision, traceparent === undefined ? context : { ...context, traceparent }),
    );
  }
}
