import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from './app.js';
import { openBaton } from './platform/engine/opening.js';
import { generatedFiles } from './platform/generated/generated-files.js';
import { complaintsAbout, writeGenerated } from './platform/generated/on-disk.js';
import { openLog } from './platform/logging/log.js';
import { packageRoot } from './platform/package-root.js';

/* Writes the files that are made of the code (`npm run generate`), or compares them with it (`--check`). */
const check = process.argv.includes('--check');
const dataFolder = mkdtempSync(join(tmpdir(), 'baton-generate-'));
const log = openLog({ production: false, logLevel: 'error' });
const baton = await openBaton({ dataFolder, projections: app.projections, log });
try {
  const files = await generatedFiles(app, baton, log);
  if (check) {
    const complaints = complaintsAbout(packageRoot(), files);
    for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
    if (complaints.length > 0) {
      process.stderr.write('Run npm run generate and commit what it writes.\n');
      process.exitCode = 1;
    } else {
      process.stdout.write(`${files.length} generated files are what the code says\n`);
    }
  } else {
    const changed = writeGenerated(packageRoot(), files);
    for (const name of changed) process.stdout.write(`${name}\n`);
    process.stdout.write(`${files.length} generated files, ${changed.length} of them changed\n`);
  }
} finally {
  await baton.close();
  rmSync(dataFolder, { recursive: true });
}
