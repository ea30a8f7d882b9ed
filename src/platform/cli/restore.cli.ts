import { extent } from './backup.cli.js';
import { folderAlone } from './folder-alone.js';
import type { CliCommand } from './cli-command.js';
import { followedJob } from './followed-job.js';

const HELP = `
Restores into the data folder of BATON_DATA or --data, which must be missing or empty: nothing is ever written over. Every
file is compared with the manifest, every event verified, and only then do they get their names. The views are built anew
at the next start. What was acknowledged after the backup is not in it.

Examples:
  baton restore /backups/2026-03-02
  baton --data ./drill restore /backups/2026-03-02
`;

/** `baton restore`: a data folder of a backup. */
export const restoreCommand: CliCommand = (program, context) => {
  program
    .command('restore')
    .description('restore a backup into an empty data folder')
    .argument('<backup>', 'the folder that baton backup made')
    .addHelpText('after', HELP)
    .action(async (backup: string) => {
      const { restoreBackup } = await import('../backup/restore.js');
      const dataFolder = folderAlone(context.settings(), 'What is restored');
      const manifest = await followedJob(context, 'nothing was restored', (followed) =>
        restoreBackup({ backup, dataFolder, ...followed }),
      );
      const { root } = manifest;
      context.result(
        { dataFolder, backup, ...manifest },
        `${extent(manifest)}, restored in ${dataFolder}.\nroot ${root}\nbaton serve builds the views anew.`,
      );
    });
};
