import { writeSync } from 'node:fs';
import { derivedId } from '@baton/contracts';
import type { NewEvent } from '../port.js';
import { SqliteEventStore, type Failpoint } from '../sqlite/index.js';
import { appendOptions, newEvent } from './samples.js';

/**
 * A process that writes until it is killed: by itself at the n-th time it comes to a failpoint, or by its parent.
 * Each append is told on standard output before the next begins, as `<command id> <stream> <revision> <position>`.
 * The run's number makes its commands; a run that is repeated asks the same commands again.
 *
 * node killed-writer.js <file> <run> <appends> <writers> <text length> [<failpoint> <times>]
 */
async function main([file = '', run = '', appends, writers, length, failpoint, times]: string[]): Promise<void> {
  let left = Number(times);
  const store = SqliteEventStore.open({
    file,
    failpoint: (at: Failpoint) => {
      if (at === failpoint && --left === 0) process.kill(process.pid, 'SIGKILL');
    },
  });
  let next = 0;
  const write = async (writer: number): Promise<void> => {
    while (next < Number(appends)) {
      const commandId = derivedId(RUNS, `${run} ${next++}`);
      const appended = await store.append(`case-${run}-${writer % 3}`, batch(commandId, Number(length)), {
        ...appendOptions('any', commandId),
      });
      writeSync(1, `${commandId} ${appended.stream} ${appended.revision} ${appended.position}\n`);
    }
  };
  await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
  await store.close();
}

/** One to four events, each of which knows how many there are. */
function batch(commandId: string, length: number): NewEvent[] {
  const of = 1 + (commandId.charCodeAt(0) % 4);
  const text = 'x'.repeat(length);
  return Array.from({ length: of }, (_, index) => newEvent('Survived', { of, text }, derivedId(commandId, index)));
}

const RUNS = '5f0c1b52-6b1c-4f0e-9d0e-2f3f4a1c7b11';

await main(process.argv.slice(2));
