import type { DestinationStream } from 'pino';

const WORDS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warning',
  50: 'error',
  60: 'fatal',
};

interface Line {
  readonly level: number;
  readonly msg?: string;
  readonly correlationId?: string;
  /** What failed, where that explains itself. */
  readonly failure?: string;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

/** Turns log lines into `warning: what happened (correlation id)`, with the stack of an unexpected error below. */
export function humanLines(to: { write(text: string): unknown }): DestinationStream {
  return {
    write(text) {
      const line = JSON.parse(text) as Line;
      const id = line.correlationId === undefined ? '' : ` (${line.correlationId})`;
      const stack = line.level >= 50 && line.err?.stack ? `\n${line.err.stack}` : '';
      const failure = line.failure === undefined ? '' : `\n  ${line.failure}`;
      to.write(`${WORDS[line.level] ?? 'log'}: ${line.msg ?? line.err?.message ?? ''}${id}${failure}${stack}\n`);
    },
  };
}
