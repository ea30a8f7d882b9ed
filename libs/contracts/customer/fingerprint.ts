import { createHmac } from 'node:crypto';
import type { IdentifierAdded } from './index.js';

/**
 * The fingerprint of an identifier: HMAC-SHA-256 (hex) of its kind and its normalised value.
 * @param key the key of identifiers: under another one every identifier has another fingerprint
 */
export const fingerprintOf = (key: Uint8Array, { kind, value }: Pick<IdentifierAdded, 'kind' | 'value'>): string =>
  createHmac('sha256', key).update(`${kind}\n${value}`).digest('hex');
