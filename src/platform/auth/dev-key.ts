import { createSecretKey, type KeyObject } from 'node:crypto';

/** Issuer and audience of tokens that the development key signs. */
export const DEV_ISSUER = 'baton-dev';
export const DEV_AUDIENCE = 'baton';

/** The development key as tokens are signed and verified with it: HS256, 256 bits. */
export const devKeyOf = (secret: Uint8Array): KeyObject => createSecretKey(secret);
