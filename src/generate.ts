import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from './app.js';
import { openBaton } from './platform/engine/baton.js';
import { generatedFiles } from './platform/generated/generated-files.js';
import { firstDifference } from './platform/generated/first-difference.js';
import { openLog } from './platform/logging/log.js';
import { packageRoot } from './platform/package-root.js';

/* Writes the files that are made of the code (`npm run generate`), or compares them with it (`--check`). */
const check = process.argv.includes('--check');
const dataFolder = mkdtempSync(join(tmpdir(), 'baton-generate-'));
const log = openLog({ production: false, logLevel: 'error' });
const baton = openBaton({ dataFolder, projections: app.projections, log });
try {
  for (const { name, content } of await generatedFiles(app, baton, log)) {
    const file = join(packageRoot(), name);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (!check) {
      writeFileSync(file, content);
      process.stdout.write(`${name}: ${before === content ? 'unchanged' : 'written'}\n`);
    } else if (before === content) {
      process.stdout.write(`${name} is what the code says\n`);
    } else {
      const { line, here, there } = firstDifference(before, content);
      process.stderr.write(
        `${name} is not what the code says, from line ${line} on:\n  file: ${here}\n  code: ${there}\n` +
          'Run npm run generate and commit what it writes.\n',
      );
      process.exitCode = 1;
    }
  }
} finally {
  await baton.close();
  rmSync(dataFolder, { recursive: true });
}
