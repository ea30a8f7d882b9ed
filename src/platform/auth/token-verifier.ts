import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { LRUCache } from 'lru-cache';
import { By } from '@baton/contracts';
import { check } from '@baton/fields';
import type { Clock } from '../clock/clock.js';
import type { TokenSettings } from '../config/settings.js';
import { StartupError } from '../errors/startup-error.js';
import { DEV_AUDIENCE, DEV_ISSUER, devKeyOf } from './dev-key.js';

/** Longest life of a token, in days. */
export const TOKEN_DAYS = 30;
const CLOCK_TOLERANCE_SECONDS = 5;
const REMEMBERED = 1000;

/** Why a token is not believed, as a sentence for the caller. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** What a token says. */
export interface Verified {
  /** Who its caller is. */
  readonly by: By;
  /** The instant from which it is believed no longer, UTC ISO 8601: its end, and the tolerance for clocks that differ. */
  readonly until: string;
}

/** Says who a bearer token speaks for, and until when. */
export interface TokenVerifier {
  /** Whether the development key is used: decides what advice a caller gets. */
  readonly development: boolean;
  /** Throws `TokenRefused`. */
  verify(token: string): Promise<Verified>;
}

/** The token under which the verifier is injected. */
export const TOKEN_VERIFIER = Symbol('TOKEN_VERIFIER');

/**
 * Believes tokens of the development key (HS256), or of the public key of an identity provider (EdDSA, ES256, RS256).
 * @param devKey reads the development key; only asked where it is used
 */
export function tokenVerifier(settings: TokenSettings, devKey: () => Uint8Array, clock: Clock): TokenVerifier {
  if (settings.kind === 'development') {
    const options = { algorithms: ['HS256'], issuer: DEV_ISSUER, audience: DEV_AUDIENCE };
    return new JwtVerifier(true, devKeyOf(devKey()), options, clock);
  }
  const key = publicKey(settings.file);
  const { issuer, audience } = settings;
  return new JwtVerifier(false, key, { algorithms: [algorithmOf(key, settings.file)], issuer, audience }, clock);
}

class JwtVerifier implements TokenVerifier {
  /** Verified before, until they expire: a signature is checked once a token, not once a request. */
  private readonly known = new LRUCache<string, Verified>({ max: REMEMBERED });

  constructor(
    readonly development: boolean,
    private readonly key: KeyObject,
    private readonly options: JWTVerifyOptions,
    private readonly clock: Clock,
  ) {}

  async verify(token: string): Promise<Verified> {
    const now = Date.parse(this.clock.now());
    const known = this.known.get(token);
    if (known && now < Date.parse(known.until)) return known;
    const payload = await this.payloadOf(token, new Date(now));
    const lasts = Math.min(payload.exp ?? 0, (payload.iat ?? 0) + TOKEN_DAYS * 86_400);
    const until = new Date((lasts + CLOCK_TOLERANCE_SECONDS) * 1000).toISOString();
    const verified = { by: byOf(payload), until };
    this.known.set(token, verified);
    return verified;
  }

  private async payloadOf(token: string, currentDate: Date): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        ...this.options,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'iat', 'sub'],
        maxTokenAge: `${TOKEN_DAYS} days`,
        currentDate,
      });
      return payload;
    } catch (error) {
      throw new TokenRefused(reasonOf(error), { cause: error });
    }
  }
}

function byOf({ sub, department, role }: JWTPayload): By {
  const by = { agent: sub, department, role };
  const problems = check(By, by);
  if (problems.length > 0) {
    throw new TokenRefused(`The token does not say who you are: ${problems.map(({ message }) => message).join('; ')}`);
  }
  return by as By;
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return error.claim === 'iat' ? `The token is older than ${TOKEN_DAYS} days` : 'The token has expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim ${error.claim} is missing or wrong`;
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The token was not signed with the key in use here';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is signed in a way that is not accepted here';
  return 'The token is not one that Baton can read';
}

function publicKey(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new StartupError(
      'JWT_KEY_UNREADABLE',
      `${file} (BATON_JWT_PUBLIC_KEY_FILE) is not a public key that can be read`,
      'Give a PEM file (SPKI, "-----BEGIN PUBLIC KEY-----") of an Ed25519, P-256 or RSA key that this process may read.',
      { cause },
    );
  }
}

function algorithmOf(key: KeyObject, file: string): string {
  if (key.asymmetricKeyType === 'ed25519') return 'EdDSA';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return 'RS256';
  throw new StartupError(
    'JWT_KEY_UNSUITED',
    `${file} (BATON_JWT_PUBLIC_KEY_FILE) holds a key of a kind that is not accepted`,
    'Take an Ed25519 key (EdDSA), a P-256 key (ES256) or an RSA key of at least 2048 bits (RS256).',
  );
}
