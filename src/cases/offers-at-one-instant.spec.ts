import { streamOf, type CaseFact, type Given } from '@baton/contracts';
import type { Decide, Refusal } from '@baton/decider';
import { hashOfCommand, Streams } from '@baton/event-store';
import { MemoryEventStore } from '@baton/event-store/memory';
import { caseAggregate } from './case-folds.state.js';
import type { CaseState } from './case.state.js';
import { acceptTransfer } from './commands/accept-transfer/accept-transfer.decision.js';
import { declineTransfer } from './commands/decline-transfer/decline-transfer.decision.js';
import { expireTransfer } from './commands/expire-transfer/expire-transfer.decision.js';
import { raiseWaitingAlarm } from './commands/raise-waiting-alarm/raise-waiting-alarm.decision.js';
import { recallTransfer } from './commands/recall-transfer/recall-transfer.decision.js';
import { offered, opened, readBack } from './testing/case.happenings.js';
import { at, by, caseId, id } from './testing/case.scenarios.js';

const expiresAt = at('17:00');
const transferId = id('transfer');
const stream = streamOf('case', caseId);
const asked = (given: Given) => ({
  ...given,
  commandHash: hashOfCommand(given.commandId, {}),
  correlationId: given.commandId,
});

/** Everybody asks at the very instant at which the offer expires. */
const asking = {
  accept: {
    given: by('tom', expiresAt, 'accept'),
    decide: acceptTransfer({ caseId, readBack }, by('tom', expiresAt, 'accept'), {}),
  },
  expire: {
    given: by('ada', expiresAt, 'expire'),
    decide: expireTransfer({ caseId, transferId }, by('ada', expiresAt, 'expire')),
  },
  decline: {
    given: by('rosa', expiresAt, 'decline'),
    decide: declineTransfer({ caseId, reason: 'Not ours', suggestionUnknown: true }, by('rosa', expiresAt, 'decline'), {
      departmentKnown: true,
    }),
  },
  recall: {
    given: by('ines', expiresAt, 'recall'),
    decide: recallTransfer({ caseId, reason: 'Solved' }, by('ines', expiresAt, 'recall')),
  },
  warn: {
    given: by('ada', expiresAt, 'warn'),
    decide: raiseWaitingAlarm({ caseId, transferId }, by('ada', expiresAt, 'warn')),
  },
} satisfies Record<string, { given: Given; decide: Decide<CaseState, CaseFact> }>;
type Who = keyof typeof asking;

/** What became of an offer of which some processes ask something at once, each with a memory of its own. */
async function outcomeOf(whom: readonly Who[], offer: Parameters<typeof offered>[0] = {}) {
  const store = new MemoryEventStore();
  const first = asked(by('ines', at('09:00'), 'offer'));
  const offering = offered({ expiresAt, waitedAt: at('16:00'), ...offer });
  await new Streams(store).decide(stream, caseAggregate, () => [opened(), offering], first);
  const outcomes = await Promise.allSettled(
    whom.map((who) => new Streams(store).decide(stream, caseAggregate, asking[who].decide, asked(asking[who].given))),
  );
  const types: string[] = [];
  for await (const { type } of store.readStream(stream)) types.push(type);
  const refused = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [(outcome.reason as Refusal).code] : [],
  );
  return { types: types.slice(2), refused };
}

const ENDS: Readonly<Partial<Record<Who, string>>> = {
  accept: 'TransferAccepted',
  expire: 'TransferExpired',
  decline: 'TransferDeclined',
  recall: 'TransferRecalled',
};

describe('H2, H4 an offer of which two ask something at the instant at which it expires', () => {
  it.each<[Who, Who]>([
    ['accept', 'expire'],
    ['expire', 'accept'],
    ['decline', 'expire'],
    ['expire', 'decline'],
    ['recall', 'expire'],
    ['expire', 'recall'],
    ['accept', 'recall'],
    ['recall', 'accept'],
    ['accept', 'accept'],
    ['expire', 'expire'],
  ])('ends once, as whoever was first wants: to %s, then to %s', async (one, other) => {
    for (const meantFor of [{}, { toAgent: 'tom' }]) {
      const { types, refused } = await outcomeOf([one, other], meantFor);
      expect(types.filter((type) => ENDS[one] === type || ENDS[other] === type)).toEqual([ENDS[one]]);
      expect(types.includes('EscalationRaised')).toBe(one === 'expire');
      // Whoever came second is told so, but for the timer, which has nothing left to do.
      expect(refused).toEqual(other === 'expire' || one === other ? [] : ['TRANSFER_NOT_OPEN']);
    }
  });

  it('H4 returns an offer to a named agent, too, with his department told of it', async () => {
    const { types } = await outcomeOf(['expire'], { toAgent: 'tom' });
    expect(types).toEqual(['TransferExpired', 'EscalationRaised']);
  });

  it.each<[Who, Who]>([
    ['warn', 'accept'],
    ['accept', 'warn'],
  ])('H10 warns of it or lets it be accepted, and refuses neither: %s before %s', async (one, other) => {
    const { types, refused } = await outcomeOf([one, other]);
    expect(refused).toEqual([]);
    const warned = types.includes('ChainAlarmRaised');
    expect(types.filter((type) => type !== 'ChainAlarmRaised' && type !== 'EscalationRaised')).toEqual([
      'TransferAccepted',
    ]);
    expect(types.filter((type) => type === 'EscalationRaised')).toHaveLength(warned ? 1 : 0);
  });
});
