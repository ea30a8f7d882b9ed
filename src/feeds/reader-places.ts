import { ClientError } from '../platform/graphql/client-error.js';
import { Places } from '../platform/http/places.js';

/** The places for those who follow: so many, and so many of them for one agent. */
export class ReaderPlaces {
  private readonly places: Places;

  constructor(most: number, mostOfOne: number) {
    this.places = new Places(most, mostOfOne);
  }

  /**
   * Takes a place at once, before anything of the reader is looked at or kept. Throws `TOO_MANY_READERS`.
   * @returns how to give it back; twice is once
   */
  take(agent: string): () => void {
    const { most, mostOfOne } = this.places;
    switch (this.places.full(agent)) {
      case 'of one':
        throw new ClientError('TOO_MANY_READERS', `You follow ${mostOfOne} times already, as often as one agent may`, {
          remedy: 'End one of them first, or follow several things with one reader.',
        });
      case 'of all':
        throw new ClientError('TOO_MANY_READERS', `${most} readers follow already, as many as there is room for`, {
          remedy: 'Come again later, or follow several things with one reader.',
        });
      case undefined:
        return this.places.take(agent);
    }
  }
}
