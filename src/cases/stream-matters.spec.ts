import { streamOf, type CaseFact } from '@baton/contracts';
import { anAgent, recorded } from '@baton/contracts/testing';
import type { Streams } from '@baton/event-store';
import { caseAggregate } from './case-folds.state.js';
import { StreamMatters } from './stream-matters.js';
import { contacted, kept, merged, opened, promised, unmerged } from './testing/case.happenings.js';
import { at, id } from './testing/case.scenarios.js';
import { CaseReader } from './views/case-reader.js';

/** What is known of matters, with these cases, each by its name. */
function matters(cases: Readonly<Record<string, readonly CaseFact[]>>): StreamMatters {
  const streams = Object.entries(cases).map(([name, facts]) => {
    const stream = streamOf('case', id(name));
    return [stream, recorded(stream, facts).reduce(caseAggregate.evolve, caseAggregate.initial)] as const;
  });
  const states = new Map(streams);
  const load = (stream: string) => Promise.resolve(states.has(stream) ? { state: states.get(stream) } : undefined);
  return new StreamMatters(new CaseReader({ load } as unknown as Streams));
}

/** Two were merged into a third. */
const three = {
  one: [opened(), contacted('of one'), promised({ channel: 'EMAIL' }), merged('third', 'DUPLICATE')],
  two: [opened(), contacted('of two'), promised({ channel: 'LETTER' }), kept(), merged('third', 'DUPLICATE')],
  third: [opened(), contacted('of third'), merged('one', 'SURVIVOR'), merged('two', 'SURVIVOR')],
  other: [opened(), contacted('of other')],
};

describe('X3 the matter of a case', () => {
  it.each(['one', 'two', 'third'])(
    'is that of the case in which work goes on, with all its duplicates: %s',
    async (name) => {
      const { caseId, cases = [], customerId } = (await matters(three).matterOf(id(name))) ?? {};
      expect({ caseId, customerId }).toEqual({ caseId: id('third'), customerId: id('Anna Kern') });
      expect([...cases].sort()).toEqual([id('one'), id('two'), id('third')].sort());
    },
  );

  it('C4 still knows a contact that was recorded where work went on before the merge was taken back', async () => {
    const apart = {
      one: [opened(), merged('third', 'DUPLICATE'), unmerged('third', 'DUPLICATE')],
      third: [opened(), merged('one', 'SURVIVOR'), contacted('of third'), unmerged('one', 'SURVIVOR')],
      other: [opened(), contacted('of other')],
    };
    expect(await matters(apart).hasContact(id('one'), id('of third'))).toBe(true);
    expect(await matters(apart).hasContact(id('one'), id('of other'))).toBe(false);
    expect(await matters(apart).hasContact(id('other'), id('of third'))).toBe(false);
  });

  it('is the case alone where it was merged with none, and nothing where there is no such case', async () => {
    expect(await matters(three).matterOf(id('other'))).toMatchObject({ caseId: id('other'), cases: [id('other')] });
    expect(await matters(three).matterOf(id('unknown'))).toBeUndefined();
  });

  it('tells over which channels something that is still open was promised, in a duplicate too', async () => {
    expect(await matters(three).matterOf(id('third'))).toMatchObject({ promisedOver: ['EMAIL'] });
  });

  it('tells in which contact the customer was reached last, in whichever of its cases', async () => {
    const two = [...three.two, contacted('last', { endedAt: at('11:20'), channel: 'VISIT' })];
    expect(await matters({ ...three, two }).matterOf(id('third'))).toMatchObject({
      lastReached: {
        contactId: id('last'),
        agent: anAgent.agent,
        department: anAgent.department,
        channel: 'VISIT',
        at: at('11:20'),
      },
    });
  });

  it.each<[string, CaseFact[]]>([
    ['the customer began it', [contacted('another', { direction: 'INBOUND' })]],
    ['it came to nothing', [contacted('another', { disposition: 'NO_RESULT' })]],
    ['the customer gave up', [contacted('another', { abandoned: true })]],
  ])('tells of no contact where %s', async (_, facts) => {
    expect((await matters({ one: [opened(), ...facts] }).matterOf(id('one')))?.lastReached).toBeUndefined();
  });

  it.each(['one', 'two', 'third'])('has the contacts of all its cases, whichever is named: %s', async (name) => {
    const known = matters(three);
    for (const contact of ['of one', 'of two', 'of third']) {
      expect(await known.hasContact(id(name), id(contact))).toBe(true);
    }
    expect(await known.hasContact(id(name), id('of other'))).toBe(false);
    expect(await known.hasContact(id('unknown'), id('of one'))).toBe(false);
  });
});
