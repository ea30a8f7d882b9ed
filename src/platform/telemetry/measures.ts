/** A figure the service gives of itself. */
export interface Measure {
  /** As Prometheus knows it, with its unit at the end. */
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** One sentence. */
  readonly help: string;
  /** What it is told apart by; each has few values, and none says who a person or what a case is. */
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, seconds. */
  readonly bounds?: readonly number[];
}

const DURATIONS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const measure =
  (kind: Measure['kind'], bounds?: readonly number[]) =>
  (name: string, labels: readonly string[], help: string): Measure => ({
    name,
    kind,
    labels,
    help,
    ...(bounds ? { bounds } : {}),
  });
const counter = measure('counter');
const gauge = measure('gauge');
const duration = measure('histogram', DURATIONS);

/** Every figure at /metrics: an entry is all there is to add, with a place that counts, times or is watched. */
export const MEASURES = {
  build: gauge('baton_build_info', ['version', 'node', 'engine'], 'Always 1; the labels say what is running.'),
  ready: gauge('baton_ready', [], '1 while commands and queries are answered, 0 while /health/ready says 503.'),
  commands: counter(
    'baton_commands_total',
    ['command', 'outcome'],
    'Commands asked at the door: done, refused (a business no), invalid (the request was wrong) or failed.',
  ),
  refusals: counter('baton_refusals_total', ['code'], 'Commands refused, by the code of the refusal.'),
  commandDuration: duration(
    'baton_command_duration_seconds',
    ['command'],
    'Time a command takes from its check to its answer, waiting for others on the same stream included.',
  ),
  appendDuration: duration(
    'baton_append_duration_seconds',
    ['outcome'],
    'Time until events are on the disk or refused: stored, conflict (somebody was first) or failed.',
  ),
  appended: counter('baton_events_appended_total', [], 'Events stored since the start.'),
  viewEvents: gauge('baton_view_behind_events', ['view'], 'Events of the log that a view has not taken in yet.'),
  viewSeconds: gauge(
    'baton_view_behind_seconds',
    ['view'],
    'Age of the oldest event that a view has not taken in yet; 0 where it has all.',
  ),
  viewParked: gauge('baton_view_parked_streams', ['view'], 'Streams a view has set aside because its fold threw.'),
  lease: gauge(
    'baton_lease_held',
    [],
    '1 in the worker that builds the views, 0 in one that waits for its turn; told by workers alone.',
  ),
  policyCommands: counter(
    'baton_policy_commands_total',
    ['policy', 'outcome'],
    'What Baton did by itself: done, or failed and tried again.',
  ),
  timerLateness: duration(
    'baton_timer_late_seconds',
    ['policy'],
    'Time from when something was due that Baton does by itself until it was done.',
  ),
  timersFailing: gauge(
    'baton_timers_failing',
    ['policy'],
    'Things that Baton does by itself that have failed and are tried again; told by the process that builds the views.',
  ),
  feedReaders: gauge('baton_feed_subscribers', [], 'Readers who follow the feed, live or still catching up.'),
  requests: duration(
    'http_server_request_duration_seconds',
    ['http_request_method', 'http_route', 'http_response_status_code'],
    'Time from the head of a request to the end of its answer.',
  ),
  memory: gauge('process_resident_memory_bytes', [], 'Memory the process holds.'),
  heap: gauge('nodejs_heap_size_used_bytes', [], 'Memory of objects in use or not yet collected.'),
  cpu: counter('process_cpu_seconds_total', [], 'Processor time the process has used, its own and the system’s.'),
  started: gauge('process_start_time_seconds', [], 'When the process started, seconds since 1970.'),
  loop: counter(
    'nodejs_eventloop_time_seconds_total',
    ['state'],
    'Time the event loop was active or idle: active near all of it means the process has no more to give.',
  ),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;
/** The labels of a measure, each with its value. */
export type LabelsOf<M extends MeasureName> = Readonly<Record<(typeof MEASURES)[M]['labels'][number], string>>;
