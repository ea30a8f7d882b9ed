export * from './port.js';
export * from './errors.js';
export { comparePositions, isPosition } from './positions.js';
export { canonicalJson, hashOfCommand, NO_HASH, seal, verifyChain, type BrokenLink, type Unsealed } from './chain.js';
export { MAX_APPEND_BYTES, MAX_EVENT_BYTES } from './preparation.js';
export type { CommandContext, Receipt } from './command.js';
export { InvalidFact, type PastFact, type Validate } from './recorder.js';
export type { Loaded } from './current-states.js';
export * from './streams.js';
