import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { StartupError } from '../errors/startup-error.js';
import { whyUnreadable } from '../errors/unreadable.js';

/** A public key that tokens are signed with, and the one way of signing it is for. */
export interface PublicKey {
  readonly key: KeyObject;
  readonly algorithm: 'EdDSA' | 'ES256' | 'RS256';
}

/** Reads a public key of a PEM file. Throws `JWT_KEY_UNREADABLE`, or `JWT_KEY_UNSUITED` for a kind that is not accepted. */
export function readPublicKey(file: string): PublicKey {
  const key = keyOf(textOf(file), file);
  if (key.asymmetricKeyType === 'ed25519') return { key, algorithm: 'EdDSA' };
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return { key, algorithm: 'ES256' };
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return { key, algorithm: 'RS256' };
  throw new StartupError(
    'JWT_KEY_UNSUITED',
    `${file} holds a key of a kind that is not accepted`,
    'Take an Ed25519 key (EdDSA), a P-256 key (ES256) or an RSA key of at least 2048 bits (RS256).',
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(`${file} cannot be read (${whyUnreadable(cause)})`, cause);
  }
}

function keyOf(text: string, file: string): KeyObject {
  try {
    return createPublicKey(text);
  } catch (cause) {
    throw unreadable(`${file} is not a public key`, cause);
  }
}

const unreadable = (message: string, cause: unknown): StartupError =>
  new StartupError(
    'JWT_KEY_UNREADABLE',
    message,
    'Give a PEM file (SPKI, "-----BEGIN PUBLIC KEY-----") of an Ed25519, P-256 or RSA key that this process may read.',
    { cause },
  );
