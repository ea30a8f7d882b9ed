/**
 * The engine that keeps the events (`EventStore`): `@Inject(EVENT_STORE)`.
 * `Streams`, `ProjectionRunner` and `ViewQueries` are injected by their classes, the clock by `CLOCK`.
 */
export const EVENT_STORE = Symbol('EVENT_STORE');
