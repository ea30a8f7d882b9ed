import { filter, map } from 'rxjs';
import { following } from '../../src/feeds/tail/following.js';

/** What a feed told, from the first case event on. */
export interface Told {
  /** The positions of the events, in the order in which they came. */
  readonly ids: readonly string[];
  /** Resolves once it told of a position; rejects where the feed was refused. */
  until(id: string): Promise<void>;
  leave(): void;
}

/** Follows the feed of all case events of a service, across deaths of that service. */
export function follow(url: string, token: string): Told {
  const ids: string[] = [];
  const known = new Set<string>();
  const refused = Promise.withResolvers<never>();
  // Whoever waits for the feed hears of it.
  refused.promise.catch(() => undefined);
  let look = (): void => undefined;
  const address = new URL('/feeds/cases?after=beginning&department=*', url);
  const subscription = following({ address, token, lost: () => undefined })
    .pipe(
      filter(({ name }) => name === 'message'),
      map(({ id }) => id),
    )
    .subscribe({
      next: (id) => {
        ids.push(id);
        known.add(id);
        look();
      },
      error: refused.reject,
    });
  const told = (id: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => void (known.has(id) && resolve());
      look();
    });
  return { ids, until: (id) => Promise.race([told(id), refused.promise]), leave: () => subscription.unsubscribe() };
}
