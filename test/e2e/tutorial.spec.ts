import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Role, type By } from '@baton/contracts';
import { app } from '../../src/app.js';
import { startBaton, type TestBaton } from '../support/baton.js';

/** A step of the tutorial: an operation, who sends it, and the answer it shows, if it shows one. */
interface TutorialStep {
  readonly name: string;
  readonly by: By;
  readonly operation: string;
  readonly answer: object | undefined;
}

const PIECES = /^\*as (\w+) \((\S+), (\w+)\)\*$|^```(graphql|json)\n([\s\S]*?)^```$/gm;

function steps(page: string): TutorialStep[] {
  const found: TutorialStep[] = [];
  let by: By | undefined;
  for (const [, agent, department, role, kind, text = ''] of page.matchAll(PIECES)) {
    if (agent && department) by = { agent, department, role: Role.values.find((known) => known === role) ?? 'AGENT' };
    else if (kind === 'graphql' && by) {
      found.push({ name: /(\w+) \{/.exec(text)?.[1] ?? '', by, operation: text, answer: undefined });
    } else {
      const last = found.pop();
      if (last) found.push({ ...last, answer: JSON.parse(text) as object });
    }
  }
  return found;
}

const tutorial = steps(readFileSync(resolve(import.meta.dirname, '../../docs/tutorial.md'), 'utf8'));

describe('the tutorial, step by step', () => {
  let baton: TestBaton;
  beforeAll(async () => {
    baton = await startBaton(app);
  });
  afterAll(() => baton.close());

  it('has steps, some of which show a refusal', () => {
    expect(tutorial.length).toBeGreaterThan(15);
    expect(tutorial.filter(({ answer }) => JSON.stringify(answer ?? '').includes('"code"')).length).toBeGreaterThan(4);
  });

  it.each(tutorial)('$name', async ({ by, operation, answer }) => {
    const data = await (await baton.as(by)).get(operation);
    if (answer) expect(data).toMatchObject(answer);
    else for (const said of Object.values(data)) expect(said).not.toHaveProperty('code');
  });
});
