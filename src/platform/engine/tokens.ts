/**
 * The engine that keeps the events (`EventStore`): `@Inject(EVENT_STORE)`.
 * `Streams`, `Views` and `ViewQueries` are injected by their classes, the clock by `CLOCK`.
 */
export const EVENT_STORE = Symbol('EVENT_STORE');
