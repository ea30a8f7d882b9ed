import { SignJWT } from 'jose';
import type { By } from '@baton/contracts';
import { DEV_AUDIENCE, DEV_ISSUER, devKeyOf } from './dev-key.js';

/**
 * A token of the development key.
 * @param now UTC ISO 8601
 * @param seconds how long it is valid, at most 30 days
 */
export function devToken(secret: Uint8Array, by: By, now: string, seconds: number): Promise<string> {
  const issuedAt = Math.floor(Date.parse(now) / 1000);
  return new SignJWT({ department: by.department, role: by.role })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(by.agent)
    .setIssuer(DEV_ISSUER)
    .setAudience(DEV_AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + seconds)
    .sign(devKeyOf(secret));
}
