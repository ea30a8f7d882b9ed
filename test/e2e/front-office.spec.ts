import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { By } from '@baton/contracts';
import { FrontOffice, OperationFailed } from '../../docs/examples/front-office/client.ts';
import { BriefDocument, OpenCaseDocument } from '../../docs/examples/front-office/operations.ts';
import { tellStory } from '../../docs/examples/front-office/story.ts';
import { app } from '../../src/app.js';
import { devToken } from '../../src/platform/auth/dev-token.js';
import { startBaton, type TestBaton } from '../support/baton.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/examples/front-office');
const carla: By = { agent: 'carla', department: 'call-centre', role: 'AGENT' };
const dmitri: By = { agent: 'dmitri', department: 'repairs', role: 'AGENT' };

describe('the front office of the documentation', () => {
  let baton: TestBaton;
  beforeAll(async () => {
    baton = await startBaton(app, { env: { BATON_DEMO: 'on' } });
  });
  afterAll(() => baton.close());

  const tokenOf = async (by: By): Promise<string> =>
    devToken(baton.baton.secrets.devKey(), by, baton.baton.clock.now(), 3600);
  const office = async (by: By) => new FrontOffice(`${baton.url}/graphql`, await tokenOf(by));

  it.each(['', ', and once more'])('tells its story to a real service%s', async () => {
    const said: string[] = [];
    await tellStory({
      first: await office(carla),
      next: await office(dmitri),
      nextDepartment: 'repairs',
      phone: '+46 8 123 456 01',
      now: new Date(baton.baton.clock.now()),
      say: (line) => void said.push(line),
    });
    const story = said.join('\n');
    expect(story).toMatch(/^Marta Lindqvist calls\. She has \d open cases/);
    expect(story).toContain('No promise yet');
    expect(story).toMatch(/PROMISE_VAGUE, rule P1/);
    expect(story).toContain('Not passed on yet');
    expect(story).toContain('In the inbox of repairs: measure the voltage at the socket');
    expect(story).toMatch(
      /What the next agent sees:\n.*router restarts[^]*Call back with the result[^]*measure the voltage/,
    );
  });

  it('is told which field of a form is wrong', async () => {
    const first = await office(carla);
    const wrong = first.command(OpenCaseDocument, {
      input: { customerId: '7', kind: 'FAULT', matter: 'x', contact: { participants: ['a', ''] } },
    });
    await expect(wrong).rejects.toBeInstanceOf(OperationFailed);
    const { errors } = (await wrong.catch((error: unknown) => error)) as OperationFailed;
    expect(errors[0]?.extensions.fields?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        ['input', 'customerId'],
        ['input', 'contact', 'participants', 1],
      ]),
    );
  });

  it('is told of a token that is none', async () => {
    const nobody = new FrontOffice(`${baton.url}/graphql`, 'none');
    await expect(nobody.ask(BriefDocument, { caseId: 'x' })).rejects.toThrow(/token/);
  });

  it('has a client that is made of the schema as it is', () => {
    const { status, stderr } = spawnSync(process.execPath, [resolve(FOLDER, 'generate.js'), '--check'], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('runs as the page says: Node takes the files as they are', () => {
    const env = { PATH: process.env['PATH'] };
    const { status, stderr } = spawnSync(process.execPath, [resolve(FOLDER, 'front-office.ts')], {
      encoding: 'utf8',
      env,
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('Two tokens are needed')]);
  });
});
