import pino from 'pino';
import { humanLines } from './human-lines.js';

describe('the log on a terminal', () => {
  const logged = (write: (log: pino.Logger) => void): string => {
    let text = '';
    write(pino({ level: 'debug' }, humanLines({ write: (line: string) => void (text += line) })));
    return text;
  };

  it('is a line a message, with the correlation id where there is one', () => {
    expect(logged((log) => log.warn('The disk is nearly full'))).toBe('warning: The disk is nearly full\n');
    expect(logged((log) => log.info({ correlationId: 'a-1' }, 'request'))).toBe('info: request (a-1)\n');
  });

  it('shows the stack of an unexpected error, and of nothing else', () => {
    const err = new Error('broken');
    expect(logged((log) => log.error({ err }, 'an operation failed'))).toMatch(
      /^error: an operation failed\nError: broken\n\s+at /,
    );
    expect(logged((log) => log.warn({ err }, 'a retry'))).toBe('warning: a retry\n');
  });
});
