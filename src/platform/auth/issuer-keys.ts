import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { customFetch, discoveryRequest, allowInsecureRequests, processDiscoveryResponse } from 'oauth4webapi';
import type { Clock } from '../clock/clock.js';
import { ANSWER_BYTES, ANSWER_TIMEOUT, boundedFetch, keysAddress, type Bounds } from './issuer-fetch.js';

const MINUTE = 60_000;
/** After this long the keys are asked for again, milliseconds; meanwhile the known ones go on. */
export const KEYS_FRESH = 10 * MINUTE;
/** So long the known keys go on while the issuer cannot be reached, milliseconds. */
export const KEYS_KEPT = 24 * 60 * MINUTE;
/** The issuer is not asked again sooner than this, milliseconds, however many tokens name a key that is not known. */
export const KEYS_COOLDOWN = MINUTE / 2;

/** The keys of the identity provider cannot be had, so no token can be judged. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

/** A token names a key that the issuer did not have when it was asked last. */
export class KeyUnknown extends Error {
  override readonly name = 'KeyUnknown';

  /** @param seconds after which it is asked again */
  constructor(readonly seconds: number) {
    super(`the issuer has no such key; it is asked again in ${seconds} seconds`);
  }
}

interface KeySet {
  readonly find: JWTVerifyGetKey;
  /** The issuer as it names itself: what tokens must say. */
  readonly issuer: string;
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Says why the keys could not be had, or that they can again (undefined). */
export type ReportTrouble = (reason: string | undefined) => void;

/**
 * The keys with which an issuer signs, found by discovery. They are asked for when first needed, again after ten
 * minutes, and when a token names one that is not known; while the issuer is down the known ones go on for a day. Keys
 * older than twice that are waited for, once in ten minutes.
 */
export class IssuerKeys {
  private keys: KeySet | undefined;
  private loading: Promise<void> | undefined;
  private triedAt = -Infinity;
  private endedAt = -Infinity;
  private trouble: string | undefined;
  private readonly fetch: ReturnType<typeof boundedFetch>;

  constructor(
    private readonly issuer: URL,
    private readonly clock: Clock,
    private readonly report: ReportTrouble = () => undefined,
    bounds: Bounds = { timeout: ANSWER_TIMEOUT, bytes: ANSWER_BYTES },
  ) {
    this.fetch = boundedFetch(bounds);
  }

  /** The issuer as tokens say it, and which edition of keys is known: it changes with them. Throws `IssuerUnreachable`. */
  async current(): Promise<Pick<KeySet, 'issuer' | 'digest'>> {
    const age = this.age();
    if (age > KEYS_FRESH) {
      const asked = this.askAgain();
      // Known keys do not wait for newer ones, unless nobody has asked for a long time: then one may have been taken back.
      const stale = age > 2 * KEYS_FRESH && this.now() - this.endedAt > KEYS_FRESH;
      if (stale || age > KEYS_KEPT) await asked;
    }
    return this.known();
  }

  /** Whether keys are known that may go on. Asks for newer ones where that is due, and does not wait for them. */
  available(): boolean {
    if (this.age() > KEYS_FRESH) void this.askAgain();
    return this.age() <= KEYS_KEPT;
  }

  /** The key that a token names. Throws `KeyUnknown`, also for one that the issuer has made since it was asked last. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    try {
      return await this.known().find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.askAgain();
    try {
      return await this.known().find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      throw new KeyUnknown(Math.max(1, Math.ceil((this.triedAt + KEYS_COOLDOWN - this.now()) / 1000)));
    }
  };

  private known(): KeySet {
    if (this.keys && this.age() <= KEYS_KEPT) return this.keys;
    throw new IssuerUnreachable(`The keys of the identity provider cannot be had: ${this.trouble ?? 'asked just now'}`);
  }

  /** Asks for the keys, unless that was tried a moment ago; those who ask together wait together. Never throws. */
  private askAgain(): Promise<void> {
    if (this.loading) return this.loading;
    const cooldown = this.keys ? KEYS_COOLDOWN : KEYS_COOLDOWN / 6;
    if (this.now() - this.triedAt < cooldown) return Promise.resolve();
    this.triedAt = this.now();
    this.loading = this.load().finally(() => {
      this.loading = undefined;
      this.endedAt = this.now();
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    try {
      const { issuer, jwks_uri } = await this.configuration();
      const answer = await this.fetch(keysAddress(this.issuer, jwks_uri), { headers: { accept: 'application/json' } });
      if (answer.status !== 200) throw new Error(`its keys are answered with status ${answer.status}`);
      const jwks = (await answer.json()) as JSONWebKeySet;
      const digest = createHash('sha256').update(JSON.stringify(jwks)).digest('hex');
      // The same keys keep what jose has made of them.
      const find = this.keys?.digest === digest ? this.keys.find : createLocalJWKSet(jwks);
      this.keys = { find, issuer, digest, since: this.now() };
      this.say(undefined);
    } catch (error) {
      this.say(reasonOf(error));
    }
  }

  private async configuration() {
    const options = {
      [customFetch]: (address: string, { headers }: { headers: Record<string, string> }) =>
        this.fetch(address, { headers }),
      [allowInsecureRequests]: this.issuer.protocol === 'http:',
    };
    return processDiscoveryResponse(this.issuer, await discoveryRequest(this.issuer, options));
  }

  private say(trouble: string | undefined): void {
    if (trouble !== this.trouble) this.report(trouble);
    this.trouble = trouble;
  }

  /** Of the known keys, milliseconds. */
  private age(): number {
    return this.now() - (this.keys?.since ?? -Infinity);
  }

  private now(): number {
    return Date.parse(this.clock.now());
  }
}

function reasonOf(error: unknown): string {
  if ((error as { name?: unknown }).name === 'TimeoutError') return 'it did not answer in time';
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const inner = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : '';
  return `${error.message}${inner}`;
}
