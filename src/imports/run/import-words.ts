import type { ImportSummary } from './import-run.js';

/** What an import did, in one line; how long it took in seconds, and how many events it took in each. */
export function summedUp(summary: ImportSummary, seconds: number, perSecond: number): string {
  return [
    `${count(summary.cases, 'case')} and ${count(summary.eventsRead, 'event')} read`,
    `${count(summary.eventsWritten, 'event')} written`,
    `${count(summary.eventsAlreadyThere, 'event')} there already`,
    `${count(summary.departmentsOpened, 'department')} opened`,
    `${count(summary.casesBroken, 'case')} broken`,
    `${seconds} s, ${perSecond.toLocaleString('en')} events/s`,
  ].join('; ');
}

/** What an import with problems left out: cases, or only lines of which nobody knows to which case they belong. */
export function leftOut({ problems, casesBroken }: Pick<ImportSummary, 'problems' | 'casesBroken'>): string {
  const told = count(problems, 'problem');
  const what = casesBroken === 0 ? 'lines out that belong to no case' : `${count(casesBroken, 'case')} out`;
  return `${told} left ${what}; everything else is imported`;
}

const count = (number: number, what: string): string =>
  `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
