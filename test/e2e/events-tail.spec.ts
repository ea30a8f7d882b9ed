import {
  BatonProcess,
  runBaton,
  startCommand,
  temporaryFolder,
  type RunningCommand,
} from '../support/baton-process.js';

const NOTE = 'mutation Note($input: AddNoteInput!) { addNote(input: $input) { __typename } }';
const FIND = '{ searchCases(first: 1) { edges { node { caseId } } } }';

let service: BatonProcess;
let folder: string;
let caseId: string;
const tails: RunningCommand[] = [];

const token = (): string => service.announced.token ?? '';
const env = (own: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  BATON_URL: service.announced.url,
  BATON_TOKEN: token(),
  ...own,
});
const tail = (args: readonly string[], own: NodeJS.ProcessEnv = {}) =>
  runBaton(['events', 'tail', ...args], { env: env(own) });
const follow = (args: readonly string[]): RunningCommand => {
  const command = startCommand(['events', 'tail', ...args], { env: env() });
  tails.push(command);
  return command;
};
const note = (text: string) => service.client().get(NOTE, { input: { caseId, text } });
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

beforeAll(async () => {
  folder = temporaryFolder();
  service = await BatonProcess.start({ folder, env: { BATON_DEMO: 'on' } });
  const { searchCases } = await service.client().get<{ searchCases: { edges: { node: { caseId: string } }[] } }>(FIND);
  caseId = searchCases.edges[0]?.node.caseId ?? '';
});
afterAll(async () => {
  for (const command of tails) await command.stop('SIGKILL');
  await service.stop('SIGTERM');
});

describe('baton events tail', () => {
  it('shows what was stored, a line each with time, position, case and sentence, and ends when it has', async () => {
    const { code, stdout, stderr } = await tail(['--after', 'beginning', '--until-caught-up', '--department', '*']);
    expect([code, stderr]).toEqual([0, '']);
    const shown = lines(stdout);
    expect(shown.length).toBeGreaterThan(10);
    expect(shown[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ +\d+ {2}[0-9a-f-]{36} {2}\S+ \(.+\) opened the case/);
    const positions = shown.map((line) => Number(line.slice(21).trim().split(' ')[0]));
    expect(positions).toEqual([...new Set(positions)].sort((one, other) => one - other));
  });

  it('shows the same as CloudEvents, and only what was asked for', async () => {
    const all = ['--json', '--until-caught-up', '--after', 'beginning', '--department', '*'];
    const { code, stdout, stderr } = await tail([...all, '--types', 'CaseOpened,NoteAdded', '--case', caseId]);
    expect([code, stderr]).toEqual([0, '']);
    const events = lines(stdout).map(
      (line) => JSON.parse(line) as { specversion: string; type: string; subject: string },
    );
    expect(events[0]).toMatchObject({ specversion: '1.0', type: 'CaseOpened', subject: caseId });
    expect(events.every(({ type, subject }) => /^(CaseOpened|NoteAdded)$/.test(type) && subject === caseId)).toBe(true);
  });

  it('goes on live, comes back after the service was started again, shows every event once, and ends at Ctrl-C', async () => {
    const live = follow(['--case', caseId, '--department', '*']);
    await live.until((_, stderr) => stderr.includes('all that was stored has been shown'));
    await note('one');
    await live.until((stdout) => stdout.includes('one'));
    const port = new URL(service.announced.url).port;
    await service.stop('SIGTERM');
    await live.until((_, stderr) => stderr.includes('The service is stopping'));
    service = await BatonProcess.start({ folder, env: { BATON_PORT: port, BATON_DEMO: 'on' } });
    await note('two');
    await live.until((stdout) => stdout.includes('two'));
    await note('three');
    await live.until((stdout) => stdout.includes('three'));
    const { code, stdout } = await live.stop('SIGINT');
    expect(code).toBe(0);
    expect(lines(stdout).map((line) => /“(.*)”/.exec(line)?.[1])).toEqual(['one', 'two', 'three']);
  });

  it.each([
    ['without a token', [], { BATON_TOKEN: undefined }, 2, 'TOKEN_MISSING', 'BATON_TOKEN'],
    ['with a token of nobody', ['--token', 'x.y.z'], {}, 1, 'UNAUTHENTICATED', 'BATON_TOKEN'],
    ['with no address', ['--url', 'here'], {}, 2, 'URL_INVALID', 'http://localhost:3000'],
    ['where nobody answers', ['--url', 'http://127.0.0.1:9'], {}, 1, 'SERVICE_UNREACHABLE', 'Start the service'],
    ['from nowhere', ['--after', 'yesterday'], {}, 1, 'INPUT_INVALID', 'no position of this log'],
    ['of a word that is none', ['--types', 'CaseLost'], {}, 1, 'INPUT_INVALID', 'CaseLost'],
    ['with an unknown option', ['--colour'], {}, 2, 'colour', '--help'],
  ] as const)('says what is wrong and what to do: %s', async (_, args, own, code, what, remedy) => {
    const ended = await tail([...args], own);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toContain(what);
    expect(ended.stderr).toContain(remedy);
  });

  it('ends with its token, and says from where to go on', async () => {
    const args = ['token', '--agent', 'ines', '--department', 'audit', '--role', 'AUDITOR', '--ttl', '1s'];
    const { stdout: short } = await runBaton(args, { folder });
    // The clocks of two machines may differ by five seconds.
    const { code, stdout, stderr } = await tail([], { BATON_TOKEN: short.trim() });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/TOKEN_EXPIRED/);
    expect(stderr).toMatch(/go on with --after \d+/);
  });

  it('explains itself', async () => {
    const { code, stdout } = await tail(['--help']);
    expect(code).toBe(0);
    for (const word of ['--after', '--until-caught-up', 'BATON_TOKEN', 'Examples:']) expect(stdout).toContain(word);
  });
});
