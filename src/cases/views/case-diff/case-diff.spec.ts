import { check } from '@baton/fields';
import { fold } from '@baton/decider';
import type { CaseFact } from '@baton/contracts';
import fc from 'fast-check';
import { caseAggregate } from '../../case-folds.state.js';
import { eventsOf, histories, importedStory, routerStory, uuid } from '../testing/stories.js';
import { aspectsOf } from './aspects.js';
import { diffOf } from './case-diff.document.js';
import { CaseDiff } from './case-diff.result.js';
import { touchedBy } from './touches.js';

function diff(facts: readonly CaseFact[], from: number, to: number): CaseDiff {
  const events = eventsOf(facts);
  const between = events.slice(from + 1, to + 1);
  return diffOf(
    fold(caseAggregate, events.slice(0, from + 1)),
    fold(caseAggregate, events.slice(0, to + 1)),
    between.map((event) => ({ revision: event.revision, keys: touchedBy(event) })),
  );
}

describe('the difference between two points of a case', () => {
  it('names what changed in the words of the office, with the events that changed it', () => {
    expect(diff(routerStory, 7, 10)).toMatchObject({
      fromRevision: 7,
      toRevision: 10,
      events: 3,
      total: 5,
      without: [],
    });
    expect(diff(routerStory, 7, 10).changes.map(({ sentence, revisions }) => [sentence, revisions])).toEqual([
      ['Accountable department: was SHOP, is now CALL-CENTRE.', [9]],
      ['Chain of departments: was SHOP (0 transfers), is now SHOP → CALL-CENTRE (1 transfer).', [9]],
      ['Holder: was ines, is now ben.', [9]],
      ['Transfer to CALL-CENTRE: new, accepted, offered by SHOP: “find out why two came”.', [8, 9]],
      [
        'Promise “call back with the date of collection”: was open: “call back with the date of collection”, to Mrs Weber, by 3 March 2026, 17:00 (Europe/Berlin) at the latest; SHOP owes it, is now open: “call back with the date of collection”, to Mrs Weber, by 3 March 2026, 17:00 (Europe/Berlin) at the latest; CALL-CENTRE owes it.',
        [10],
      ],
    ]);
  });

  it('sees a difference far behind in a long text', () => {
    const value = 'x'.repeat(300);
    const fact = (text: string, n: number): CaseFact => ({
      type: 'FactEstablished',
      data: { factId: uuid(900 + n), topic: 'story', value: text },
    });
    const facts: CaseFact[] = [...routerStory.slice(0, 1), fact(`${value} yes`, 1), fact(`${value} no`, 2)];
    expect(diff(facts, 1, 2).changes).toMatchObject([{ path: 'fact on story' }]);
    expect(diff(facts, 1, 2).changes[0]?.after).toContain(`${value} no`);
  });

  it('says what is no longer', () => {
    const facts: CaseFact[] = [...routerStory, { type: 'CaseReleased', data: {} }];
    expect(diff(facts, 10, 11).changes).toEqual([
      { path: 'holder', before: 'ben', sentence: 'Holder: no longer, was ben.', revisions: [11] },
    ]);
  });

  it('leaves out what came back to what it was, and names the events that changed nothing', () => {
    const facts: CaseFact[] = [
      ...routerStory,
      { type: 'CaseReleased', data: {} },
      { type: 'CaseClaimed', data: { holder: 'ben' } },
      { type: 'NoteAdded', data: { noteId: uuid(40), text: 'called in sick' } },
    ];
    expect(diff(facts, 10, 13)).toMatchObject({ events: 3, total: 0, changes: [], without: [11, 12, 13] });
  });

  it('X5 tells the way of an imported case, a return included', () => {
    const chain = diff(importedStory(5), 0, 10).changes.find(({ path }) => path === 'chain of departments');
    expect(chain?.after).toBe('G0 → G1 → G2 → G3 → G4 → G0 (5 transfers)');
    const long = diff(importedStory(31), 0, 62).changes.find(({ path }) => path === 'chain of departments');
    expect(long?.after).toMatch(/^… → G0 .*\(31 transfers\)$/);
  });

  it('knows a topic however it is spelt', () => {
    const facts: CaseFact[] = [
      ...routerStory,
      { type: 'FactEstablished', data: { factId: uuid(50), topic: 'Order  Date', value: 'yesterday' } },
    ];
    expect(diff(facts, 10, 11).changes).toMatchObject([
      {
        path: 'fact on Order  Date',
        before: '“last week”, not verified',
        after: '“yesterday”, not verified',
        revisions: [11],
      },
    ]);
  });

  it('is bounded: the two hundred changes made last, and a count of all', () => {
    const questions = Array.from({ length: 250 }, (_, n): CaseFact => ({
      type: 'QuestionRaised',
      data: { questionId: uuid(1000 + n), text: `question ${n}` },
    }));
    const made = diff([...routerStory, ...questions], 10, 260);
    expect(made.total).toBe(250);
    expect(made.changes).toHaveLength(200);
    expect(made.changes.at(-1)).toMatchObject({ path: 'question “question 249”', after: 'open', revisions: [260] });
  });

  it('is empty between a point and itself', () => {
    expect(diff(routerStory, 5, 5)).toMatchObject({ events: 0, total: 0, changes: [], without: [] });
  });

  it('finds all that differs and an event for each of it, whatever happened', () => {
    fc.assert(
      fc.property(histories, fc.nat(40), fc.nat(40), (facts, one, other) => {
        const last = facts.length - 1;
        const [from, to] = [Math.min(one, other, last), Math.min(Math.max(one, other), last)];
        const made = diff(facts, from, to);
        expect(check(CaseDiff, made)).toEqual([]);
        for (const change of made.changes) expect(change.revisions).not.toEqual([]);
        const events = eventsOf(facts);
        const was = aspectsOf(fold(caseAggregate, events.slice(0, from + 1)));
        const is = aspectsOf(fold(caseAggregate, events.slice(0, to + 1)));
        const differing = [...new Set([...was.keys(), ...is.keys()])].filter(
          (key) => was.get(key)?.value !== is.get(key)?.value,
        );
        expect(made.total).toBe(differing.length);
      }),
      { numRuns: 80 },
    );
  });
});
