import { Role } from '@baton/contracts';
import { Code, Described, Id, Instant, OneOf, Text } from '@baton/fields';
import { projection } from '@baton/projections';

@Described('A look at a case from outside: who, when, and what was read.')
export class AccessEntry {
  @Id('The record of it') id: string;
  @Instant('When') readAt: string;
  @Code('Who') reader: string;
  @Code('The department the reader worked for') department: string;
  @OneOf(Role, "The reader's role") role: Role;
  @Code('The agent in whose name it was read, where that is somebody else', { optional: true }) onBehalfOf?: string;
  @Id('The case; absent where a feed of many cases was followed', { optional: true }) caseId?: string;
  @Code('The department whose feed was followed; absent where it was that of all, or no feed', { optional: true })
  followed?: string;
  @Text('What was read: fields of this schema, or an address', { list: 100, max: 100 }) what: string[];
  @Text('What the reader called the operation', { optional: true, max: 80 }) operation?: string;
  @Text('The correlation id of the request', { max: 64 }) correlationId: string;
  @Text('The stream that holds the record, so that it can be verified', { max: 240 }) stream: string;
}

/** Every look at a case from outside, by case, by reader and by time. */
export const accessLog = projection({
  name: 'access_log',
  version: 1,
  tables: {
    rows: {
      row: AccessEntry,
      key: ['id'],
      indexes: [
        ['readAt', 'id'],
        ['caseId', 'readAt', 'id'],
        ['reader', 'readAt', 'id'],
      ],
    },
  },
  on: {
    CaseRead: (event, { rows }) => {
      const { id, stream, recordedAt, by, correlationId, data } = event;
      const { department: followed, ...read } = data;
      rows.put({
        ...read,
        id,
        stream,
        readAt: recordedAt,
        reader: by.agent,
        department: by.department,
        role: by.role,
        ...(by.onBehalfOf === undefined ? {} : { onBehalfOf: by.onBehalfOf }),
        ...(followed === undefined ? {} : { followed }),
        correlationId,
      });
    },
  },
});
