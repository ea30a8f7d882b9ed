import type { By, Given, Role } from '@baton/contracts';

/** Who asks in a spec, and what every decision is given with it. */
export const givenBy = (role: Role, department = 'front-office', agent = 'ines'): Given => ({
  by: { agent, department, role } satisfies By,
  now: '2026-03-02T12:00:00.000Z',
  commandId: '0190b7a4-3c1e-7c55-9c3a-1f2e3d4c5b6a',
});
