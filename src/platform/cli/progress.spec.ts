import { eventsTaken, progressBar } from './progress.js';

describe('progress off a terminal', () => {
  it('is a line at every tenth, with what was taken in', () => {
    const said: string[] = [];
    const bar = progressBar('departments', (line) => void said.push(line), false);
    bar.at(0.05, eventsTaken(0));
    bar.at(0.11, eventsTaken(0));
    bar.at(0.14, eventsTaken(0));
    bar.at(0.52, eventsTaken(1204));
    bar.at(1, eventsTaken(1300));
    bar.done();
    expect(said).toEqual([
      'departments: 10 %, none of its events yet',
      'departments: 50 %, 1,204 of its events',
      'departments: done',
    ]);
  });
});
