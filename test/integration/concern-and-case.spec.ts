import fc from 'fast-check';
import { caseAggregate } from '../../src/cases/case-folds.state.js';
import { noCase, openConsults, openTransfer } from '../../src/cases/case.state.js';
import { intents, live } from '../../src/cases/testing/case.histories.js';
import { concern, departmentsConcerned, noConcern, type Span } from '../../src/feeds/concern.state.js';

describe('the feed and the case', () => {
  it('H1 H2 H12 say the same of who is accountable, who is offered the case, who is asked, and whom it concerns', () => {
    fc.assert(
      fc.property(intents, (history) => {
        let theCase = noCase;
        let feed = noConcern;
        for (const event of live(history).flatMap(({ events }) => events)) {
          const before = theCase;
          theCase = caseAggregate.evolve(theCase, event);
          feed = concern.evolve(feed, event);
          const now = (as: Span['as']): string | undefined =>
            feed.spans.find((span) => span.as === as && span.to === undefined)?.department;
          expect(now('ACCOUNTABLE')).toBe(theCase.status === 'CLOSED' ? undefined : theCase.accountable);
          expect(now('OFFERED')).toBe(openTransfer(theCase)?.to);
          const leads = now('LED') !== undefined;
          expect(leads).toBe(theCase.lead !== undefined && theCase.status !== 'CLOSED');
          const consulted = feed.spans.filter((span) => span.as === 'CONSULTED' && span.to === undefined);
          expect(consulted.map((span) => span.consultId).sort()).toEqual(
            openConsults(theCase)
              .map(({ consultId }) => consultId)
              .sort(),
          );
          const concerned = departmentsConcerned(feed, event);
          const sure = [before.accountable, theCase.accountable, openTransfer(before)?.to, openTransfer(theCase)?.to];
          for (const department of sure)
            if (department && theCase.status !== 'CLOSED') expect(concerned).toContain(department);
        }
      }),
      { numRuns: 40 },
    );
  });
});
