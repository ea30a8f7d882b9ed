import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import type { EventStore } from '@baton/event-store';
import type { Demo } from '../app.js';
import type { Baton } from '../engine/baton.js';
import { openDemo } from './demo.js';

const bus = {} as CommandBus;

describe('the demo office', () => {
  let path: string;
  let now: string;
  let opened: string[];
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'baton-demo-'));
    now = '2026-03-02T09:00:00.000Z';
    opened = [];
  });
  afterEach(() => rmSync(path, { recursive: true }));

  const baton = (head?: string): Baton => {
    const store = { head: () => Promise.resolve(head) } as EventStore;
    return { dataFolder: path, store, clock: { now: () => now } } as Baton;
  };
  const demo = (fails = false): Demo => ({
    caller: { agent: 'greta', department: 'call-centre', role: 'SUPERVISOR' },
    open: (_bus, instant) => {
      opened.push(instant);
      return fails ? Promise.reject(new Error('the power went')) : Promise.resolve(1);
    },
  });

  it('is opened where the log is empty', async () => {
    await expect(openDemo(demo(), baton(), bus)).resolves.toBe(true);
    expect([opened, readdirSync(path)]).toEqual([[now], []]);
  });

  it('is not opened where there are events', async () => {
    await expect(openDemo(demo(), baton('1'), bus)).resolves.toBe(false);
    expect(opened).toEqual([]);
  });

  it('interrupted, goes on at the next start with the instant it was begun at', async () => {
    const begun = now;
    await expect(openDemo(demo(true), baton(), bus)).rejects.toThrow('the power went');
    now = '2026-03-05T07:00:00.000Z';
    await expect(openDemo(demo(), baton('3'), bus)).resolves.toBe(true);
    expect(opened).toEqual([begun, begun]);
    await expect(openDemo(demo(), baton('9'), bus)).resolves.toBe(false);
  });

  it.each(['', '2026-', 'yesterday'])('takes a note that reads %j for none', async (text) => {
    writeFileSync(join(path, 'demo-begun'), text);
    await expect(openDemo(demo(), baton('3'), bus)).resolves.toBe(false);
    await expect(openDemo(demo(), baton(), bus)).resolves.toBe(true);
    expect([opened, readdirSync(path)]).toEqual([[now], []]);
  });
});
