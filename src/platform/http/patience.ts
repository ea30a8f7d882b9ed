/** How long clients of what stays open are waited for, over Server-Sent Events and WebSockets alike. */
export const PATIENCE = {
  /** Beats without a sign of life after which a client is given up. */
  beats: 4,
  /** How long clients that take something have to take the last words when the service stops, milliseconds. */
  lastWordsMs: 2000,
} as const;
