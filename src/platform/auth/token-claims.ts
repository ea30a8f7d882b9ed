import type { JWTPayload } from 'jose';
import { By, type Role } from '@baton/contracts';
import { check } from '@baton/fields';
import { TokenRefused } from './verification.js';

/** In which claims a token says who its caller is. */
export interface ClaimNames {
  readonly agent: string;
  readonly department: string;
  readonly role: string;
}

/** How claims are read. A name is the claim's own, or leads into objects by dots: `realm_access.roles`. */
export interface ClaimMapping extends ClaimNames {
  /** What a token calls a role, and which role that is: the first of them that the token has. */
  readonly roles: readonly (readonly [said: string, role: Role])[];
  /** What a token calls a department, and its code; empty where a token names the code itself. */
  readonly departments: readonly (readonly [said: string, code: string])[];
}

/** Who the caller is, as the claims say. Throws `TokenRefused` where they do not, or not clearly. */
export function callerOf(payload: JWTPayload, mapping: ClaimMapping): By {
  const agents = textsAt(payload, mapping.agent);
  const by = {
    agent: agents.length === 1 ? agents[0] : undefined,
    department: departmentOf(payload, mapping),
    role: roleOf(payload, mapping),
  };
  const problems = check(By, by);
  if (problems.length === 0) return by as By;
  const told = problems.map(({ path, message }) => `${message} (claim ${mapping[path as keyof ClaimNames] ?? path})`);
  throw new TokenRefused(`The token does not say who you are: ${told.join('; ')}`);
}

function roleOf(payload: JWTPayload, { role: claim, roles }: ClaimMapping): Role {
  // One text may hold several words, as a scope does.
  const said = new Set(textsAt(payload, claim).flatMap((text) => [text, ...text.split(' ')]));
  const found = roles.find(([name]) => said.has(name));
  if (found) return found[1];
  throw new TokenRefused(`The token's claim ${claim} names no role that is known here`);
}

function departmentOf(payload: JWTPayload, { department: claim, departments }: ClaimMapping): string | undefined {
  const said = textsAt(payload, claim);
  const codes = new Map(departments);
  const named = departments.length === 0 ? said : said.flatMap((name) => codes.get(name) ?? []);
  const [one, other] = new Set(named);
  if (other !== undefined) throw new TokenRefused(`The token's claim ${claim} names more than one department`);
  if (one === undefined && said.length > 0) {
    throw new TokenRefused(`The token's claim ${claim} names no department that is known here`);
  }
  return one;
}

/** The text or the texts of a claim. */
function textsAt(payload: JWTPayload, name: string): string[] {
  const value = Object.hasOwn(payload, name) ? payload[name] : atPath(payload, name.split('.'));
  return [value].flat().filter((item): item is string => typeof item === 'string' && item !== '');
}

function atPath(payload: JWTPayload, path: readonly string[]): unknown {
  let value: unknown = payload;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
