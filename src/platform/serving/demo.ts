import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import type { Demo } from '../app.js';
import type { Baton } from '../engine/baton.js';

/**
 * Fills a new data folder with the demo office, and goes on with one that was interrupted: the instant it was begun
 * at is kept until it is done, so that the same commands are asked again.
 * @returns whether anything was opened
 */
export async function openDemo(demo: Demo, { folder, clock }: Baton, bus: CommandBus): Promise<boolean> {
  const begun = join(folder.path, 'demo-begun');
  if (!folder.isNew && !existsSync(begun)) return false;
  if (!existsSync(begun)) writeFileSync(begun, clock.now(), { mode: 0o600 });
  await demo.open(bus, readFileSync(begun, 'utf8'));
  rmSync(begun);
  return true;
}
