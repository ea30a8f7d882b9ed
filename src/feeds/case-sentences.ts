import type { CaseEvent } from './concern.state.js';

/** The token under which the sentences are injected. */
export const CASE_SENTENCES = Symbol('CASE_SENTENCES');

/** What an event says in plain English, as the trail of its case says it: answered by the module that keeps cases. */
export type CaseSentences = (event: CaseEvent) => string;
