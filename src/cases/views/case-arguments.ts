import { Code, Count, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { Channel, TransferReason } from '@baton/contracts';
import { accept, inputInvalid } from '../../platform/graphql/input.js';
import type { ClientError } from '../../platform/graphql/client-error.js';

@Described('Which case.')
export class CaseArguments {
  @Id('The case') id: string;
}

@Described('A case and a point of its life.')
export class CaseAsOfArguments extends CaseArguments {
  @Count('The case right after the event with this revision', { optional: true }) revision?: number;
  @Instant('The case as it was known at this instant', { optional: true }) at?: string;
}

@Described('A case and two points of its life.')
export class CaseDiffArguments extends CaseArguments {
  @Count('The earlier point') fromRevision: number;
  @Count('The later point') toRevision: number;
}

@Described('A case and a part of its life.')
export class CaseReplayArguments extends CaseArguments {
  @Count('The first event wanted', { optional: true }) fromRevision?: number;
  @Count('The last event wanted', { optional: true }) toRevision?: number;
}

@Described('A transfer that might be offered.')
export class BriefDraftArguments extends CaseArguments {
  @Code('The department it would be offered to') to: string;
  @OneOf(TransferReason, 'Why the case would pass on') reason: TransferReason;
  @Text('The one thing that is asked', { max: 500, optional: true }) ask?: string;
}

@Described('A case, and what would be asked of whoever gets it next.')
export class SuggestDepartmentsArguments extends CaseArguments {
  @Text('The one thing that would be asked', { max: 500, optional: true }) ask?: string;
  @Code('The skill that is needed', { optional: true }) skill?: string;
}

@Described('Which department.')
export class DepartmentArguments {
  @Code('The department') department: string;
}

@Described('Of which department, over which channel and when.')
export class AvailabilityArguments extends DepartmentArguments {
  @OneOf(Channel, 'The channel', { optional: true }) channel?: Channel;
  @Instant('When', { optional: true }) at?: string;
}

@Described('Whose promises are told, and in which language.')
export class PromisesInWordsArguments {
  @Code('The id of the case, or its name in another system') caseReference: string;
  @Code('A BCP 47 tag', { optional: true }) language?: string;
}

@Described('Which agent.')
export class AgentArguments {
  @Code('The agent') agent: string;
}

/** The id of a case as a caller sent it, in its one form. Throws `INPUT_INVALID` for what is no UUID. */
export const caseIdOf = (id: string): string => accept(CaseArguments, { id }).id;

/** The error that says which revisions a case has. */
export const revisionNotReached = (path: string, revision: number, last: number): ClientError =>
  inputInvalid([{ path, message: `the case has the revisions 0 to ${last}; ${revision} is not among them` }]);
