import { randomUUID } from 'node:crypto';
import { hashOfCommand } from '../chain.js';
import type { AppendOptions, Expected, NewEvent } from '../port.js';

const INSTANT = '2026-03-02T09:30:00.000Z';

/** An event of any type for a test of an engine; its id is new unless told. */
export const newEvent = (type: string, data: object = {}, id: string = randomUUID()): NewEvent => ({
  id,
  type,
  schemaVersion: 1,
  occurredAt: INSTANT,
  recordedAt: INSTANT,
  by: { agent: 'a-1', department: 'service', role: 'AGENT' },
  correlationId: 'correlation-1',
  causationId: 'cause-1',
  data,
});

/** Options of an append by a new command, or by the command named; `body` is what the command asks for. */
export const appendOptions = (
  expected: Expected,
  commandId: string = randomUUID(),
  body: object = {},
): AppendOptions => ({ expected, commandId, commandHash: hashOfCommand('TestCommand', body) });
