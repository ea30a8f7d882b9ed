import { Described, Flag, Id, Text } from '@baton/fields';
import { derivedId, type CaseFact, type Given } from '@baton/contracts';
import type { Decide } from '@baton/decider';
import type { CaseState } from '../../case.state.js';
import { exists } from '../../guards.js';

@Described('Adds a note: for what is no contact, fact, promise or statement.')
export class AddNote {
  @Id('The case') caseId: string;
  @Text('The note', { personal: true }) text: string;
  @Flag('True when the note says what was tried to solve the matter: the next one need not try it again', {
    optional: true,
  })
  attempt?: boolean;
}

/** Always possible, also on a closed case: knowledge is never turned away. */
export const addNote =
  ({ caseId: _caseId, ...note }: AddNote, given: Given): Decide<CaseState, CaseFact> =>
  (state) => {
    exists(state);
    const noteId = derivedId(given.commandId, 'note');
    return state.seen.has(noteId) ? [] : [{ type: 'NoteAdded', data: { noteId, ...note } }];
  };
