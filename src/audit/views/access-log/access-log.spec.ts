import type { AccessFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { rowsOf } from '@baton/projections/testing';
import { accessLog } from './access-log.projection.js';

const caseId = '0190b7a4-3c1e-7c55-9c3a-000000000001';
const looks = recorded<AccessFact>(
  'access-2026-03-02-audrey',
  [
    { type: 'CaseRead', data: { caseId, what: ['case', 'caseTrail'], operation: 'Look' } },
    { type: 'CaseRead', data: { what: ['GET /feeds/cases'], department: 'repair' } },
  ],
  { by: { agent: 'audrey', department: 'audit', role: 'AUDITOR', onBehalfOf: 'olga' } },
);

describe('the list of looks at cases', () => {
  it('tells of each who, when, at what, and where the record stands', async () => {
    const { rows } = await rowsOf(accessLog, looks);
    const reader = { reader: 'audrey', department: 'audit', role: 'AUDITOR', onBehalfOf: 'olga' };
    const told = looks.map(({ id, stream, recordedAt: readAt, correlationId }) => ({
      id,
      stream,
      readAt,
      correlationId,
    }));
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(
      expect.arrayContaining([
        { ...told[0], ...reader, caseId, what: ['case', 'caseTrail'], operation: 'Look' },
        { ...told[1], ...reader, what: ['GET /feeds/cases'], followed: 'repair' },
      ]),
    );
  });
});
