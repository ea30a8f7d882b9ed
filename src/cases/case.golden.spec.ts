import { readdirSync, readFileSync } from 'node:fs';
import { caseEvents, type CaseFact } from '@baton/contracts';
import { recorded } from '@baton/contracts/testing';
import { fold } from '@baton/decider';
import { caseAggregate } from './case-folds.state.js';
import { offered, opened, promised } from './testing/case.happenings.js';

interface Golden {
  readonly type: string;
  readonly samples: readonly { readonly about: string; readonly stream: string; readonly data: object }[];
}

const folder = new URL('../../libs/contracts/golden/', import.meta.url);
const samples = readdirSync(folder)
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden)
  .filter(({ type }) => Object.hasOwn(caseEvents, type))
  .flatMap(({ type, samples: all }) => all.map(({ about, stream, data }) => ({ type, about, stream, data })));

describe('what was ever stored of a case', () => {
  it.each(samples)('is still read: $type ($about)', ({ type, stream, data }) => {
    const sample = { type, data } as CaseFact;
    const past = type === 'CaseOpened' ? [sample] : [opened(), promised(), offered(), sample];
    const state = fold(caseAggregate, recorded<CaseFact>(stream, past));
    expect(state).toMatchObject({ revision: past.length - 1, caseId: stream.slice('case-'.length) });
    expect(state.accountable).not.toBe('');
  });
});
