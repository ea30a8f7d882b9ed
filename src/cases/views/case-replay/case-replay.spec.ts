import { check } from '@baton/fields';
import { fold } from '@baton/decider';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import { caseAggregate } from '../../case-folds.state.js';
import { diffOf } from '../case-diff/case-diff.document.js';
import { touchedBy } from '../case-diff/touches.js';
import { eventsOf, histories, routerStory, uuid } from '../testing/stories.js';
import { stepOf } from './case-replay.document.js';
import { CaseReplayStep } from './case-replay.result.js';

/** The case after its first events. */
const after = (facts: readonly CaseFact[], count: number) => fold(caseAggregate, eventsOf(facts).slice(0, count));

const steps = (facts: readonly CaseFact[]): CaseReplayStep[] =>
  eventsOf(facts).map((event, n) => stepOf(event, n === 0 ? undefined : after(facts, n), after(facts, n + 1)));

const sentences = ({ changes }: CaseReplayStep): string[] => changes.map(({ sentence }) => sentence);

describe('the replay of a case', () => {
  it('begins with all that the opening says', () => {
    const [first] = steps(routerStory);
    expect(first?.event).toMatchObject({ revision: 0, type: 'CaseOpened' });
    expect(first && sentences(first)).toEqual([
      'Status: new, open.',
      'Accountable department: new, SHOP.',
      'Chain of departments: new, SHOP (0 transfers).',
      expect.stringMatching(/^Contact of 2 March 2026.*: new, /),
    ]);
  });

  it('tells what each event changed, and nothing for one that changed nothing', () => {
    const note: CaseFact = { type: 'NoteAdded', data: { noteId: uuid(40), text: 'called in sick' } };
    const replayed = steps([...routerStory, note]);
    expect(replayed.map(({ event }) => event.revision)).toEqual(replayed.map((_, n) => n));
    expect(replayed[9] && sentences(replayed[9])).toEqual([
      'Accountable department: was SHOP, is now CALL-CENTRE.',
      'Chain of departments: was SHOP (0 transfers), is now SHOP → CALL-CENTRE (1 transfer).',
      'Holder: was ines, is now ben.',
      expect.stringMatching(/^Transfer to CALL-CENTRE: was offered, .*, is now accepted, /),
    ]);
    expect(replayed.at(-1)?.changes).toEqual([]);
  });

  it('tells of an event what the difference between the points before and after it tells, whatever happened', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const events = eventsOf(facts);
        for (const [n, step] of steps(facts).entries()) {
          expect(check(CaseReplayStep, step)).toEqual([]);
          const event = events[n];
          if (n === 0 || !event) continue;
          const touch = { revision: event.revision, keys: touchedBy(event) };
          expect(step.changes).toEqual(diffOf(after(facts, n), after(facts, n + 1), [touch]).changes);
        }
      }),
      { numRuns: 40 },
    );
  });
});
