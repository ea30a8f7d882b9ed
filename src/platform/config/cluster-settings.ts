import { readIdentifierKey } from '../data-folder/secret.js';
import { fileOf } from './file-kind.js';
import { text } from './kind.js';
import { setting, type Given, type Setting } from './setting.js';

const both = (variable: string) => ({ when: `with ${variable}`, if: ({ has }: Given) => has(variable) });

/** The settings of the distributed shape, in which several processes share a cluster of EventStoreDB and a PostgreSQL. */
export const CLUSTER_SETTINGS = {
  eventstoredb: setting(
    text('a connection string: esdb://user:password@host1:2113,host2:2113?tls=true', /^esdb(\+discover)?:\/\/\S+$/),
    {
      meaning: 'the cluster of EventStoreDB that keeps the events, for several processes of Baton',
      secret: true,
      needed: both('BATON_POSTGRES'),
      unless: 'the events are kept in the data folder, for one process',
    },
  ),
  eventstoredbPrefix: setting(
    text('letters, digits, - and _ with a dot at the end, at most 64', /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}\.$/),
    {
      meaning: 'what the names of all streams of this Baton begin with, so that a cluster can be shared',
      nothingWithout: 'BATON_EVENTSTOREDB',
      default: 'baton.',
    },
  ),
  postgres: setting(
    text('a connection string: postgres://user:password@host:5432/database', /^postgres(ql)?:\/\/\S+$/),
    {
      meaning: 'the PostgreSQL that keeps the views, for several processes; ?schema= names another schema than baton',
      secret: true,
      needed: both('BATON_EVENTSTOREDB'),
      unless: 'the views are kept in the data folder, for one process',
    },
  ),
  identifierKeyFile: setting(fileOf('the path of a file of 64 hexadecimal digits', readIdentifierKey), {
    meaning: 'the key of the fingerprints of identifiers, the same for all processes and for ever',
    nothingWithout: 'BATON_EVENTSTOREDB',
    needed: both('BATON_EVENTSTOREDB'),
    unless: 'made in the data folder',
  }),
} satisfies Readonly<Record<string, Setting>>;
