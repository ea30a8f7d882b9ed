import { readFileSync } from 'node:fs';
import { streamKinds } from '@baton/contracts';
import { descriptionOf, fieldsOf, type DescribedClass } from '@baton/fields';
import { eventsPage } from './events-page.js';

const page = eventsPage();
const words = Object.values(streamKinds).flatMap((events): [string, DescribedClass][] => Object.entries(events));
const headings = page.split('\n').flatMap((line) => /^#+ (.+)$/.exec(line)?.[1] ?? []);
/** What stands under a heading, up to the next. */
const under = (heading: string): string => page.split(`\n### ${heading}\n`)[1]?.split('\n#')[0] ?? '';

describe('the page of events', () => {
  it.each(words)('says what %s means and what each of its fields is', (word, type) => {
    expect(under(word)).toContain(descriptionOf(type));
    for (const { name, description, optional, personal } of fieldsOf(type)) {
      const row = under(word)
        .split('\n')
        .find((line) => line.startsWith(`| \`${name}\` |`));
      expect(row).toContain(description);
      expect(row).toContain(optional ? '| no |' : '| yes |');
      expect(row?.includes('*personal*')).toBe(personal);
    }
  });

  it('has one heading for each event, part and list of words, so that a link leads to one place', () => {
    const anchors = headings.map((heading) => heading.toLowerCase());
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
  });

  it('leads every link on the page to a heading of the page', () => {
    const anchors = new Set(headings.map((heading) => heading.toLowerCase().replaceAll(' ', '-')));
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((target) => !anchors.has(target ?? ''))).toEqual([]);
  });

  it('says limits, lists, parts and words as they are', () => {
    expect(under('CaseOpened')).toContain('| `matter` | text of at most 2000 characters | no |');
    expect(under('Contact')).toContain('| `participants` | list of at most 20: text of at most 200 characters | no |');
    expect(under('TransferOffered')).toContain('| `brief` | [`HandoffBrief`](#handoffbrief) | yes |');
    expect(under('TransferOffered')).toContain('| `mode` | [`TransferMode`](#transfermode) | yes |');
    expect(under('TransferMode')).toContain('- `BLIND`: The customer is put through unannounced');
    expect(under('WaitEnded')).toContain('It has no data.');
  });

  it('says a word that two kinds of streams share once, and points to it', () => {
    expect(page).toContain(
      '[`SkillsSet`](#skillsset) is the word of the same name in [department streams](#department-streams).',
    );
  });

  it('is the one that is committed', () => {
    const committed = readFileSync(new URL('../../../EVENTS.md', import.meta.url), 'utf8');
    expect(committed === page || 'run npm run generate and commit what it writes').toBe(true);
  });
});
