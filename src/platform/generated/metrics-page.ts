import { MEASURES, type Measure } from '../telemetry/measures.js';

/** Every figure at /metrics, as a page of Markdown. */
export function metricsPage(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const measures: readonly Measure[] = Object.values(MEASURES);
  return [
    '# Metrics',
    '',
    'Made of the code by `npm run generate`; do not edit. What `/metrics` answers, in the text format of Prometheus. A',
    'histogram `x` is the series `x_bucket`, `x_sum` and `x_count`.',
    '',
    row(['name', 'kind', 'labels', 'what it is']),
    row(['---', '---', '---', '---']),
    ...measures.map(({ name, kind, labels, help }) =>
      row([`\`${name}\``, kind, labels.map((label) => `\`${label}\``).join(', '), help]),
    ),
    '',
  ].join('\n');
}
