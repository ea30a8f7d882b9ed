import { runBaton } from '../support/baton-process.js';

describe('the commands of baton', () => {
  it('are each loaded by their name, and all listed by the help', async () => {
    const { stdout } = await runBaton(['--help']);
    const listed = [...(stdout.split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name ?? '');
    const names = listed.slice(0, listed.indexOf('help'));
    expect(names).toEqual(expect.arrayContaining(['serve', 'verify', 'access-log']));
    for (const name of names) expect((await runBaton([name, '--help'])).stdout).toContain(`Usage: baton ${name}`);
  }, 60_000);

  it('say what there is to a word that is none', async () => {
    expect((await runBaton(['verifi'])).stderr).toContain('Did you mean verify?');
  });
});
