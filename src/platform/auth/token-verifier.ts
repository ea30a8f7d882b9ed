import type { KeyObject } from 'node:crypto';
import { Role } from '@baton/contracts';
import type { Clock } from '../clock/clock.js';
import type { TokenSettings } from '../config/settings.js';
import { DEV_AUDIENCE, DEV_ISSUER, devKeyOf } from './dev-key.js';
import type { ReportTrouble } from './issuer-keys.js';
import { JwtVerifier, type Believed } from './jwt-verifier.js';
import { believedOfIssuer } from './openid.js';
import { readPublicKey } from './public-key.js';
import { callerOf, type ClaimMapping } from './token-claims.js';
import type { TokenVerifier } from './verification.js';

const CLOCK_TOLERANCE = 5000;

/** How tokens name things that Baton or a script of one's own makes. */
const OWN_CLAIMS: ClaimMapping = {
  agent: 'sub',
  department: 'department',
  role: 'role',
  roles: Role.values.map((role) => [role, role]),
  departments: [],
};

/**
 * Believes tokens of the development key (HS256), of an identity provider found by discovery, or of one public key
 * (EdDSA, ES256, RS256).
 * @param devKey reads the development key; only asked where it is used
 * @param report is told why the keys of the identity provider cannot be had, and when they can again
 */
export function tokenVerifier(
  settings: TokenSettings,
  devKey: () => Uint8Array,
  clock: Clock,
  report?: ReportTrouble,
): TokenVerifier {
  return new JwtVerifier(believedBy(settings, devKey, clock, report), clock);
}

function believedBy(settings: TokenSettings, devKey: () => Uint8Array, clock: Clock, report?: ReportTrouble): Believed {
  if (settings.kind === 'openid') return believedOfIssuer(settings, clock, report);
  if (settings.kind === 'development') {
    return ofOneKey(true, devKeyOf(devKey()), 'HS256', { issuer: DEV_ISSUER, audience: DEV_AUDIENCE });
  }
  const { key, algorithm } = readPublicKey(settings.file);
  return ofOneKey(false, key, algorithm, settings);
}

const ofOneKey = (
  development: boolean,
  key: KeyObject,
  algorithm: string,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): Believed => ({
  development,
  key,
  algorithms: [algorithm],
  audience,
  clockTolerance: CLOCK_TOLERANCE,
  current: () => Promise.resolve({ issuer, digest: '' }),
  available: () => true,
  caller: (payload) => callerOf(payload, OWN_CLAIMS),
});
