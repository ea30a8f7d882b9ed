/** The engine that keeps the events (`EventStore`). `Streams` and `ProjectionRunner` are injected by their classes. */
export const EVENT_STORE = Symbol('EVENT_STORE');

/** The read models (`Kysely`), for queries. */
export const VIEWS = Symbol('VIEWS');
