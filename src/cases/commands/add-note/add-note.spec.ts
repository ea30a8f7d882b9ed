import { closed, opened, resolved } from '../../testing/case.happenings.js';
import { by, caseId, given, made } from '../../testing/case.scenarios.js';
import { addNote } from './add-note.decision.js';

const note = { caseId, text: 'Restarted the machine' };
const added = { type: 'NoteAdded', data: { noteId: made('note'), text: note.text } } as const;

describe('adding a note', () => {
  it('keeps what is no contact, fact, promise or statement', () => {
    given(opened())
      .when(addNote(note, by('ines')))
      .then(added);
  });

  it('turns knowledge away from nobody, and from no case', () => {
    given(opened(), resolved, closed)
      .when(addNote(note, by('sara')))
      .then(added);
  });

  it('knows what was tried, so that the next one need not try it again', () => {
    const attempt = { ...added, data: { ...added.data, attempt: true } };
    given(opened())
      .when(addNote({ ...note, attempt: true }, by('ines')))
      .then(attempt);
    expect(given(opened(), attempt).state().attempts.toArray()).toMatchObject([{ text: note.text, revision: 1 }]);
    expect(given(opened(), added).state().attempts.size).toBe(0);
  });

  it('asked twice notes once; the same words with another command are another note', () => {
    given(opened(), added)
      .when(addNote(note, by('ines')))
      .then();
    expect(
      given(opened(), added)
        .when(addNote(note, by('ines', undefined, 'another command')))
        .facts(),
    ).toHaveLength(1);
  });

  it('refuses a case that does not exist', () => {
    given()
      .when(addNote(note, by('ines')))
      .refused('CASE_UNKNOWN');
  });
});
