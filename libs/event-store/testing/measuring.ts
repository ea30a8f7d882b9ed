import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How often a second the disk below a folder takes a page and says that it is safe: what bounds every commit. */
export function fdatasyncRate(folder: string, count = 1000): number {
  const file = join(folder, 'fdatasync');
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096, 1);
  const began = performance.now();
  for (let index = 0; index < count; index++) {
    writeSync(handle, page, 0, page.length, (index % 256) * page.length);
    fdatasyncSync(handle);
  }
  const rate = (count * 1000) / (performance.now() - began);
  closeSync(handle);
  rmSync(file);
  return rate;
}

/** The rate of the disk as a line that stands beside every figure. */
export const diskLine = (folder: string): string => `the disk takes ${whole(fdatasyncRate(folder))} fdatasync/s`;

/** A figure without its fraction: 1,234. */
export const whole = (figure: number): string => Math.round(figure).toLocaleString('en');

/** A ratio or a figure beside what is aimed at. */
export function against(value: number, relation: '≥' | '≤', aim: number): string {
  const reached = relation === '≥' ? value >= aim : value <= aim;
  return `${value.toFixed(2)} (aim ${relation} ${aim}: ${reached ? 'reached' : 'MISSED'})`;
}
