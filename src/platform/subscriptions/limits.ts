/** What a client of the subscription door may take up at most. */
export const SOCKET_LIMITS = {
  /** Sockets at the same time. */
  sockets: 5000,
  /** Those of one address. */
  socketsOfAddress: 1000,
  /** Those of clients who have not yet said who they are. */
  strangers: 500,
  /** Those of one address. */
  strangersOfAddress: 100,
  /** Operations of one socket at the same time. */
  operations: 20,
  /** Bytes of a message. */
  messageBytes: 65_536,
  /** Bytes that may wait for a client before whoever sends has to wait, too. */
  freelySentBytes: 65_536,
  /** Bytes that wait to be taken by a client before nothing more is read from it. */
  waitingBytes: 262_144,
  /** How long a client may take to say who it is, milliseconds. */
  introductionMs: 10_000,
  /** How long a client whose upgrade is refused has to take the answer, milliseconds. */
  refusalMs: 5000,
} as const;
