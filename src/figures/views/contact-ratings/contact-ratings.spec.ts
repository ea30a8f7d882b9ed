import type { CaseFact } from '@baton/contracts';
import { idOf, onDay, ToldOffice } from '../../testing/told-office.js';
import { contactRatings } from './contact-ratings.projection.js';
import { RatingsOfContacts } from './ratings-of-contacts.js';

const opened = (segment: string | undefined, contact: string): CaseFact => ({
  type: 'CaseOpened',
  data: {
    department: 'elsewhere',
    contact: { contactId: idOf(contact) },
    ...(segment === undefined ? {} : { segment }),
  },
});
const spoken = (contact: string): CaseFact => ({ type: 'ContactRecorded', data: { contactId: idOf(contact) } });
const rated = (contact: string, score: number): CaseFact => ({
  type: 'CaseRated',
  data: { ratingId: idOf(`rating of ${contact}`), contactId: idOf(contact), score },
});

const office = new ToldOffice();
const contacts = new RatingsOfContacts(office.queries);

beforeAll(async () => {
  await office.tell('one', 2, 'A', [opened('Low', 'c1'), spoken('c2'), rated('c1', 1), rated('c2', 5)]);
  await office.tell('two', 3, 'B', [opened(undefined, 'c3'), rated('c3', 4)]);
  await office.tell('three', 33, 'A', [opened('Low', 'c4'), rated('c4', 2), rated('unknown', 1)]);
  await office.catchUp(contactRatings);
});
afterAll(() => office.close());

describe('what customers said of contacts', () => {
  it('is counted with its mean and how often each score was given', async () => {
    expect(await contacts.ratings({})).toEqual({
      ratings: 4,
      ratingMean: 3,
      ratingScores: [1, 1, 0, 1, 1],
      departments: [
        { group: 'A', ratings: 3, ratingMean: 8 / 3, ratingScores: [1, 1, 0, 0, 1] },
        { group: 'B', ratings: 1, ratingMean: 4, ratingScores: [0, 0, 0, 1, 0] },
      ],
      segments: [{ group: 'Low', ratings: 3, ratingMean: 8 / 3, ratingScores: [1, 1, 0, 0, 1] }],
      months: [
        { group: '2026-04', ratings: 1, ratingMean: 2, ratingScores: [0, 1, 0, 0, 0] },
        { group: '2026-03', ratings: 3, ratingMean: 10 / 3, ratingScores: [1, 0, 0, 1, 1] },
      ],
    });
  });

  it('is narrowed to a period, a segment, a department', async () => {
    const count = async (filter: Parameters<typeof contacts.ratings>[0]) => (await contacts.ratings(filter)).ratings;
    expect(await count({ from: onDay(3), to: onDay(30) })).toBe(1);
    expect(await count({ segment: 'Low' })).toBe(3);
    expect(await count({ department: 'B' })).toBe(1);
  });

  it('is zeros, and no mean, where nobody rated', async () => {
    expect(await contacts.ratings({ department: 'nobody' })).toEqual({
      ratings: 0,
      ratingScores: [0, 0, 0, 0, 0],
      departments: [],
      segments: [],
      months: [],
    });
  });
});
