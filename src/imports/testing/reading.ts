import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportProblem } from '../reader/import-problem.js';
import type { LogCase, Reading } from '../reader/log-case.js';

/** All cases that a reader gives, with what it reports beside them. */
export interface Read {
  readonly cases: readonly LogCase[];
  readonly problems: readonly ImportProblem[];
}

/** Runs a reader over a text handed to it in pieces of the given size. */
export async function readAll(
  read: (text: AsyncIterable<string>, reading: Reading) => AsyncIterable<LogCase>,
  text: string,
  columns: Pick<Reading, 'wanted' | 'caseColumn' | 'timeColumn'>,
  size = text.length,
): Promise<Read> {
  const problems: ImportProblem[] = [];
  const cases: LogCase[] = [];
  const reading = { ...columns, report: (problem: ImportProblem) => void problems.push(problem) };
  for await (const found of read(pieces(text, size), reading)) cases.push(found);
  return { cases, problems };
}

/** A text in pieces. */
export async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size));
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder of its own for the tests of a file; gone when they are over. */
export async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-spec-'));
  folders.push(folder);
  return folder;
}

/** A file of its own in a folder of its own, with this content. */
export async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await ownFolder(), name);
  await writeFile(path, content);
  return path;
}
