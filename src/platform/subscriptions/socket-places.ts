import { ClientError } from '../graphql/client-error.js';
import { Places } from '../http/places.js';
import { SOCKET_LIMITS } from './limits.js';
import type { TurnedAway } from './socket-watch.js';

/** The place of a socket that is open. */
export interface SocketPlace {
  /** Its client has said who it is. */
  readonly introduced: () => void;
  /** It has closed. Twice is once. */
  readonly giveBack: () => void;
}

type Bounds = Pick<typeof SOCKET_LIMITS, 'sockets' | 'socketsOfAddress' | 'strangers' | 'strangersOfAddress'>;

/** The places for sockets: all that are open, and those among them whose clients have not yet said who they are. */
export class SocketPlaces {
  private readonly open: Places;
  private readonly strangers: Places;

  constructor(bounds: { readonly [bound in keyof Bounds]: number } = SOCKET_LIMITS) {
    this.open = new Places(bounds.sockets, bounds.socketsOfAddress);
    this.strangers = new Places(bounds.strangers, bounds.strangersOfAddress);
  }

  /** Why one more socket of an address is not taken; undefined where there is room for it. */
  turnedAway(address: string): TurnedAway | undefined {
    const { open, strangers } = this;
    switch (open.full(address)) {
      case 'of one':
        return tooManyOfYou(
          `${open.mostOfOne} sockets are open`,
          'Close one first, or ask for several things over one.',
        );
      case 'of all':
        return tooMany(`${open.most} sockets are open`);
      case undefined:
    }
    const unknown = 'sockets wait for connection_init';
    switch (strangers.full(address)) {
      case 'of one':
        return tooManyOfYou(`${strangers.mostOfOne} ${unknown}`, 'Send it over those first, then open more.');
      case 'of all':
        return tooMany(`${strangers.most} ${unknown}`);
      case undefined:
        return undefined;
    }
  }

  /** Takes a place for a socket of an address, as that of a client who has not yet said who it is. */
  take(address: string): SocketPlace {
    const leave = this.open.take(address);
    const introduced = this.strangers.take(address);
    return {
      introduced,
      giveBack: () => {
        introduced();
        leave();
      },
    };
  }
}

const tooManyOfYou = (what: string, remedy: string): TurnedAway => ({
  status: '429 Too Many Requests',
  error: new ClientError('TOO_MANY_SOCKETS', `${what} from your address, as many as one may have`, { remedy }),
});

const tooMany = (what: string): TurnedAway => ({
  status: '503 Service Unavailable',
  error: new ClientError('TOO_MANY_SOCKETS', `${what}, as many as there is room for`, {
    remedy: 'Come again in a moment.',
  }),
});
