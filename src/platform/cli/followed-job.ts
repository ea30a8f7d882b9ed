import type { Followed } from '../backup/verified-events.js';
import { StartupError } from '../errors/startup-error.js';
import { onStop } from '../serving/signals.js';
import type { CliContext } from './cli-command.js';
import { progressBar, type ProgressBar } from './progress.js';

/**
 * Runs a job that copies and then verifies, and shows how far it is. Ctrl-C or a `kill` stops it.
 * @param undone what is so when it was stopped: `no backup was made`
 */
export async function followedJob<T>(
  context: CliContext,
  undone: string,
  job: (followed: Followed) => Promise<T>,
): Promise<T> {
  const interrupted = new AbortController();
  const noLonger = onStop(() => interrupted.abort());
  let doing = '';
  let shown: ProgressBar | undefined;
  // Made at the first step: what is refused at once shows none.
  const bar = (what: string): ProgressBar => {
    if (shown && doing === what) return shown;
    shown?.done();
    doing = what;
    return (shown = progressBar(what, (line) => context.say(line)));
  };
  try {
    const done = await job({
      onCopy: (share, bytes) => bar('copy').at(share, megabytes(bytes)),
      onVerify: (share, events) => bar('verify').at(share, `${events} events`),
      signal: interrupted.signal,
    });
    shown?.done();
    return done;
  } catch (error) {
    shown?.stop();
    throw interrupted.signal.aborted ? stopped(undone) : error;
  } finally {
    noLonger();
  }
}

/** 12.3 MB */
export const megabytes = (bytes: number): string =>
  `${(bytes / 1_000_000).toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;

const stopped = (undone: string): StartupError =>
  new StartupError('STOPPED', `Stopped: ${undone}, and nothing is left of it`, 'Run it again and let it end.');
