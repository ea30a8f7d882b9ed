import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { app } from '../../src/app.js';
import type { LogFormat } from '../../src/imports/mapping/case-mapping.js';
import { loadProfile } from '../../src/imports/profiles/profile-file.js';
import type { ImportProblem } from '../../src/imports/reader/import-problem.js';
import { importLog } from '../../src/imports/run/import-log.js';
import type { ImportSummary } from '../../src/imports/run/import-run.js';
import type { Baton } from '../../src/platform/engine/baton.js';
import { openBaton } from '../../src/platform/engine/opening.js';

/** A file of the samples that ship with Baton. */
export const sample = (name: string): string => resolve(import.meta.dirname, '../../docs/samples', name);

/** A data folder of its own, opened without the service; gone when it is closed. */
export async function openTemporary(): Promise<Baton> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'baton-import-spec-'));
  const clock = { now: () => '2026-06-01T12:00:00.000Z' };
  const baton = await openBaton({ dataFolder, projections: app.projections, log: pino({ level: 'silent' }), clock });
  const close = async (): Promise<void> => {
    await baton.close();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  return { ...baton, close };
}

/** What an import said and did. */
export interface Imported {
  readonly summary: ImportSummary;
  readonly problems: readonly ImportProblem[];
}

/** Imports a log with a profile, by its name or path. */
export async function importInto(baton: Baton, format: LogFormat, path: string, profile: string): Promise<Imported> {
  const problems: ImportProblem[] = [];
  const summary = await importLog({
    ...{ format, path, profile: await loadProfile(profile), store: baton.store },
    now: () => baton.clock.now(),
    onProblem: (problem) => void problems.push(problem),
  });
  return { summary, problems };
}

/** The sample many times over, each time with case names of its own, as a file in a folder. */
export async function longLog(folder: string, copies: number): Promise<string> {
  const text = await readFile(sample('office.xes'), 'utf8');
  const [from, to] = [text.indexOf('<trace>'), text.indexOf('</log>')];
  const traces = Array.from({ length: copies }, (_, copy) => text.slice(from, to).replaceAll('"O-', `"O-${copy}-`));
  const path = join(folder, 'long.xes');
  await writeFile(path, [text.slice(0, from), ...traces, text.slice(to)].join(''));
  return path;
}
