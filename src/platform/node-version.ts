/* Imported before anything else, also by an older Node: plain syntax, and no import of its own. */

/** The oldest Node that Baton runs on, as package.json says it under `engines`. */
const OLDEST_MAJOR = 22;
const OLDEST_MINOR = 12;

/**
 * One line that says why this Node is too old and what to do; empty when it is new enough. An older one would not fail
 * with words: the driver of SQLite ends the process silently.
 */
export function nodeTooOld(version: string): string {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST_MAJOR || (major === OLDEST_MAJOR && minor >= OLDEST_MINOR)) return '';
  return (
    'Baton needs Node ' +
    OLDEST_MAJOR +
    '.' +
    OLDEST_MINOR +
    ' or later; this is ' +
    version +
    '. ' +
    'Start it with npm (npm start, npm run baton): the project brings a Node of its own.'
  );
}
