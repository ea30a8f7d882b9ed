import type { CaseFact } from '@baton/contracts';
import { streamOf } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import { appendOptions, newEvent } from '@baton/event-store/testing';

/** Appends facts to a case, whatever it holds already. */
export async function append(store: EventStore, caseId: string, ...facts: readonly CaseFact[]): Promise<string> {
  const events = facts.map(({ type, data }) => newEvent(type, data));
  return (await store.append(streamOf('case', caseId), events, appendOptions('any'))).position;
}

/** Opens a department. */
export async function openDepartment(store: EventStore, code: string): Promise<void> {
  const event = newEvent('DepartmentOpened', { name: code });
  await store.append(streamOf('department', code), [event], appendOptions('none'));
}

export const opened = (department: string): CaseFact => ({ type: 'CaseOpened', data: { department } });
export const passed = (from: string, to: string): CaseFact => ({ type: 'TransferObserved', data: { from, to } });
export const waited: CaseFact = { type: 'WaitEnded', data: {} };
