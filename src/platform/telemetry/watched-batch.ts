import type { WatchBatch } from '@baton/projections';
import { within, type Spans } from './spans.js';

/** A batch links to so many of the traces its events were stored in. */
const LINKS = 32;

/** Batches of the views as spans, each linked to the traces that its events come from. */
export const watchedBatch =
  (spans: Spans): WatchBatch =>
  ({ views, events }, work) => {
    const links = new Set<string>();
    for (const { traceparent } of events) {
      if (links.size === LINKS) break;
      if (traceparent !== undefined) links.add(traceparent);
    }
    const attributes = { 'baton.events': events.length, 'baton.views': views.length };
    return within(spans, 'project', { attributes, links: [...links] }, work);
  };
