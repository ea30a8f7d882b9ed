import type { Manifest } from '../backup/manifest.js';
import { systemClock } from '../clock/clock.js';
import { EVENTS } from '../data-folder/data-folder.js';
import { folderAlone } from './folder-alone.js';
import type { CliCommand } from './cli-command.js';
import { followedJob, megabytes } from './followed-job.js';

const HELP = `
The service may run meanwhile, and waits for nothing. The backup holds the events as they stood at one instant, each of
them verified, and the secrets of the data folder: keep it where only those may read who may read the data folder.
Views are not in it, they are built anew. Settings are not either: keep the file of settings yourself.
It is made whole or not at all, in a folder that must not be there yet.

Examples:
  baton backup /backups/2026-03-02
  baton backup --json "/backups/$(date +%F)" > last-backup.json
`;

/** `baton backup`: a copy of all that cannot be built again, while the service runs. */
export const backupCommand: CliCommand = (program, context) => {
  program
    .command('backup')
    .description('back up the events and secrets of the data folder, also while the service runs')
    .argument('<folder>', 'the folder to make')
    .addHelpText('after', HELP)
    .action(async (target: string) => {
      const { takeBackup } = await import('../backup/backup.js');
      const dataFolder = folderAlone(context.settings(), 'A backup');
      const manifest = await followedJob(context, 'no backup was made', (followed) =>
        takeBackup({ dataFolder, target, clock: systemClock, ...followed }),
      );
      context.result({ backup: target, ...manifest }, told(target, manifest));
    });
};

const MEANING: Readonly<Record<string, string>> = {
  [EVENTS]: 'the events',
  'identifier-key': "secret: finds customers' identifiers again",
  'dev-key': 'secret: signs development tokens',
};

function told(target: string, manifest: Manifest): string {
  const files = Object.entries(manifest.files).map(([name, { bytes }]) => {
    const size = name === EVENTS ? `, ${megabytes(bytes)}` : '';
    return `  ${name.padEnd(16)}${MEANING[name] ?? ''}${size}`;
  });
  return [`${extent(manifest)}, backed up in ${target}:`, ...files, `root ${manifest.root}`].join('\n');
}

/** What a backup holds, the beginning of a sentence: `12 events up to position 12, as they were at 2026-…`. */
export const extent = ({ events, position, takenAt }: Manifest): string =>
  `${events.toLocaleString('en')} ${events === 1 ? 'event' : 'events'}${position === undefined ? '' : ` up to position ${position}`}, as they were at ${takenAt}`;
