import fc from 'fast-check';
import { readOn } from '@baton/event-store/testing';
import { openPromises } from '../../src/cases/case.state.js';
import { histories, Life, type States } from './office-history.js';
import { DEPARTMENTS, Office } from './whole-office.js';

/** H1, H11: after every command. */
function nobodyIsDropped({ agents, cases }: States): void {
  const gone = (agent: string | undefined) => agent !== undefined && agents.get(agent)?.standing === 'GONE';
  for (const theCase of cases) {
    const { caseId, status, holder, lead, standsInFor, accountable, merges, undone } = theCase;
    expect(DEPARTMENTS).toContain(accountable);
    if (status === 'OPEN') {
      const hands = { caseId, holder: gone(holder), lead: gone(lead), standsInFor: gone(standsInFor) };
      expect(hands).toEqual({ caseId, holder: false, lead: false, standsInFor: false });
      if (holder !== undefined) expect([caseId, agents.get(holder)?.department]).toEqual([caseId, accountable]);
    }
    for (const { promiseId, department, madeBy } of openPromises(theCase)) {
      expect(DEPARTMENTS).toContain(department);
      // A promise goes with its case; one that stayed is his who made it (ADR 21), unless it went with another case (ADR 22).
      const stayed = department !== accountable && merges.isEmpty() && undone.isEmpty();
      const owes = stayed ? madeBy : status === 'OPEN' ? holder : undefined;
      expect([promiseId, gone(owes)]).toEqual([promiseId, false]);
    }
  }
}

/** How often each thing must have happened, at least: words, policies that wrote something, refusals. */
const LEAST: Readonly<Record<string, number>> = {
  HandoverOffered: 10,
  HandoverAccepted: 5,
  'finish-what-two-cases-say': 5,
  TransferExpired: 15,
  AssignmentArbitrated: 4,
  AbsenceStarted: 6,
  AbsenceDelayed: 3,
  AbsenceEnded: 8,
  AgentMoved: 5,
  AgentDeactivated: 5,
  'deactivateAgent OPEN_WORK': 5,
  PromiseAssumed: 4,
  PromiseRetained: 3,
  CasesUnmerged: 3,
  CaseReopened: 2,
};

/** A whole office in this process, and hundreds of commands; not a measure of speed. */
const PATIENCE_MS = 240_000;

describe('whatever happens to agents and cases together', () => {
  let office: Office;
  let lives = 0;
  beforeAll(async () => {
    office = await Office.open();
  }, PATIENCE_MS);
  afterAll(() => office.baton.close());

  const live = (history: Parameters<Life['live']>[0]) =>
    new Life(office, `life-${(lives += 1)}`, nobodyIsDropped).live(history);

  it(
    'H1, H11 no case and no promise is in the hands of somebody who is gone, none is without a department',
    () => fc.assert(fc.asyncProperty(histories, live), { numRuns: 3, endOnFailure: true }),
    PATIENCE_MS,
  );

  it(
    'is covered: the histories reach all that takes work out of hands, and puts it into others',
    async () => {
      office.reached.clear();
      const { store } = office.baton.baton;
      const written = new Map<string, number>();
      let known = await store.head();
      const counted = (what: string): number => (written.get(what) ?? 0) + (office.reached.get(what) ?? 0);
      const tooSeldom = () =>
        Object.entries(LEAST).flatMap(([what, least]) => (counted(what) < least ? [[what, counted(what), least]] : []));
      for (const history of fc.sample(histories, { seed: 42, numRuns: 60 })) {
        await live(history);
        for (const { type, by, position } of await readOn(store, known)) {
          for (const what of [type, by.via ?? '']) written.set(what, (written.get(what) ?? 0) + 1);
          known = position;
        }
        if (tooSeldom().length === 0) break;
      }
      expect(tooSeldom()).toEqual([]);
    },
    PATIENCE_MS,
  );
});
