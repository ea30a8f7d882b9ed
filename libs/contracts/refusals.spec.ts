import { Refusal } from '@baton/decider';
import { refuse, RefusalCode } from './refusals.js';

describe('a refusal', () => {
  it('carries a code of the closed list, what is wrong, and what the rule says', () => {
    const attempt = () => refuse('OPEN_PROMISES', 'Keep it first.', { rule: 'P6', missing: ['promise'] });
    expect(attempt).toThrow(Refusal);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'OPEN_PROMISES',
        message: 'Keep it first.',
        details: { rule: 'P6', missing: ['promise'] },
      }),
    );
  });

  it('has a code in capitals that says in a sentence what it means', () => {
    for (const code of RefusalCode.values) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(RefusalCode.meanings[code]).toMatch(/^.{10,}[^.]$/);
    }
  });
});
