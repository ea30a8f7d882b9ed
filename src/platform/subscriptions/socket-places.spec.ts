import { SocketPlaces, type SocketPlace } from './socket-places.js';

const BOUNDS = { sockets: 6, socketsOfAddress: 4, strangers: 3, strangersOfAddress: 2 };

describe('the places for sockets', () => {
  let places: SocketPlaces;
  beforeEach(() => (places = new SocketPlaces(BOUNDS)));

  const open = (address: string, count: number): SocketPlace[] =>
    Array.from({ length: count }, () => places.take(address));
  const known = (address: string, count: number): SocketPlace[] =>
    Array.from({ length: count }, () => {
      const place = places.take(address);
      place.introduced();
      return place;
    });
  const told = (address: string) => {
    const why = places.turnedAway(address);
    return why && [why.status.slice(0, 3), why.error.code, why.error.message];
  };

  it('are so many for those of one address who have not said who they are', () => {
    open('a', 2);
    expect(told('a')).toEqual([
      '429',
      'TOO_MANY_SOCKETS',
      '2 sockets wait for connection_init from your address, as many as one may have',
    ]);
    expect(told('b')).toBeUndefined();
  });

  it('are so many for all who have not said who they are', () => {
    open('a', 2);
    open('b', 1);
    expect(told('c')).toEqual([
      '503',
      'TOO_MANY_SOCKETS',
      '3 sockets wait for connection_init, as many as there is room for',
    ]);
  });

  it('are so many of one address', () => {
    known('a', 4);
    expect(told('a')).toEqual([
      '429',
      'TOO_MANY_SOCKETS',
      '4 sockets are open from your address, as many as one may have',
    ]);
    expect(told('b')).toBeUndefined();
  });

  it('are so many in all', () => {
    known('a', 3);
    known('b', 3);
    expect(told('c')).toEqual(['503', 'TOO_MANY_SOCKETS', '6 sockets are open, as many as there is room for']);
  });

  it('say what to do', () => {
    open('a', 2);
    expect(places.turnedAway('a')?.error.extensions).toMatchObject({ remedy: expect.stringMatching(/\.$/) });
  });

  it('are free again once a socket is introduced or has closed, and no more often than that', () => {
    const [first, second] = open('a', 2);
    first?.introduced();
    first?.introduced();
    expect(told('a')).toBeUndefined();
    open('a', 1);
    expect(told('a')?.[0]).toBe('429');
    second?.giveBack();
    second?.giveBack();
    second?.introduced();
    open('a', 1);
    expect(told('a')?.[0]).toBe('429');
    first?.giveBack();
    expect(told('a')?.[0]).toBe('429');
  });
});
