import { StartupError } from '../errors/startup-error.js';

/** Longest answer of an identity provider that is read, in bytes. */
export const ANSWER_BYTES = 262_144;
/** How long an identity provider may take for one answer, in milliseconds. */
export const ANSWER_TIMEOUT = 5000;

/** How answers of an identity provider are bounded. */
export interface Bounds {
  /** Milliseconds, from the question to the last byte of the answer. */
  readonly timeout: number;
  readonly bytes: number;
}

/** Fetches from an identity provider: no redirects, no answer that is larger or slower than the bounds. */
export const boundedFetch =
  ({ timeout, bytes }: Bounds) =>
  async (address: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    return new Response(await readAtMost(answer, bytes), { status: answer.status, headers: answer.headers });
  };

async function readAtMost(answer: Response, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of answer.body ?? []) {
    length += (piece as Uint8Array).length;
    if (length > most) throw new Error(`the answer is larger than ${most} bytes`);
    pieces.push(piece as Uint8Array);
  }
  return [204, 205, 304].includes(answer.status) || answer.status < 200 ? null : new Uint8Array(Buffer.concat(pieces));
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);

/**
 * The issuer's address. Throws `StartupError` for one that is none, that carries what an issuer has not, or that is not
 * https: in production only an issuer on this machine may be reached without it.
 */
export function issuerAddress(issuer: string, production: boolean): URL {
  const address = URL.parse(issuer);
  const plain = address && (address.protocol === 'https:' || address.protocol === 'http:');
  if (!plain || address.search !== '' || address.hash !== '' || address.username !== '' || address.password !== '') {
    throw new StartupError(
      'OIDC_ISSUER_INVALID',
      `${issuer} (BATON_OIDC_ISSUER) is not the address of an issuer`,
      'Give the address as the identity provider names itself (iss), without a query or a password: https://id.example/realms/office',
    );
  }
  if (production && address.protocol !== 'https:' && !isLoopback(address)) {
    throw new StartupError(
      'OIDC_ISSUER_INSECURE',
      `${issuer} (BATON_OIDC_ISSUER) is not reached by https: anybody on the way could hand out keys of his own`,
      'Give the https address of the identity provider.',
    );
  }
  return address;
}

/**
 * Where the issuer says its keys are. Throws where that is no address to go to: not https unless it is the issuer's own
 * host, or on this machine when the issuer is not.
 */
export function keysAddress(issuer: URL, said: unknown): string {
  const address = typeof said === 'string' ? URL.parse(said) : null;
  if (!address) throw new Error('its configuration names no address of its keys (jwks_uri)');
  const secure = address.protocol === 'https:' || address.origin === issuer.origin;
  if (!secure || (isLoopback(address) && !isLoopback(issuer))) {
    throw new Error(`its configuration names an address for its keys that is not gone to (${address.origin})`);
  }
  return address.href;
}
