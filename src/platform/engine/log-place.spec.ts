import { resolve } from 'node:path';
import { logPlace } from './log-place.js';

const CLUSTER = 'esdb://127.0.0.1:2113?tls=false';
const settings = (prefix = 'baton.') => ({
  dataFolder: '/data',
  cluster: { eventstoredb: CLUSTER, prefix, postgres: '', identifierKeyFile: '' },
});

describe('the place of a log', () => {
  it('is the same however it is named, the usual prefix told or not', () => {
    const place = { engine: 'eventstoredb', connectionString: CLUSTER, prefix: 'baton.' };
    expect(logPlace(CLUSTER, undefined, settings)).toEqual(place);
    expect(logPlace(CLUSTER, 'baton.', settings)).toEqual(place);
    expect(logPlace('eventstoredb', undefined, settings)).toEqual(place);
  });

  it('has the prefix that was told, before that of the settings', () => {
    expect(logPlace('eventstoredb', undefined, () => settings('ours.'))).toMatchObject({ prefix: 'ours.' });
    expect(logPlace('eventstoredb', 'theirs.', () => settings('ours.'))).toMatchObject({ prefix: 'theirs.' });
    expect(logPlace(CLUSTER, 'theirs.', settings)).toMatchObject({ prefix: 'theirs.' });
  });

  it.each(['', 'team', '$team.', 'a.b.', '.', `${'x'.repeat(64)}.`])(
    'has no prefix that the setting would not take: %j',
    (prefix) => {
      for (const words of [CLUSTER, 'eventstoredb']) {
        expect(() => logPlace(words, prefix, settings)).toThrow(
          expect.objectContaining({ code: 'PREFIX_INVALID', remedy: expect.stringContaining('a dot at the end') }),
        );
      }
    },
  );

  it('has no prefix in a data folder', () => {
    expect(logPlace('sqlite:here', undefined, settings)).toEqual({ engine: 'sqlite', folder: resolve('here') });
    expect(() => logPlace('sqlite:here', 'ours.', settings)).toThrow(
      expect.objectContaining({ code: 'ENGINE_UNKNOWN' }),
    );
  });
});
