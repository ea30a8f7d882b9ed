import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import type { Demo } from '../app.js';
import type { Baton } from '../engine/baton.js';
import { writeWhole } from '../files/whole-file.js';

/**
 * Fills an empty log with the demo office, and goes on with one that was interrupted: the instant it was begun at is
 * kept until it is done, so that the same commands are asked again.
 * @returns whether anything was opened
 */
export async function openDemo(demo: Demo, { dataFolder, store, clock }: Baton, bus: CommandBus): Promise<boolean> {
  const note = join(dataFolder, 'demo-begun');
  const before = begunAt(note);
  if (before === undefined && (await store.head()) !== undefined) return false;
  const begun = before ?? clock.now();
  if (before === undefined) writeWhole(note, [begun], { overwrite: true });
  await demo.open(bus, begun);
  rmSync(note);
  return true;
}

/** The instant that was noted; undefined where there is no note, or none with an instant in it. */
function begunAt(note: string): string | undefined {
  try {
    const instant = readFileSync(note, 'utf8');
    return isInstant(instant) ? instant : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a text is an instant as the clock tells it, whole. */
const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
