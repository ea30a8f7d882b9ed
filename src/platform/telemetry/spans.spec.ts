import { watchedBatch } from './watched-batch.js';
import { within, type SpanOptions, type Spans } from './spans.js';

/** Spans that note how they began and ended. */
function noted(): { spans: Spans; begun: SpanOptions[]; ended: (string | undefined)[] } {
  const begun: SpanOptions[] = [];
  const ended: (string | undefined)[] = [];
  const span = {
    traceparent: undefined,
    set: () => undefined,
    end: (failure?: string) => void ended.push(failure),
  };
  const begin = (_: string, options: SpanOptions = {}) => {
    begun.push(options);
    return span;
  };
  return { spans: { begin, close: () => Promise.resolve() }, begun, ended };
}

describe('a span', () => {
  it.each([
    ['its code', Object.assign(new Error('Ada Quint has no such case'), { code: 'CASE_UNKNOWN' }), 'CASE_UNKNOWN'],
    ['its class where it has none', new TypeError('Ada Quint is undefined'), 'TypeError'],
    ['a word where it is no error', 'Ada Quint', 'unknown'],
  ])('fails with what an error is known by, never its message: %s', async (_, error, told) => {
    const { spans, ended } = noted();
    const work = within(spans, 'decide', {}, () => Promise.reject(error as Error));
    await expect(work).rejects.toBe(error);
    expect(ended).toEqual([told]);
  });
});

describe('the span of a batch', () => {
  it('links to 32 of the traces that its events come from, each once', async () => {
    const { spans, begun } = noted();
    const traces = Array.from({ length: 40 }, (_, index) => `00-${index}`);
    const events = [undefined, ...traces, ...traces].map((traceparent) => ({ traceparent }));
    const batch = { views: ['inbox'], events } as unknown as Parameters<ReturnType<typeof watchedBatch>>[0];
    await watchedBatch(spans)(batch, () => Promise.resolve());
    expect(begun).toMatchObject([{ links: traces.slice(0, 32), attributes: { 'baton.events': 81, 'baton.views': 1 } }]);
  });
});
