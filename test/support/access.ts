import { accessMatrix } from '../../src/access-matrix.js';
import type { Access } from '../../src/platform/access/access-guard.js';

/** Who may ask what, for a part of the application on the real platform; in which department an agent works nobody knows. */
export const access: Access = { matrix: accessMatrix, departmentOfAgent: () => Promise.resolve(undefined) };
