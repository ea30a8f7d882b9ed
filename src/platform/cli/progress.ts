import { SingleBar } from 'cli-progress';

/** Shows how far a long job is. */
export interface ProgressBar {
  /** @param share 0 to 1 @param detail what was done so far, in words */
  at(share: number, detail: string): void;
  done(): void;
  /** Ends it where it is: the job was not finished. */
  stop(): void;
}

/** How many events views have taken in, in words: a view of rare events reads much of the log and takes none of it. */
export const eventsTaken = (events: number): string =>
  events === 0 ? 'none of its events yet' : `${events.toLocaleString('en')} of its events`;

/** A bar on stderr where a person looks on; plain lines, at every tenth, elsewhere. */
export function progressBar(
  what: string,
  say: (line: string) => void,
  looksOn: boolean = process.stderr.isTTY,
): ProgressBar {
  return looksOn ? bar(what) : lines(what, say);
}

function bar(what: string): ProgressBar {
  const shown = new SingleBar({
    format: `${what} {bar} {percentage}% {detail}`,
    hideCursor: true,
    stream: process.stderr,
  });
  shown.start(100, 0, { detail: '' });
  return {
    at: (share, detail) => shown.update(Math.floor(share * 100), { detail }),
    done: () => {
      shown.update(100);
      shown.stop();
    },
    stop: () => shown.stop(),
  };
}

function lines(what: string, say: (line: string) => void): ProgressBar {
  let said = 0;
  return {
    at(share, detail) {
      const tenth = Math.floor(share * 10);
      if (tenth <= said || tenth >= 10) return;
      said = tenth;
      say(`${what}: ${tenth * 10} %, ${detail}`);
    },
    done: () => say(`${what}: done`),
    stop: () => say(`${what}: stopped`),
  };
}
