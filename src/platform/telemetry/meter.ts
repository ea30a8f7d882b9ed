import { AggregationType, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MEASURES, type Measure, type MeasureName } from './measures.js';

/** One value of a figure that is looked at when it is asked for. */
export interface Sample {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Hands out what the instruments hold, when it is asked. */
class AskedReader extends MetricReader {
  protected override onShutdown = (): Promise<void> => Promise.resolve();
  protected override onForceFlush = (): Promise<void> => Promise.resolve();
}

/** The instruments of OpenTelemetry for every measure. Takes long to load beside all else, so it is loaded late. */
export class Meter {
  private readonly reader = new AskedReader();
  private readonly provider: MeterProvider;
  // Without labels of scope and target: they would say the same on every line.
  private readonly serializer = new PrometheusSerializer(undefined, false, undefined, true, true);
  private readonly adders = new Map<MeasureName, (value: number, labels: Readonly<Record<string, string>>) => void>();

  constructor(watched: ReadonlyMap<MeasureName, () => Promise<readonly Sample[]>>) {
    this.provider = new MeterProvider({
      readers: [this.reader],
      views: Object.values<Measure>(MEASURES).flatMap(({ name, bounds }) =>
        bounds
          ? [
              {
                instrumentName: name,
                aggregation: {
                  type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM,
                  options: { boundaries: [...bounds], recordMinMax: false },
                },
              },
            ]
          : [],
      ),
    });
    for (const [name, measure] of Object.entries(MEASURES) as [MeasureName, Measure][]) {
      this.make(name, measure, watched.get(name));
    }
  }

  /** Adds to a counter or a histogram. */
  add(name: MeasureName, value: number, labels: Readonly<Record<string, string>>): void {
    this.adders.get(name)?.(value, labels);
  }

  /** Everything in the text format of Prometheus. */
  async text(): Promise<string> {
    const { resourceMetrics } = await this.reader.collect();
    return this.serializer.serialize(resourceMetrics);
  }

  close(): Promise<void> {
    return this.provider.shutdown();
  }

  private make(name: MeasureName, measure: Measure, watch: (() => Promise<readonly Sample[]>) | undefined): void {
    const meter = this.provider.getMeter('baton');
    const options = { description: measure.help };
    if (watch) {
      const instrument =
        measure.kind === 'counter'
          ? meter.createObservableCounter(measure.name, options)
          : meter.createObservableGauge(measure.name, options);
      instrument.addCallback(async (result) => {
        for (const { value, labels = {} } of await watch()) result.observe(value, labels);
      });
    } else if (measure.kind === 'counter') {
      const instrument = meter.createCounter(measure.name, options);
      this.adders.set(name, (value, labels) => instrument.add(value, labels));
      // Without labels it is there from the beginning: a figure that is missing cannot be told from one that is 0.
      if (measure.labels.length === 0) instrument.add(0);
    } else if (measure.kind === 'histogram') {
      const instrument = meter.createHistogram(measure.name, options);
      this.adders.set(name, (value, labels) => instrument.record(value, labels));
    }
  }
}
