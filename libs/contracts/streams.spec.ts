import type { DescribedClass } from '@baton/fields';
import { CaseOpened } from './case/life.js';
import { SkillsSet } from './department/index.js';
import { checkEvent, eventClass, keyOfStream, parseStream, personalFields, streamKinds, streamOf } from './streams.js';

const noteId = '6f1d0f2e-3f4b-4a53-8a53-7d6a5b0c9e11';
/** Names that every object has: no words of ours. */
const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty'];

describe('the name of a stream', () => {
  it('is its kind and its key, which may hold dashes', () => {
    expect(streamOf('case', noteId)).toBe(`case-${noteId}`);
    expect(parseStream(`case-${noteId}`)).toEqual({ kind: 'case', key: noteId });
    expect(parseStream('department-front-office')).toEqual({ kind: 'department', key: 'front-office' });
  });

  it('tells the key of an event, and none where the stream is not Baton’s', () => {
    expect(keyOfStream({ stream: streamOf('case', noteId) })).toBe(noteId);
    expect(() => keyOfStream({ stream: 'ticket-1' })).toThrow('ticket-1 is no stream of the published language');
  });

  it.each(['', 'case', '-case', 'ticket-1', '$ce-case', 'Case-1', ...INHERITED.map((name) => `${name}-1`)])(
    'is not %j',
    (stream) => {
      expect(parseStream(stream)).toBeUndefined();
    },
  );
});

describe('the published language', () => {
  it('gives no word two classes, in whatever kinds of streams it is used', () => {
    const classes = new Map<string, Set<DescribedClass>>();
    for (const words of Object.values(streamKinds)) {
      for (const [word, type] of Object.entries(words)) classes.set(word, (classes.get(word) ?? new Set()).add(type));
    }
    const twice = [...classes].filter(([, types]) => types.size > 1).map(([word]) => word);
    expect(twice).toEqual([]);
  });

  it('shares one word between departments and agents: what they can do', () => {
    const shared = Object.keys(streamKinds.department).filter((word) => Object.hasOwn(streamKinds.agent, word));
    expect(shared).toEqual(['SkillsSet']);
    expect(eventClass('SkillsSet')).toBe(SkillsSet);
  });

  it('calls every word as its class is called, in the past tense of something that happened', () => {
    for (const words of Object.values(streamKinds)) {
      for (const [word, type] of Object.entries(words)) {
        expect(type.name).toBe(word);
        expect(word).toMatch(
          /^[A-Z][A-Za-z]+(ed|Made|Kept|Broken|Set|Retold|Read|Withdrawn|InformedOfTransfer|ReminderDue)$/,
        );
      }
    }
  });

  it('knows the class of a word, and none of a word it does not have', () => {
    expect(eventClass('CaseOpened')).toBe(CaseOpened);
    for (const word of ['CaseTeleported', '', ...INHERITED]) expect(eventClass(word)).toBeUndefined();
  });
});

describe('checking an event', () => {
  const note = { type: 'NoteAdded', data: { noteId, text: 'Restarted the machine' } };

  it('finds nothing wrong with what the language says', () => {
    expect(checkEvent('case-1', note)).toEqual([]);
  });

  it('names the field that is wrong', () => {
    expect(checkEvent('case-1', { ...note, data: { noteId, text: ' ' } })).toEqual([
      { path: 'text', message: 'text must say something', code: 'WRONG_FORM' },
    ]);
    expect(checkEvent('case-1', { ...note, data: { ...note.data, colour: 'red' } }).map(({ path }) => path)).toEqual([
      'colour',
    ]);
    expect(checkEvent('case-1', { ...note, data: null })).toHaveLength(1);
  });

  it('refuses a word of another kind of stream, and one that every object has', () => {
    for (const type of ['CustomerRegistered', 'NoteDeleted', ...INHERITED]) {
      expect(checkEvent('case-1', { type, data: {} })).toEqual([
        { path: 'type', message: `a case stream knows no ${type}` },
      ]);
    }
  });

  it('refuses a stream that is not Baton’s', () => {
    expect(checkEvent('ticket-1', note).map(({ path }) => path)).toEqual(['stream']);
  });
});

describe('personal data', () => {
  it('is named at the top level of an event, also where it sits in something nested', () => {
    expect(personalFields('NoteAdded')).toEqual(['text']);
    expect(personalFields('CaseOpened')).toEqual(['matter', 'contact']);
    expect(personalFields('TransferOffered')).toEqual(['brief', 'doNotAskAgain']);
    expect(personalFields('CaseClaimed')).toEqual([]);
    expect(personalFields('CaseTeleported')).toEqual([]);
  });

  it('is never what a thing is named by: no id, no code, no word of a list is personal', () => {
    for (const words of Object.values(streamKinds)) {
      for (const word of Object.keys(words)) {
        expect(personalFields(word).filter((field) => /Id$|fingerprint|department|agent/.test(field))).toEqual([]);
      }
    }
  });
});
