import { eventStoreContract } from '../testing/index.js';
import { MemoryEventStore } from './index.js';

eventStoreContract('memory', () => ({
  open: () => Promise.resolve(new MemoryEventStore()),
  supportsChecks: true,
  indexesAcrossStreams: true,
  dispose: () => Promise.resolve(),
}));
