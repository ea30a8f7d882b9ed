import { Refusal } from '@baton/decider';
import { ClientError } from '../graphql/client-error.js';
import type { Telemetry } from './telemetry.js';

/** Carries out a command, counted and timed by how it ends. */
export async function watchedCommand<T>({ metrics }: Telemetry, command: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const ended = (outcome: 'done' | 'refused' | 'invalid' | 'failed'): void => {
    metrics.count('commands', { command, outcome });
    metrics.time('commandDuration', (performance.now() - began) / 1000, { command });
  };
  try {
    const result = await work();
    ended('done');
    return result;
  } catch (error) {
    if (error instanceof Refusal) metrics.count('refusals', { code: String(error.code) });
    ended(error instanceof Refusal ? 'refused' : error instanceof ClientError ? 'invalid' : 'failed');
    throw error;
  }
}
