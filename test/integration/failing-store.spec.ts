import type { CommandBus } from '@nestjs/cqrs';
import { StoreFailed } from '@baton/event-store';
import { issue } from '../../src/platform/commands/issue.js';
import { OpenClub } from '../support/small-app.js';

describe('a command under which the store fails', () => {
  it('tells the id to send it again with, the one that was made for it as well as the one it came with', async () => {
    const bus = { execute: () => Promise.reject(new StoreFailed('STORE_FULL', 'no room', 'Make room')) };
    const by = { agent: 'ada', department: 'office', role: 'ADMIN' } as const;
    const now = '2026-03-02T09:00:00.000Z';
    const commandId = '3f1f5a34-5d0c-4c5e-9d3b-0d3c2f6f1a10';
    const failed = (issuing: object) =>
      issue(bus as unknown as CommandBus, OpenClub, { club: 'chess', name: 'Chess' }, { by, now, ...issuing });
    await expect(failed({ commandId })).rejects.toMatchObject({ code: 'STORE_FULL', commandId });
    await expect(failed({})).rejects.toMatchObject({ commandId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });
});
