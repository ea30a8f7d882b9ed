import { cursorOf, PAGE_DEFAULT, pageOf } from './connection.js';

const place = ['A', 7, null];
const cursor = cursorOf(place);
const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('a cursor', () => {
  it('is the place after which the next page begins', () => {
    expect(pageOf({ after: cursor }, 3)).toEqual({ limit: PAGE_DEFAULT, after: place });
  });

  it.each([
    ['with something behind it', `${cursor}=`],
    ['with a space before it', ` ${cursor}`],
    ['spelt in another way', encoded('[ "A", 7, null ]')],
    ['of another list', cursorOf(['A', 7])],
    ['that holds something else', encoded('["A",7,{}]')],
    ['that holds no list', encoded('"A7n"')],
    ['that holds nothing', ''],
  ])('%s is not one that Baton gave out', (_, after) => {
    expect(() => pageOf({ after }, 3)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
  });
});
