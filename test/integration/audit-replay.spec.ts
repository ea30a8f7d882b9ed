import { streamOf } from '@baton/contracts';
import { hashOfCommand } from '@baton/event-store';
import { app } from '../../src/app.js';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { CASE, ines, routerStory, uuid } from '../../src/cases/views/testing/stories.js';
import { startBaton, TestClock, type TestBaton } from '../support/baton.js';
import type { Client } from '../support/client.js';

const REPLAY = `query ($id: ID!, $from: Int, $to: Int, $first: Int, $after: String) {
  caseReplay(id: $id, fromRevision: $from, toRevision: $to, first: $first, after: $after) {
    edges { cursor node { event { revision type sentence hash } changes { path sentence revisions } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }`;

interface Replayed {
  readonly caseReplay: {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly event: { revision: number } } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly totalCount: number;
  };
}

describe('caseReplay', () => {
  const clock = new TestClock();
  let baton: TestBaton;
  let auditor: Client;

  beforeAll(async () => {
    baton = await startBaton(app, { clock });
    auditor = await baton.as({ agent: 'ada', department: 'audit', role: 'AUDITOR' });
    await baton.baton.streams.decide(streamOf('case', CASE), caseAggregate, () => routerStory, {
      ...{ commandId: uuid(900), commandHash: hashOfCommand('happens', {}), correlationId: uuid(900) },
      ...{ by: ines, now: clock.now() },
    });
  });
  afterAll(() => baton.close());

  const replay = async (more: object = {}): Promise<Replayed['caseReplay']> =>
    (await auditor.get<Replayed>(REPLAY, { id: CASE, ...more })).caseReplay;
  const revisions = ({ edges }: Replayed['caseReplay']): number[] => edges.map(({ node }) => node.event.revision);
  const all = routerStory.map((_, n) => n);

  it('steps through the whole case, event by event', async () => {
    const found = await replay();
    expect([revisions(found), found.totalCount, found.pageInfo.hasNextPage]).toEqual([all, all.length, false]);
    expect(found.edges[9]).toMatchObject({
      cursor: '9',
      node: {
        event: { type: 'TransferAccepted', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        changes: expect.arrayContaining([
          {
            path: 'accountable department',
            sentence: 'Accountable department: was SHOP, is now CALL-CENTRE.',
            revisions: [9],
          },
        ]),
      },
    });
  });

  it('gives a stretch of it, in pages', async () => {
    const first = await replay({ from: 3, to: 8, first: 4 });
    expect([revisions(first), first.totalCount]).toEqual([[3, 4, 5, 6], 6]);
    expect(first.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false, startCursor: '3', endCursor: '6' });
    const second = await replay({ from: 3, to: 8, first: 4, after: first.pageInfo.endCursor });
    expect(revisions(second)).toEqual([7, 8]);
    expect(second.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true, startCursor: '7', endCursor: '8' });
    expect(revisions(await replay({ from: 3, to: 8, after: '8' }))).toEqual([]);
    expect(revisions(await replay({ from: 5, to: 5 }))).toEqual([5]);
  });

  it.each([
    [{ from: 8, to: 3 }, 'fromRevision 8 lies after toRevision 3'],
    [{ to: 99 }, 'toRevision: the case has the revisions 0 to'],
    [{ from: 99 }, 'fromRevision: the case has the revisions 0 to'],
    [{ first: 0 }, 'first is 0'],
    [{ after: 'x' }, 'The cursor in after'],
    [{ id: 'x' }, 'id'],
  ])('refuses %j and says why', async (sent, words) => {
    const { errors } = await auditor.ask(REPLAY, { id: CASE, ...sent });
    expect(errors?.[0]?.message).toContain(words);
  });

  it('answers null where there is no such case', async () => {
    expect(await auditor.get(REPLAY, { id: uuid(404) })).toEqual({ caseReplay: null });
  });
});
