import { Code, Count, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { refuse, StatementBasis, type Given } from '@baton/contracts';
import type { CaseState, KnownStatement } from './case.state.js';
import { contactOf } from './guards.js';
import { spelling } from './spelling.js';

@Described('Something the customer is told as a fact, with what it rests on.')
export class StatementDetails {
  @Code('What it is about') topic: string;
  @Text('What the customer is told', { personal: true }) value: string;
  @OneOf(StatementBasis, 'What it rests on') basis: StatementBasis;
  @Count('The revision of the event of this case it rests on, with basis EVENT', { optional: true })
  basisRevision?: number;
  @Text('The document it rests on, with basis DOCUMENT', { optional: true, max: 500 }) basisDocument?: string;
  @Instant('As of when the document speaks; a later one may replace an earlier statement', { optional: true })
  basisAsOf?: string;
  @Instant('Until when it holds', { optional: true }) validUntil?: string;
  @Id('The contact in which it is said', { optional: true }) contactId?: string;
}

/** C5: a statement has a basis, and the basis exists and knows something: a statement cannot rest on another. C2: a document of the future would never be older than another. */
export function founded(statement: StatementDetails, state: CaseState, given: Given): void {
  const { basis, basisRevision, basisDocument } = statement;
  if (basis === 'EVENT' && (basisRevision === undefined || !state.grounds.has(basisRevision))) {
    refuse(
      'STATEMENT_WITHOUT_BASIS',
      'Name in basisRevision the contact, the fact or the answer it rests on; caseTrail lists them with their revisions.',
      {
        rule: 'C5',
        missing: ['basisRevision'],
      },
    );
  }
  if (basis === 'DOCUMENT' && basisDocument === undefined) {
    refuse('STATEMENT_WITHOUT_BASIS', 'Name in basisDocument the document it rests on.', {
      rule: 'C5',
      missing: ['basisDocument'],
    });
  }
  if (statement.basisAsOf !== undefined && statement.basisAsOf > given.now) {
    refuse('OCCURRED_IN_FUTURE', `A basis cannot speak as of later than now (${given.now}). Correct basisAsOf.`, {
      rule: 'C2',
      missing: ['basisAsOf'],
    });
  }
  if (statement.contactId !== undefined) contactOf(state, statement.contactId);
}

/** The last statement on that topic, whether it still holds or has lapsed. */
export const lastStatement = (state: CaseState, topic: string): KnownStatement | undefined =>
  state.statements.get(spelling(topic));

/** The statement on that topic that the customer still has to believe, if any. */
export function currentStatement(state: CaseState, topic: string, given: Given): KnownStatement | undefined {
  const statement = lastStatement(state, topic);
  const lapsed = statement?.validUntil !== undefined && statement.validUntil < given.now;
  return lapsed ? undefined : statement;
}

/**
 * C5: whether the new statement's basis is newer: an event recorded after the customer was told, or a document that
 * speaks of a later time than the old basis (or than the telling). What is unverified is never newer.
 */
export function basisIsNewer(statement: StatementDetails, told: KnownStatement): boolean {
  switch (statement.basis) {
    case 'EVENT':
      return (statement.basisRevision ?? -1) > told.revision;
    case 'DOCUMENT':
      return (statement.basisAsOf ?? '') > (told.basisAsOf ?? told.madeAt);
    case 'UNVERIFIED':
      return false;
  }
}
