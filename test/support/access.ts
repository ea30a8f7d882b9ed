import { accessMatrix } from '../../src/access-matrix.js';
import type { Access } from '../../src/platform/access/access-guard.js';

/** Who may ask what, for a part of the application on the real platform; where an agent works, or that he has left, nobody knows. */
export const access: Access = {
  matrix: accessMatrix,
  departmentOfAgent: () => Promise.resolve(undefined),
  hasLeft: () => Promise.resolve(false),
};
