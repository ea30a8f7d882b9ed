import { check } from '@baton/fields';
import fc from 'fast-check';
import { arbitrationNeeded } from '@baton/chain-alarms';
import { openTransfer, type CaseState } from '../../case.state.js';
import { alarmed } from '../../chain-alarms.js';
import { OfferTransfer, offerTransfer } from '../../commands/offer-transfer/offer-transfer.decision.js';
import { always } from '../../testing/case.scenarios.js';
import type { DepartmentDirectory } from '../../department-directory.js';
import type { CaseReader } from '../case-reader.js';
import { CASE, histories, routerStory, stateOf, uuid } from '../testing/stories.js';
import { briefDraftOf } from './brief-draft.document.js';
import { DraftedBrief, DraftedBriefHandler } from './brief-draft.query.js';

const NOW = '2026-03-02T12:00:00.000Z';
const wanted = { to: 'DEPOT', reason: 'SKILL_NEEDED' } as const;

/** H10: first a case lead or a supervisor has to act. */
const isHalted = (state: CaseState): boolean => arbitrationNeeded(state.tally) || alarmed(state, 'ALARM');

describe('the draft of a brief', () => {
  const draft = briefDraftOf(stateOf(routerStory), wanted, NOW);

  it('has all that the trail knows, and proposes the next step as the ask', () => {
    expect(draft.brief).toMatchObject({
      matter: 'Two routers came, I ordered one.',
      reason: 'SKILL_NEEDED',
      factsVerified: [{ text: 'serial number: AX-7', revision: 2 }],
      triedSoFar: [{ text: 'Looked for a second order', revision: 4 }],
      statements: [{ text: 'invoice: You pay for one', revision: 5 }],
    });
    expect(draft.brief.ask).toMatch(/^Keep the promise: “call back with the date of collection”/);
    expect(draft).toMatchObject({ caseId: CASE, to: 'DEPOT', noneVerified: false, riskTier: 3, completeness: 0.88 });
  });

  it('provides for each promise that is due next, and for the wrong receiver', () => {
    expect(draft.brief.ifThen).toEqual([
      'If this cannot be kept by 2026-03-03T16:00:00.000Z: “call back with the date of collection”, tell Mrs Weber before then and agree on a new time',
      'If it is not for you, decline it and say who should have it',
    ]);
  });

  it("has the agent's own ask where there is one", () => {
    expect(briefDraftOf(stateOf(routerStory), { ...wanted, ask: 'find the order' }, NOW).brief.ask).toBe(
      'find the order',
    );
  });

  it('is enough for the offer, whatever the case and its risk: the agent adds nothing', () => {
    fc.assert(
      fc.property(histories, (facts) => {
        const state = stateOf(facts);
        if (state.status !== 'OPEN' || openTransfer(state) || isHalted(state)) return;
        const { brief, noneVerified, to } = briefDraftOf(state, wanted, NOW);
        const command: OfferTransfer = {
          caseId: CASE,
          to,
          reason: brief.reason,
          ask: brief.ask,
          ifThen: brief.ifThen,
          noneVerified,
        };
        expect(check(OfferTransfer, command)).toEqual([]);
        const by = { agent: 'ada', department: 'office', role: 'ADMIN' } as const;
        const given = { by, now: NOW, commandId: '0190b7a4-3c1e-7c55-9c3a-000000009999' };
        const receiver = { unknown: [], toAgentWorksIn: undefined, calendar: always };
        const [fact] = offerTransfer(
          command,
          given,
          receiver,
        )({
          ...state,
          accountable: 'SHOP',
        });
        expect(fact).toMatchObject({ type: 'TransferOffered', data: { brief } });
      }),
      { numRuns: 100 },
    );
  });
});

describe('asking for a draft', () => {
  const handler = new DraftedBriefHandler(
    {
      now: (id: string) => Promise.resolve(id === CASE ? stateOf(routerStory) : undefined),
      duplicates: () => Promise.resolve([]),
    } as unknown as CaseReader,
    { has: (code: string) => Promise.resolve(code === 'DEPOT') } as unknown as DepartmentDirectory,
    { now: () => NOW },
  );

  it('names a department that there is none of, instead of a brief for nobody', async () => {
    const asked = handler.execute(new DraftedBrief({ id: CASE, ...wanted, to: 'DEOPT' }));
    await expect(asked).rejects.toMatchObject({
      extensions: { code: 'INPUT_INVALID', fields: [{ path: ['to'] }] },
      message: expect.stringContaining('there is no department DEOPT; the query departments lists them') as string,
    });
    expect(await handler.execute(new DraftedBrief({ id: CASE, ...wanted }))).toMatchObject({ to: 'DEPOT' });
    expect(await handler.execute(new DraftedBrief({ id: uuid(77), ...wanted }))).toBeUndefined();
  });
});
