import { TextDecoder } from 'node:util';
import { IANAZone } from 'luxon';
import { CaseKind, Urgency } from '@baton/contracts';
import { check, type Words } from '@baton/fields';
import { tellsZone } from '../mapping/times.js';
import { Profile, type ProfileRule } from './profile.js';

/** Something that is wrong in a profile: where (the keys and indexes that lead there) and what is expected. */
export interface ProfileProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** All that is wrong with a profile as read from its file; empty when it can be used. */
export function problemsOf(value: unknown): ProfileProblem[] {
  const found = new Map(check(Profile, value).map((problem) => [problem.path, problem])); // one for each place
  const formal = [...found.values()].map(({ path, message }) => ({ path: path.split('.'), message }));
  return formal.length > 0 ? formal : meaningProblems(value as Profile);
}

function meaningProblems(profile: Profile): ProfileProblem[] {
  return [
    ...clockProblems(profile),
    ...encodingProblems(profile),
    ...mapProblems(profile, 'kind', 'kinds', CaseKind),
    ...mapProblems(profile, 'urgency', 'urgencies', Urgency),
    ...(profile.columns.step.length === 0 ? [{ path: ['columns', 'step'], message: 'name at least one column' }] : []),
    ...profile.rules.flatMap(ruleProblems),
  ];
}

function clockProblems({ time = {} }: Profile): ProfileProblem[] {
  const { format, zone } = time;
  if (zone !== undefined && !IANAZone.isValidZone(zone)) {
    return [{ path: ['time', 'zone'], message: `${zone} is no IANA time zone, such as Europe/Brussels` }];
  }
  if (format === undefined || zone !== undefined || tellsZone(format)) return [];
  return [{ path: ['time'], message: 'the format tells no zone: name one under time.zone, such as Europe/Brussels' }];
}

function encodingProblems({ csv }: Profile): ProfileProblem[] {
  try {
    new TextDecoder(csv?.encoding ?? 'utf-8', { fatal: true });
    return [];
  } catch {
    const message = `${csv?.encoding} is no encoding Baton knows; name a WHATWG label, such as windows-1252`;
    return [{ path: ['csv', 'encoding'], message }];
  }
}

function mapProblems(
  { columns, ...profile }: Profile,
  column: 'kind' | 'urgency',
  map: 'kinds' | 'urgencies',
  words: Words,
): ProfileProblem[] {
  const meanings = profile[map];
  if (columns[column] !== undefined && !meanings) {
    return [{ path: ['columns', column], message: `say under ${map} what its values mean` }];
  }
  if (columns[column] === undefined && meanings) {
    return [{ path: [map], message: `name the column under columns.${column}` }];
  }
  return Object.entries(meanings ?? {})
    .filter(([, word]) => !words.values.includes(word))
    .map(([value]) => ({ path: [map, value], message: `must be one of ${words.values.join(', ')}` }));
}

function ruleProblems(rule: ProfileRule, index: number): ProfileProblem[] {
  const at = (...path: string[]) => ['rules', String(index), ...path];
  const says = (effect: ProfileRule['then'][number]) => rule.then.includes(effect);
  const problems: ProfileProblem[] = Object.entries(rule.when)
    .filter(([, value]) => ![value].flat().every((item) => typeof item === 'string') || [value].flat().length === 0)
    .map(([column]) => ({ path: at('when', column), message: 'must be a text or a list of texts' }));
  const expect = (fits: boolean, field: string, message: string) => {
    if (!fits) problems.push({ path: at(field), message });
  };
  expect(Object.keys(rule.when).length > 0, 'when', 'must name at least one column');
  expect(rule.then.length > 0, 'then', 'must say at least one thing; work when it changes nothing');
  expect(!says('wait') || rule.waitingOn !== undefined, 'waitingOn', 'must say for whom the case waits');
  expect(says('wait') || rule.waitingOn === undefined, 'waitingOn', 'stands only with wait');
  expect(rule.direction === undefined || says('contact'), 'direction', 'stands only with contact');
  expect(rule.channel === undefined || says('contact'), 'channel', 'stands only with contact');
  expect(!says('claimed') || !says('released'), 'then', 'cannot say both claimed and released');
  expect(!says('wait') || !(says('resolved') || says('closed')), 'then', 'a finished case does not wait');
  const reasoned = says('released') || says('reopened') || says('closed');
  expect(rule.reason === undefined || reasoned, 'reason', 'stands only with released, reopened or closed');
  return problems;
}
