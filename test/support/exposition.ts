/** A family of an exposition in the text format of Prometheus, version 0.0.4. */
export interface Family {
  readonly help: string;
  readonly type: string;
  readonly samples: Sampled[];
}

export interface Sampled {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABELS = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;
const NUMBER = /^(?:[+-]?Inf|NaN|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i;
const ENDINGS: Readonly<Record<string, readonly string[]>> = { histogram: ['_bucket', '_sum', '_count'] };

/**
 * Reads an exposition and throws at everything the format forbids: samples without their family's HELP and TYPE, series
 * that are there twice, buckets that do not rise to `+Inf`, what is no number or no label, a last line without its end.
 */
export function readExposition(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let current: string | undefined;
  let help: { name: string; text: string } | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const [, word, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (word === 'HELP') help = { name, text: rest };
    else if (word === 'TYPE') {
      if (families.has(name)) throw new Error(`${name} is there twice`);
      if (!NAME.test(name) || help?.name !== name) throw new Error(`${name} has no help before it`);
      if (!['counter', 'gauge', 'histogram'].includes(rest)) throw new Error(`${name} is no ${rest}`);
      families.set(name, { help: help.text, type: rest, samples: [] });
      current = name;
    } else if (line.startsWith('#')) throw new Error(`what is this: ${line}`);
    else {
      const family = families.get(current ?? '');
      const sample = sampleOf(line);
      const endings = ENDINGS[family?.type ?? ''] ?? [''];
      if (!family || !endings.some((ending) => sample.name === current + ending)) throw new Error(`a stray ${line}`);
      const series = sample.name + JSON.stringify(Object.entries(sample.labels).sort());
      if (seen.has(series)) throw new Error(`${line} is there twice`);
      seen.add(series);
      family.samples.push(sample);
    }
  }
  for (const [name, family] of families) if (family.type === 'histogram') checkBuckets(name, family);
  return families;
}

function sampleOf(line: string): Sampled {
  const [, name = '', , inside, number = ''] = /^([^{ ]+)({(.*)})? (\S+)$/.exec(line) ?? [];
  if (!NAME.test(name) || !NUMBER.test(number)) throw new Error(`no sample: ${line}`);
  const labels: Record<string, string> = {};
  LABELS.lastIndex = 0;
  while (inside !== undefined && LABELS.lastIndex < inside.length) {
    const [, label = '', value = ''] = LABELS.exec(inside) ?? [];
    if (label === '' || label in labels) throw new Error(`no labels: ${line}`);
    labels[label] = value;
  }
  return { name, labels, value: Number(number.replace('Inf', 'Infinity')) };
}

function checkBuckets(name: string, { samples }: Family): void {
  const of = (ending: string, labels: string): Sampled[] =>
    samples.filter((sample) => sample.name === name + ending && withoutBound(sample) === labels);
  for (const labels of new Set(samples.map(withoutBound))) {
    const buckets = of('_bucket', labels);
    const bounds = buckets.map((bucket) => Number((bucket.labels['le'] ?? 'NaN').replace('Inf', 'Infinity')));
    const rises = (values: readonly number[], strictly: boolean): boolean =>
      values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0) || (!strictly && value === values[at - 1]));
    if (!rises(bounds, true) || bounds.at(-1) !== Infinity) throw new Error(`${name} has no good bounds`);
    if (
      !rises(
        buckets.map(({ value }) => value),
        false,
      )
    )
      throw new Error(`${name} has buckets that fall`);
    const [count] = of('_count', labels);
    if (count?.value !== buckets.at(-1)?.value || of('_sum', labels).length !== 1)
      throw new Error(`${name} is not whole`);
  }
}

const withoutBound = ({ labels: { le: _le, ...labels } }: Sampled): string =>
  JSON.stringify(Object.entries(labels).sort());
