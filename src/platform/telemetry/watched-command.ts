import { Refusal } from '@baton/decider';
import type { Issuing } from '../commands/issue.js';
import { ClientError } from '../graphql/client-error.js';
import type { Telemetry } from './telemetry.js';

type Outcome = 'done' | 'refused' | 'invalid' | 'failed';

/** Carries out a command: counted and timed by how it ends, with a line in the log that says nothing of its content. */
export async function watchedCommand<T>(
  { metrics, log, spans }: Telemetry,
  command: string,
  issuing: Issuing,
  work: (issuing: Issuing) => Promise<T>,
): Promise<T> {
  const { correlationId } = issuing;
  const began = performance.now();
  const span = spans.begin(`command ${command}`, {
    parent: issuing.traceparent,
    attributes: { 'baton.correlation_id': correlationId ?? '' },
  });
  const ended = (outcome: Outcome, code?: string): void => {
    const milliseconds = performance.now() - began;
    span.set('baton.outcome', outcome);
    if (code !== undefined) span.set('baton.code', code);
    span.end(outcome === 'failed' ? code : undefined);
    metrics.count('commands', { command, outcome });
    metrics.time('commandDuration', milliseconds / 1000, { command });
    log.debug({ command, outcome, code, milliseconds: Math.round(milliseconds * 10) / 10, correlationId }, 'command');
  };
  try {
    const result = await work(span.traceparent === undefined ? issuing : { ...issuing, traceparent: span.traceparent });
    ended('done');
    return result;
  } catch (error) {
    const { outcome, code } = endOf(error);
    if (outcome === 'refused') metrics.count('refusals', { code });
    ended(outcome, code);
    throw error;
  }
}

/** Counts a command that its caller may not ask: it is refused before anything looks at it. */
export function deniedCommand({ metrics }: Telemetry, mutation: string, code: string): void {
  metrics.count('commands', { command: mutation.charAt(0).toUpperCase() + mutation.slice(1), outcome: 'refused' });
  metrics.count('refusals', { code });
}

function endOf(error: unknown): { outcome: Outcome; code: string } {
  if (error instanceof Refusal) return { outcome: 'refused', code: String(error.code) };
  if (error instanceof ClientError) return { outcome: 'invalid', code: error.code };
  return { outcome: 'failed', code: (error as { code?: string }).code ?? 'INTERNAL' };
}
