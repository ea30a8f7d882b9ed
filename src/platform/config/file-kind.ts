import { StartupError } from '../errors/startup-error.js';
import { path, type Kind } from './kind.js';

/**
 * A file that is read at start: an absolute path, and what is wrong with the file is wrong with the setting.
 * @param read reads it; throws `StartupError` with what is wrong and what to do
 */
export const fileOf = (takes: string, read: (file: string) => unknown): Kind<string> => ({
  ...path(takes),
  troubleIn: (file) => {
    try {
      read(file);
      return undefined;
    } catch (error) {
      if (error instanceof StartupError) return `${error.message}\n${error.remedy}`;
      throw error;
    }
  },
});
