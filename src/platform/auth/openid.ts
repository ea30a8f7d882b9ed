import type { JWTHeaderParameters, JWTPayload } from 'jose';
import type { Clock } from '../clock/clock.js';
import { issuerAddress, type Bounds } from './issuer-fetch.js';
import { IssuerKeys, type ReportTrouble } from './issuer-keys.js';
import type { Believed } from './jwt-verifier.js';
import { callerOf, type ClaimMapping } from './token-claims.js';
import { TokenRefused } from './verification.js';

/** Ways of signing that may be accepted: each with a pair of keys, so that who can verify cannot sign. */
export const OIDC_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;
export type OidcAlgorithm = (typeof OIDC_ALGORITHMS)[number];

/** An identity provider whose tokens are believed. */
export interface OpenIdSettings {
  readonly kind: 'openid';
  /** As it names itself (iss); its configuration is found below. */
  readonly issuer: string;
  /** What tokens must be for: one of these. */
  readonly audience: readonly string[];
  readonly algorithms: readonly OidcAlgorithm[];
  /** How far clocks may differ, in milliseconds. */
  readonly clockTolerance: number;
  /** Whether a token must be marked as an access token (`at+jwt`, RFC 9068). */
  readonly marked: boolean;
  readonly claims: ClaimMapping;
  /** Whether the issuer must be reached by https. */
  readonly production: boolean;
}

/** Believes the access tokens of an identity provider. Throws `StartupError` for an address that is none. */
export function believedOfIssuer(
  settings: OpenIdSettings,
  clock: Clock,
  report?: ReportTrouble,
  bounds?: Bounds,
): Believed {
  const keys = new IssuerKeys(issuerAddress(settings.issuer, settings.production), clock, report, bounds);
  const { audience, algorithms, clockTolerance, claims, marked } = settings;
  return {
    development: false,
    key: keys.find,
    algorithms,
    audience,
    clockTolerance,
    current: () => keys.current(),
    available: () => keys.available(),
    fits: (header, payload) => isAccessToken(header, payload, marked),
    caller: (payload) => callerOf(payload, claims),
  };
}

const MARKED = /^(application\/)?at\+jwt$/i;
const UNMARKED = /^(application\/)?jwt$/i;

/** Identity, logout and refresh tokens are signed with the same keys, and are nobody's leave to ask. */
function isAccessToken({ typ }: JWTHeaderParameters, payload: JWTPayload, marked: boolean): void {
  if (typ !== undefined && MARKED.test(typ)) return;
  if (marked) throw new TokenRefused('The token is not marked as an access token (typ at+jwt)');
  const { typ: kind, token_use: use } = payload;
  const other =
    (typ !== undefined && !UNMARKED.test(typ)) ||
    // Keycloak and Cognito say it in claims of their own; only an identity token vouches for another one, or repeats
    // what a login made up.
    (kind !== undefined && kind !== 'Bearer') ||
    (use !== undefined && use !== 'access') ||
    Object.hasOwn(payload, 'at_hash') ||
    Object.hasOwn(payload, 'c_hash') ||
    // Keycloak before version 24 repeats it in access tokens, which it names so.
    (Object.hasOwn(payload, 'nonce') && kind === undefined && use === undefined) ||
    Object.hasOwn(payload, 'events');
  if (other) throw new TokenRefused('The token is no access token: send that, not the identity token');
}
