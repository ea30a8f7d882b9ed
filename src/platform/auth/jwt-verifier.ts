import type { KeyObject } from 'node:crypto';
import {
  errors,
  jwtVerify,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyResult,
} from 'jose';
import { LRUCache } from 'lru-cache';
import type { By } from '@baton/contracts';
import type { Clock } from '../clock/clock.js';
import { IssuerUnreachable, KeyUnknown } from './issuer-keys.js';
import { TOKEN_DAYS, TokenRefused, type TokenVerifier, type Trouble, type Verified } from './verification.js';

/** Longest token that is looked at, in characters. */
export const TOKEN_LENGTH = 8192;
const REMEMBERED = 1000;

/** Which tokens are believed, and how they are read. */
export interface Believed {
  readonly development: boolean;
  readonly key: KeyObject | JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly audience: string | readonly string[];
  /** How far clocks may differ, in milliseconds. */
  readonly clockTolerance: number;
  /** The issuer that tokens must name, and which edition of keys is in use. May throw `IssuerUnreachable`. */
  current(): Promise<{ readonly issuer: string; readonly digest: string }>;
  /** Whether there are keys now; asks for missing or old ones without waiting. */
  available(): boolean;
  /** Throws `TokenRefused` for a token that is not for this. */
  fits?(header: JWTHeaderParameters, payload: JWTPayload): void;
  caller(payload: JWTPayload): By;
}

interface Known {
  readonly verified: Verified;
  /** Of the keys with which it was verified. */
  readonly digest: string;
}

/** Verifies JSON Web Tokens. A signature is checked once a token, not once a request, and again when keys change. */
export class JwtVerifier implements TokenVerifier {
  /** Under the token itself: bounded in number and in length, and never written anywhere. */
  private readonly known = new LRUCache<string, Known>({ max: REMEMBERED });

  constructor(
    private readonly believed: Believed,
    private readonly clock: Clock,
  ) {}

  get development(): boolean {
    return this.believed.development;
  }

  async verify(token: string): Promise<Verified> {
    if (token.length > TOKEN_LENGTH) {
      throw new TokenRefused(`The token is longer than ${TOKEN_LENGTH} characters: ask for one with fewer claims`);
    }
    const { issuer, digest } = await this.believed.current();
    const now = Date.parse(this.clock.now());
    const known = this.known.get(token);
    if (known && known.digest === digest && now < Date.parse(known.verified.until)) return known.verified;
    const { payload, protectedHeader } = await this.read(token, issuer, new Date(now));
    this.believed.fits?.(protectedHeader, payload);
    const lasts = Math.min(payload.exp ?? 0, (payload.iat ?? 0) + TOKEN_DAYS * 86_400);
    const until = new Date(lasts * 1000 + this.believed.clockTolerance).toISOString();
    const verified = { by: this.believed.caller(payload), until };
    this.known.set(token, { verified, digest });
    return verified;
  }

  trouble(): Trouble | undefined {
    if (this.believed.available()) return undefined;
    const message = 'The keys of the identity provider are not there, so nobody is let in; the log says why.';
    return { code: 'IDENTITY_PROVIDER_UNREACHABLE', message };
  }

  private async read(token: string, issuer: string, currentDate: Date): Promise<JWTVerifyResult> {
    const { key, algorithms, audience, clockTolerance } = this.believed;
    const options = {
      algorithms: [...algorithms],
      issuer,
      audience: [audience].flat(),
      clockTolerance: clockTolerance / 1000,
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: `${TOKEN_DAYS} days`,
      currentDate,
    };
    try {
      return typeof key === 'function' ? await jwtVerify(token, key, options) : await jwtVerify(token, key, options);
    } catch (error) {
      if (error instanceof IssuerUnreachable) throw error;
      throw new TokenRefused(reasonOf(error), { cause: error });
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) {
    return error.claim === 'iat' ? `The token is older than ${TOKEN_DAYS} days` : 'The token has expired';
  }
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's claim ${error.claim} is missing or wrong`;
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The token was not signed with the key in use here';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token is signed in a way that is not accepted here';
  if (error instanceof KeyUnknown) {
    const { seconds } = error;
    return `The token names a key that the identity provider does not have; if the key is new, try again in ${seconds} seconds`;
  }
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'The token does not say which key it was signed with';
  return 'The token is not one that Baton can read';
}
