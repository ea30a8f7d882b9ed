import type { FactsOf } from '../facts.js';
import { BriefAmended } from './brief.js';
import * as contacts from './contacts.js';
import * as life from './life.js';
import * as promises from './promises.js';
import * as statements from './statements.js';
import * as transfers from './transfers.js';

const { Contact: _contact, ...contactEvents } = contacts;

/** Every word that a case stream knows. */
export const caseEvents = {
  ...life,
  ...contactEvents,
  ...transfers,
  BriefAmended,
  ...promises,
  ...statements,
} as const;

export type CaseFact = FactsOf<typeof caseEvents>;
