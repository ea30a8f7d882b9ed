import type { CaseRead } from '@baton/contracts';
import type { Streams } from '@baton/event-store';
import { AccessLog } from './access-log.js';

const NOW = '2026-03-02T09:00:00.000Z';
const CASE = '5f0c6f0e-9b5e-4f0a-8d6a-0f3a5e1c2b7d';
const asking = {
  by: { agent: 'otto', department: 'audit', role: 'AUDITOR' },
  until: '2026-03-02T10:00:00.000Z',
  correlationId: 'one',
} as const;

/** An access log that notes which cases it asks about, and what it keeps. */
function accessLog() {
  const asked: string[] = [];
  const kept: CaseRead[] = [];
  const decide = (_stream: string, _access: unknown, decision: () => { data: CaseRead }[]) => {
    kept.push(...decision().map(({ data }) => data));
    return Promise.resolve();
  };
  const departmentsAt = (caseId: string) => {
    asked.push(caseId);
    return Promise.resolve(new Set(['service']));
  };
  const concerns = () => Promise.resolve(() => true);
  const log = new AccessLog({ decide } as unknown as Streams, { now: () => NOW }, { departmentsAt, concerns });
  return { log, asked, kept };
}

describe('the access log', () => {
  it('keeps the first 80 characters of what a caller calls his operation', async () => {
    const { log, kept } = accessLog();
    await log.record(asking, [{ id: CASE, fields: ['case'] }], 'L'.repeat(81));
    expect(kept).toEqual([{ caseId: CASE, what: ['case'], operation: 'L'.repeat(80) }]);
  });

  it('reads and keeps nothing for what is no id of a case', async () => {
    const { log, asked, kept } = accessLog();
    await log.record(asking, [{ id: 'case-of-ada', fields: ['case'] }], undefined);
    expect([asked, kept]).toEqual([[], []]);
  });
});
