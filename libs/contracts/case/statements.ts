import { Code, Count, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { StatementBasis } from './words.js';

@Described('The customer was told something as a fact (C5).')
export class StatementMade {
  @Id('The statement') statementId: string;
  @Code('What it is about: one topic, one current value') topic: string;
  @Text('What the customer was told', { personal: true }) value: string;
  @OneOf(StatementBasis, 'What it rests on') basis: StatementBasis;
  @Count('The revision of the event it rests on, with basis EVENT', { optional: true }) basisRevision?: number;
  @Text('The document it rests on, with basis DOCUMENT', { optional: true, max: 500 }) basisDocument?: string;
  @Instant('As of when the basis speaks; a later one may replace an earlier statement', { optional: true })
  basisAsOf?: string;
  @Instant('Until when it holds', { optional: true }) validUntil?: string;
  @Id('The contact in which it was said', { optional: true }) contactId?: string;
}

@Described('A statement no longer holds; another took its place.')
export class StatementSuperseded {
  @Id('The statement that no longer holds') statementId: string;
  @Id('The statement in its place') by: string;
  @Text('Why', { max: 500 }) reason: string;
}

@Described('Somebody left the written procedure, with a reason: recorded, never forbidden (C7).')
export class ProcedureDeviated {
  @Id('The deviation') deviationId: string;
  @Code('The procedure') procedure: string;
  @Text('What was done instead', { max: 500 }) deviation: string;
  @Text('Why', { max: 500 }) reason: string;
}
