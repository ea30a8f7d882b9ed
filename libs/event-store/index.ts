export * from './port.js';
export * from './errors.js';
export { comparePositions, isPosition } from './positions.js';
export { canonicalJson, hashOfCommand, NO_HASH, seal, verifyChain, type BrokenLink, type Unsealed } from './chain.js';
export { MAX_APPEND_BYTES, MAX_EVENT_BYTES } from './preparation.js';
export * from './streams.js';
export type { Loaded } from './current-states.js';
