import { fileWith } from '../testing/reading.js';
import { columnsOf } from './profile.js';
import { loadProfile, ProfileInvalid, readProfile, shippedProfiles } from './profile-file.js';

const GOOD = `
name: shop
source: SHOP
columns: { case: id, time: at, department: team, step: [status] }
unnamedAgent: unnamed
rules:
  - when: { status: Open }
    then: [claimed]
`;

const problemsIn = (text: string): readonly string[] => {
  try {
    readProfile('shop', text);
    return [];
  } catch (error) {
    if (error instanceof ProfileInvalid) return error.problems;
    throw error;
  }
};

describe('a profile', () => {
  it('is read from YAML or JSON, with the columns it names', () => {
    const profile = readProfile('shop', GOOD);
    expect(profile).toMatchObject({ name: 'shop', columns: { case: 'id' }, rules: [{ then: ['claimed'] }] });
    expect([...columnsOf(profile)].sort()).toEqual(['at', 'id', 'status', 'team']);
    expect(readProfile('shop', JSON.stringify(profile))).toEqual(profile);
  });

  it('takes numbers for the texts that a log has', () => {
    expect(readProfile('shop', GOOD.replace('Open }', '3, team: [1, x] }')).rules[0]?.when).toEqual({
      status: '3',
      team: ['1', 'x'],
    });
  });

  it('that is shipped is in order', async () => {
    expect(await shippedProfiles()).toContain('vinst');
    for (const name of await shippedProfiles()) expect((await loadProfile(name)).name).toBe(name);
  });

  it('is found by its path too', async () => {
    expect((await loadProfile(await fileWith('mine.yaml', GOOD))).source).toBe('SHOP');
  });

  it('that nobody knows is refused, with those that are known', async () => {
    await expect(loadProfile('nowhere')).rejects.toMatchObject({
      code: 'PROFILE_UNKNOWN',
      remedy: expect.stringContaining('vinst'),
    });
    await expect(loadProfile('../vinst')).rejects.toMatchObject({ code: 'PROFILE_UNKNOWN' });
  });

  it('with several faults names them all, each with its line', () => {
    const broken = `name: shop
source: 'not a code?'
columns:
  case: id
  time: at
  step: status
colour: red
unnamedAgent: unnamed
rules:
  - when: { status: Open }
    then: [danced]
  - when: { status: Open }
    then: claimed
`;
    expect(problemsIn(broken)).toEqual([
      'line 7: colour: property colour should not exist',
      expect.stringMatching(/^line 2: source: source must be a code/),
      'line 4: columns.department: is missing',
      expect.stringMatching(/^line 6: columns.step: /),
      expect.stringMatching(/^line 11: rules.0.then.0: each value in then must be one of .* claimed/),
      expect.stringMatching(/^line 13: rules.1.then: /),
    ]);
  });

  it.each([
    ['a wait that says not for whom', 'then: [wait]', /line \d: rules\.0\.waitingOn: is missing/],
    ['somebody to wait for without a wait', 'then: [work]\n    waitingOn: USER', /rules\.0\.waitingOn/],
    ['a channel without a contact', 'then: [work]\n    channel: PHONE', /line 9: rules\.0\.channel/],
    ['nothing to say', 'then: []', /rules\.0\.then: must say/],
    ['a claim that is a release', 'then: [claimed, released]', /both claimed and released/],
    ['a finished case that waits', 'then: [closed, wait]\n    waitingOn: USER', /does not wait/],
  ])('whose rule has %s is refused', (_, then, expected) => {
    expect(problemsIn(GOOD.replace('then: [claimed]', then)).join('\n')).toMatch(expected);
  });

  it.each([
    ['a zone that is none', 'time: { zone: Mars/Olympus }', /line \d+: time\.zone: Mars\/Olympus is no IANA/],
    [
      'a format that leaves the zone open',
      'time: { format: dd.MM.yyyy HH:mm }',
      /line \d+: time: the format tells no zone/,
    ],
    ['an encoding that is none', 'csv: { encoding: klingon }', /csv\.encoding: klingon/],
    ['a delimiter of two characters', 'csv: { delimiter: "::" }', /csv\.delimiter/],
    ['kinds without a column', 'kinds: { x: FAULT }', /kinds: name the column under columns\.kind/],
  ])('with %s is refused', (_, line, expected) => {
    expect(problemsIn(`${GOOD}${line}\n`).join('\n')).toMatch(expected);
  });

  it('with kinds that Baton does not know, or a column whose values it does not explain, is refused', () => {
    const text = GOOD.replace('step: [status]', 'step: [status], kind: type');
    expect(problemsIn(text).join()).toMatch(/columns\.kind: say under kinds/);
    expect(problemsIn(`${text}kinds: { a: FAULT, b: DISASTER }\n`).join()).toMatch(
      /line \d+: kinds\.b: must be one of QUESTION/,
    );
  });

  it('that is no YAML, no object, or too large is refused', async () => {
    expect(problemsIn('name: [shop').join()).toMatch(/^line 1: /);
    expect(problemsIn('- a list').join()).toMatch(/must be an object/);
    expect(problemsIn('').join()).toMatch(/must be an object/);
    const bomb = `a: &a [x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((key, index) => `${key}: &${key} [${`*${'abcdefg'[index]},`.repeat(8)}]`)
      .join('\n')}\n`;
    expect(problemsIn(bomb).length).toBeGreaterThan(0);
    const large = await fileWith('large.yaml', `name: ${'x'.repeat(300_000)}`);
    await expect(loadProfile(large)).rejects.toMatchObject({ code: 'PROFILE_INVALID' });
  });
});
