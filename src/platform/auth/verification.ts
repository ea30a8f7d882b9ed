import type { By } from '@baton/contracts';

/** Longest life of a token, in days. */
export const TOKEN_DAYS = 30;

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

/** What keeps tokens from being judged. */
export interface Trouble {
  readonly code: 'IDENTITY_PROVIDER_UNREACHABLE';
  readonly message: string;
}

/** Says who a bearer token speaks for, and until when. */
export interface TokenVerifier {
  /** Whether the development key is used: decides what advice a caller gets. */
  readonly development: boolean;
  /** Throws `TokenRefused`, or `IssuerUnreachable` where no token can be judged. */
  verify(token: string): Promise<Verified>;
  /**
   * What keeps tokens from being judged, as far as is known, for whoever watches the service. What is missing is asked
   * for meanwhile, and not waited for.
   */
  trouble(): Trouble | undefined;
}

/** The token under which the verifier is injected. */
export const TOKEN_VERIFIER = Symbol('TOKEN_VERIFIER');
