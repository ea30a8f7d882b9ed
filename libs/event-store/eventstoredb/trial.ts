import { ANY } from '@eventstore/db-client';
import type { Connection } from './connection.js';
import { within } from './waiting.js';

/** The stream that trials name: it never comes to be, since no event is written to it. */
const TRIAL = 'trial';

/**
 * Tries whether an append could be stored, by one without events: the leader puts a mark of it into its log and answers
 * once a majority has it, as it does for events, but no event and no stream comes of it. Throws `StoreFailed` where it is
 * not answered in the time allowed for that.
 */
export async function tryAppending(connection: Connection): Promise<void> {
  const { prefix, credentials, patience } = connection.settings;
  const options = { expectedRevision: ANY, credentials, requiresLeader: true, deadline: patience.probe } as const;
  await connection.answered(
    (client, milliseconds) => within(milliseconds, client.appendToStream(prefix + TRIAL, [], options)),
    { patience: patience.probe },
  );
}
