import { v5 } from 'uuid';
import type { By, CaseFact, CaseKind, CaseOpened, Urgency } from '@baton/contracts';
import type { Profile } from '../profiles/profile.js';
import type { ImportProblem } from '../reader/import-problem.js';
import type { LogCase } from '../reader/log-case.js';
import { CaseTelling } from './case-telling.js';
import { sourceCase, type SourceCase } from './source-row.js';
import { timesOf } from './times.js';

const CASES = '5d0f2a86-6b0e-5f0b-9d5e-3a0c1c7f6a21';

/** A fact of an imported case with its time, who did it, and the row of the log that told it. */
export interface ToldFact {
  readonly fact: CaseFact;
  /** UTC ISO 8601 with milliseconds. */
  readonly occurredAt: string;
  readonly by: By;
  /** Place of the row in its case, from 0. */
  readonly row: number;
}

/** A case of a log in the words of Baton. */
export interface ToldCase {
  readonly caseId: string;
  readonly reference: string;
  readonly facts: readonly ToldFact[];
  /** The departments that had the case, each with the time of the first row that names it. */
  readonly departments: ReadonlyMap<string, string>;
}

/** The id of a case of another system: always the same for the same system and name (UUIDv5). */
export const importedCaseId = (source: string, reference: string): string =>
  v5(JSON.stringify([source, reference]), CASES);

/** The formats of a log. */
export type LogFormat = 'xes' | 'csv';

/** Maps the cases of a log into the words of Baton by a profile: the facts, or all that is wrong with the case. */
export function caseMapper(profile: Profile, format: LogFormat): (logCase: LogCase) => ToldCase | ImportProblem[] {
  const { zone } = profile.time ?? {};
  // The times of an XES log are always ISO 8601; only their zone may be missing.
  const times = timesOf(format === 'csv' ? profile.time : zone === undefined ? {} : { zone });
  return (logCase) => {
    if (logCase.problems.length > 0) return [...logCase.problems];
    const source = sourceCase(logCase, profile, times);
    if (Array.isArray(source)) return source;
    const wrong = wrongAtOpening(source, profile);
    const place = logCase.trace === undefined ? {} : { trace: logCase.trace };
    if (wrong.length === 0) return tell(source, profile);
    return wrong.map((problem) => ({ ...problem, ...place, line: logCase.line, reference: source.reference }));
  };
}

function tell({ reference, rows }: SourceCase, profile: Profile): ToldCase {
  const caseId = importedCaseId(profile.source, reference);
  const telling = new CaseTelling(caseId, opening(reference, rows[0]?.columns ?? {}, profile), profile);
  const departments = new Map<string, string>();
  const facts: ToldFact[] = [];
  for (const row of rows) {
    const occurredAt = new Date(row.at).toISOString();
    const told = telling.tell(row);
    const department = telling.department ?? '';
    if (!departments.has(department)) departments.set(department, occurredAt);
    const agent = row.agent ?? profile.unnamedAgent;
    const by: By = { agent, department, role: 'AGENT', via: `import:${profile.name}` };
    for (const fact of told) facts.push({ fact, occurredAt, by, row: row.index });
  }
  return { caseId, reference, facts, departments };
}

type Opening = Pick<CaseOpened, 'reference' | 'product' | 'segment' | 'kind' | 'urgency'>;

function opening(reference: string, first: Readonly<Record<string, string>>, profile: Profile): Opening {
  const { product, segment, kind, urgency } = profile.columns;
  const values = {
    product: product && first[product],
    segment: segment && first[segment],
    kind: kind && (profile.kinds?.[first[kind] ?? ''] as CaseKind | undefined),
    urgency: urgency && (profile.urgencies?.[first[urgency] ?? ''] as Urgency | undefined),
  };
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return { reference, ...(Object.fromEntries(known) as Opening) };
}

type Wrong = Pick<ImportProblem, 'code' | 'message' | 'remedy'>;

function wrongAtOpening({ rows }: SourceCase, profile: Profile): Wrong[] {
  const first = rows[0];
  const { department, kind, urgency } = profile.columns;
  const unknown = (column: string | undefined, map: 'kinds' | 'urgencies'): Wrong[] => {
    const value = column === undefined ? undefined : first?.columns[column];
    if (value === undefined || Object.hasOwn(profile[map] ?? {}, value)) return [];
    const message = `The profile does not say what ${column} "${value.slice(0, 80)}" means`;
    return [{ code: 'VALUE_UNKNOWN', message, remedy: `Add it under ${map} or absent in the profile.` }];
  };
  const missing: Wrong = {
    code: 'DEPARTMENT_MISSING',
    message: `The first event names no department in ${department}`,
    remedy: 'Name it in the log: a case has an accountable department from its first event on.',
  };
  return [
    ...(first?.department === undefined ? [missing] : []),
    ...unknown(kind, 'kinds'),
    ...unknown(urgency, 'urgencies'),
  ];
}
