import { Command } from 'commander';
import type { CaseFact } from '@baton/contracts';
import type { CliContext } from '../platform/cli/cli-command.js';
import { figuresCommand } from './figures.cli.js';
import { idOf, ToldOffice } from './testing/told-office.js';
import { caseFigures } from './views/case-figures/case-figures.projection.js';
import { contactRatings } from './views/contact-ratings/contact-ratings.projection.js';

const LONG = 'the department with the longest name of all';
const opened: CaseFact = {
  type: 'CaseOpened',
  data: { department: 'A', segment: 'Low', contact: { contactId: idOf('call') } },
} as CaseFact;
const spoken: CaseFact = { type: 'ContactRecorded', data: { contactId: idOf('call') } } as CaseFact;
const rated: CaseFact = {
  type: 'CaseRated',
  data: { ratingId: idOf('rating'), contactId: idOf('call'), score: 4 },
};
const waited: CaseFact = {
  type: 'ChainAlarmRaised',
  data: {
    ...{ alarmId: idOf('alarm'), level: 'WARNING', cause: 'WAITED_AN_OPENING_DAY', rules: 'chain-alarms@1' },
    ...{ transfers: 0, returns: 0, declines: 0, departments: 1 },
  },
};

const office = new ToldOffice();
beforeAll(async () => {
  await office.tell('one', 2, LONG, [opened, spoken, waited, rated]);
  await office.catchUp(caseFigures, contactRatings);
});
afterAll(() => office.close());

/** What `baton figures` shows to a person, line by line. */
async function shown(...args: string[]): Promise<string[]> {
  let text = '';
  const context = {
    openForReading: () => Promise.resolve({ queries: office.queries, close: () => Promise.resolve() }),
    result: (_: unknown, told: string) => void (text = told),
  } as unknown as CliContext;
  const program = new Command();
  figuresCommand(program, context);
  await program.parseAsync(['figures', ...args], { from: 'user' });
  return text.split('\n');
}

/** Where the value begins in each line: after its name and two spaces at least. */
const valuesBegin = (lines: readonly string[]): (number | undefined)[] =>
  lines.map((line) => /^.*?\S {2,}(?=\S)/.exec(line)?.[0].length);

describe('the figures at a terminal', () => {
  it('stand in two columns, two spaces apart at least, however long a name is', async () => {
    for (const [figure, longest] of [
      ['transfers', 'warning: waited an opening day'],
      ['ratings', LONG],
    ] as const) {
      const lines = await shown(figure);
      expect(lines.find((line) => line.startsWith(longest))).toBeDefined();
      expect(new Set(valuesBegin(lines))).toEqual(new Set([longest.length + 2]));
    }
  });

  it('count one of a thing as one', async () => {
    const lines = await shown('transfers');
    expect(lines).toContainEqual(expect.stringMatching(/^ping-pong +0 bounces in 0 cases$/));
    expect(lines).toContainEqual(expect.stringMatching(/^warning: waited an opening day +1 in 1 case \(1 raised/));
  });

  it('say so where nobody rated', async () => {
    expect(await shown('ratings', '--department', 'nobody')).toEqual(['no ratings']);
  });
});
