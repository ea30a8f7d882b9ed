import type { FactsOf } from '../facts.js';
import * as alarms from './alarms.js';
import { BriefAmended } from './brief.js';
import * as consults from './consults.js';
import * as contacts from './contacts.js';
import * as life from './life.js';
import * as links from './links.js';
import * as promises from './promises.js';
import * as statements from './statements.js';
import * as transfers from './transfers.js';

const { Contact: _contact, ...contactEvents } = contacts;
const { ReliedOnSuggestion: _suggestion, OfferQueue: _queue, ...transferEvents } = transfers;

/** Every word that a case stream knows. */
export const caseEvents = {
  ...life,
  ...contactEvents,
  ...transferEvents,
  BriefAmended,
  ...consults,
  ...alarms,
  ...links,
  ...promises,
  ...statements,
} as const;

export type CaseFact = FactsOf<typeof caseEvents>;
