import { GraphQLSchemaHost } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import type { App } from '../app.js';
import { systemClock } from '../clock/clock.js';
import { readSettings } from '../config/settings.js';
import type { Baton } from '../engine/baton.js';
import { httpServer } from '../http/server.js';
import type { Log } from '../logging/log.js';
import { ACCESS_GUARD, type AccessGuard } from '../access/access-guard.js';
import { tokenVerifier } from '../auth/token-verifier.js';
import { accessPage } from './access-page.js';
import { NO_SPANS } from '../telemetry/spans.js';
import { Metrics } from '../telemetry/metrics.js';
import { commandTable } from './command-table.js';
import { eventSchemas } from './event-schemas.js';
import { eventsPage } from './events-page.js';
import type { GeneratedFile } from './generated-file.js';
import { metricsPage } from './metrics-page.js';
import { settingsPage } from './settings-page.js';

const HEADER = '# Made of the code by npm run generate; do not edit.\n\n';

/** The generated files as the code has them now. */
export async function generatedFiles(app: App, baton: Baton, log: Log): Promise<GeneratedFile[]> {
  const verifier = tokenVerifier({ kind: 'development' }, () => baton.secrets.devKey(), systemClock);
  const basis = {
    baton,
    log,
    settings: readSettings({}),
    telemetry: { metrics: new Metrics(), log, spans: NO_SPANS },
    verifier,
  };
  const http = await httpServer(app.module(basis), basis);
  try {
    const schema = lexicographicSortSchema(http.get(GraphQLSchemaHost).schema);
    return [
      { name: 'schema.graphql', content: `${HEADER}${printSchema(schema)}\n` },
      { name: 'docs/commands.md', content: commandTable() },
      { name: 'docs/settings.md', content: settingsPage() },
      { name: 'docs/access.md', content: accessPage(http.get<AccessGuard>(ACCESS_GUARD).matrix, schema) },
      { name: 'EVENTS.md', content: eventsPage() },
      { name: 'docs/metrics.md', content: metricsPage() },
      ...eventSchemas(),
    ];
  } finally {
    await http.close();
  }
}
