import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CliCommand } from './cli-command.js';
import { writeFileWhole } from './whole-file.js';

/** `baton operations`: makes the file of registered operations that `BATON_OPERATIONS_FILE` names. */
export const operationsCommand: CliCommand = (program, context) => {
  program
    .command('operations')
    .description('make a file of registered operations of files of GraphQL')
    .argument('<files...>', 'files with operations and fragments')
    .option('--out <file>', 'where to write it; to the screen unless told')
    .option('--force', 'write over a file that is there already')
    .addHelpText(
      'after',
      '\nExamples:\n  baton operations docs/examples/*.graphql --out operations.json\n  BATON_OPERATIONS_FILE=operations.json BATON_OPERATIONS_ONLY=on baton serve\n',
    )
    .action(async (files: string[], { out, force }: { out?: string; force?: true }) => {
      const { buildSchema } = await import('graphql');
      const { madeManifest } = await import('../operations/made-manifest.js');
      const { packageRoot } = await import('../package-root.js');
      const schema = buildSchema(readFileSync(join(packageRoot(), 'schema.graphql'), 'utf8'));
      const manifest = madeManifest(schema, files);
      const text = JSON.stringify(manifest, null, 2);
      if (out === undefined) return context.result(manifest, text);
      writeFileWhole(out, [text, '\n'], { overwrite: force === true });
      const operations = Object.keys(manifest).length;
      context.result({ file: out, operations }, `${operations} operations are registered in ${out}`);
    });
};
