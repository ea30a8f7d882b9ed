import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { App } from '../../src/platform/app.js';
import { startBaton } from '../support/baton.js';
import { smallApp } from '../support/small-app.js';

/** A module that has begun when another one fails. */
@Module({})
class Begun {
  static running = 0;
  onModuleInit(): void {
    Begun.running += 1;
  }
  onModuleDestroy(): void {
    Begun.running -= 1;
  }
}

/** The small application with a module that fails when it is begun with, or when the door is closed. */
const failing = (when: 'to begin' | 'to close'): App => ({
  ...smallApp,
  module: (basis): DynamicModule => {
    @Module({})
    class Failing {
      constructor(private readonly door: HttpAdapterHost) {}

      onModuleInit(): void {
        if (when === 'to begin') throw new Error('the module fails to begin');
        const fastify = this.door.httpAdapter.getInstance<FastifyInstance>();
        fastify.addHook('onClose', async () => Promise.reject(new Error('the door is stuck')));
      }
    }
    return { module: Failing, imports: [Begun, smallApp.module(basis)] };
  },
});

describe('a service that fails', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-closing-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const startsAgain = async (): Promise<void> => (await startBaton(smallApp, { folder })).close();

  it('to close its door says so, and has let go of the data folder', async () => {
    const baton = await startBaton(failing('to close'), { folder });
    await expect(baton.close()).rejects.toThrow('the door is stuck');
    await expect(fetch(`${baton.url}/health/live`)).rejects.toThrow();
    await startsAgain();
  });

  it('to close its views says so, and has let go of the events', async () => {
    const baton = await startBaton(smallApp, { folder });
    const { runner } = baton;
    const stop = runner.stop.bind(runner);
    runner.stop = () => stop().then(() => Promise.reject(new Error('the views are stuck')));
    await expect(baton.close()).rejects.toThrow('the views are stuck');
    await startsAgain();
  });

  it('to start says why, has ended what had begun, and let go of the data folder', async () => {
    await expect(startBaton(failing('to begin'), { folder })).rejects.toThrow('the module fails to begin');
    expect(Begun.running).toBe(0);
    await startsAgain();
  });

  it('to start and then to close says why it did not start', async () => {
    const both: App = {
      ...failing('to close'),
      demo: {
        caller: { agent: 'a', department: 'b', role: 'ADMIN' },
        open: () => Promise.reject(new Error('no demo')),
      },
    };
    const starting = startBaton(both, { folder, env: { BATON_DEMO: 'on' } });
    await expect(starting).rejects.toThrow('no demo');
    await startsAgain();
  });
});
