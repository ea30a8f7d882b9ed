import type { ViewQueries } from '../queries.js';
import type { ArrayLog } from './array-log.js';
import { officeRows } from './office.model.js';
import { sampleFlow, sampleInbox } from './office.projections.js';

/** Queries over the sample views of a log answer by key, by conditions, and by sums, as the model says. */
export async function expectAnswers(queries: ViewQueries, log: ArrayLog): Promise<void> {
  const { rows } = officeRows(log.all).sample_inbox;
  const [one] = rows;
  expect(await queries.get(sampleInbox, 'rows', { stream: one?.stream ?? '' })).toEqual(one);
  expect(await queries.get(sampleInbox, 'rows', { stream: 'case-none' })).toBeUndefined();
  const held = await queries.find(sampleInbox, 'rows', (query) =>
    query.where('holder', 'is not', null).where('handedOn', '=', 1).orderBy('stream'),
  );
  const wanted = rows.filter(({ holder, handedOn }) => holder && handedOn);
  expect(held).toEqual(wanted.toSorted((a, b) => (a.stream < b.stream ? -1 : 1)));
  expect(held.length).toBeGreaterThan(0);
  const [sum] = await queries.run(() =>
    queries
      .from(sampleFlow, 'load')
      .select(({ fn }) => fn.sum<number>('had').as('had'))
      .execute(),
  );
  expect(sum?.had).toBe(officeRows(log.all).sample_flow.load.reduce((all, { had }) => all + had, 0));
}
