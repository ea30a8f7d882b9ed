import type { LabelsOf, MeasureName } from './measures.js';
import type { Meter, Sample } from './meter.js';

/** What is watched: looked at when /metrics is asked for, and kept nowhere. */
export type Watch = () => readonly Sample[] | Promise<readonly Sample[]>;

type Labels = Readonly<Record<string, string>>;

/**
 * The figures the service gives of itself. They can be counted from the first moment; OpenTelemetry, which keeps them,
 * is loaded once the service listens.
 */
export class Metrics {
  private readonly watched = new Map<MeasureName, Watch[]>();
  private early: [MeasureName, number, Labels][] | undefined = [];
  private meter: Meter | undefined;
  private loading: Promise<void> | undefined;

  /** Counts something that happened. */
  count<M extends MeasureName>(measure: M, labels: LabelsOf<M>, by = 1): void {
    this.add(measure, by, labels);
  }

  /** Counts how long something took. */
  time<M extends MeasureName>(measure: M, seconds: number, labels: LabelsOf<M>): void {
    this.add(measure, seconds, labels);
  }

  /** Says how a figure is found out when it is asked for; what several say of one is put together. */
  watch(measure: MeasureName, read: Watch): void {
    this.watched.set(measure, [...(this.watched.get(measure) ?? []), read]);
  }

  /** Loads what keeps the figures. To be called when everything that is watched is known. */
  load(): Promise<void> {
    return (this.loading ??= this.begin());
  }

  /** All figures in the text format of Prometheus. */
  async text(): Promise<string> {
    await this.load();
    return (await this.meter?.text()) ?? '';
  }

  async close(): Promise<void> {
    this.early = undefined;
    await this.loading;
    await this.meter?.close();
  }

  private add(measure: MeasureName, value: number, labels: Labels): void {
    if (this.meter) this.meter.add(measure, value, labels);
    else this.early?.push([measure, value, labels]);
  }

  private async begin(): Promise<void> {
    const { Meter } = await import('./meter.js');
    const watched = [...this.watched].map(([measure, reads]) => [measure, () => together(reads)] as const);
    this.meter = new Meter(new Map(watched));
    for (const [measure, value, labels] of this.early ?? []) this.meter.add(measure, value, labels);
    this.early = undefined;
  }
}

const together = async (reads: readonly Watch[]): Promise<Sample[]> =>
  (await Promise.all(reads.map(async (read) => read()))).flat();
