import { v5 } from 'uuid';

/**
 * A name-based UUID (version 5) of a command: the same command always makes the same ids, so a retry is harmless.
 * @param commandId the command's id, a UUID
 * @param word what the id is for: `transfer`, `promise`, or the index of an event
 */
export const derivedId = (commandId: string, word: string | number): string => v5(String(word), commandId);
