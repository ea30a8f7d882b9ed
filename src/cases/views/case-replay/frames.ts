import { knownAt, type CaseReader } from '../case-reader.js';
import { aspectsOf } from '../case-diff/aspects.js';
import { caseOf } from '../case/case.document.js';
import type { Frame } from '../frame.js';
import { capital, instant, who } from '../wording.js';
import { stepOf } from './case-replay.document.js';

/** All events of a case as frames, in order; none where there is no such case. States share what did not change. */
export async function framesOf(cases: CaseReader, caseId: string): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of cases.frames(caseId)) frames.push(frame);
  return frames;
}

/** The revision of the last event that was known at an instant (UTC ISO 8601); -1 where none was. */
export function revisionAt(frames: readonly Frame[], at: string): number {
  const later = frames.findIndex(({ event }) => knownAt(event) > at);
  return (later === -1 ? frames.length : later) - 1;
}

/** A frame for programs: the event, what it changed, and unless only that is wanted the case after it. */
export function frameAsData({ event, before, after }: Frame, changesOnly: boolean): object {
  const step = stepOf(event, before, after);
  return changesOnly ? step : { ...step, case: caseOf(after) };
}

/** A frame as a person reads it: the event, what it changed, and unless only that is wanted the case after it. */
export function frameInWords({ event, before, after }: Frame, changesOnly: boolean): string {
  const { event: entry, changes } = stepOf(event, before, after);
  const recorded = entry.recordedAt === entry.occurredAt ? '' : `, recorded ${instant(entry.recordedAt)}`;
  const lines = [
    `#${entry.revision}  ${entry.type}  ${instant(entry.occurredAt)}${recorded}  by ${who(entry.by)}`,
    `    ${entry.sentence}`,
    ...(changes.length === 0 ? ['  nothing changed'] : changes.map(({ sentence }) => `  * ${sentence}`)),
  ];
  if (!changesOnly) {
    lines.push('  the case after it');
    for (const { path, value } of aspectsOf(after).values()) lines.push(`    ${capital(path)}: ${value}`);
  }
  return lines.join('\n');
}
