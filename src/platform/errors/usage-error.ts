import { StartupError } from './startup-error.js';

/** The words of a call are wrong: nothing was tried. The command line ends with 2. */
export class UsageError extends StartupError {}
