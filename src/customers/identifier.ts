import { createRequire } from 'node:module';
import { refuse, type IdentifierKind } from '@baton/contracts';

/** An identifier in its one form, with the name of its reservation. */
export interface KnownIdentifier {
  readonly kind: IdentifierKind;
  /** Normalised. */
  readonly value: string;
  /** Keyed fingerprint of kind and value, hex. */
  readonly fingerprint: string;
}

const LONGEST = 200;

/**
 * The one form in which an identifier is compared and stored. Refuses `IDENTIFIER_INVALID` with an example.
 *
 * - PHONE: E.164. The number must carry its country code (+49 …): no country is assumed. An extension is refused, as
 *   E.164 has none and a whole firm would become one customer. The length must fit the country; whether the number is
 *   given out is not asked, as new ranges appear faster than lists of them.
 * - EMAIL: both parts in lower case (mail systems tell case apart on paper only), the domain in ASCII (punycode).
 * - CUSTOMER_NUMBER, CONTRACT, EXTERNAL: compatibility forms folded (NFKC), white space collapsed, upper case.
 *
 * Invisible characters are refused, and so are words that mix Latin letters with look-alikes of another script.
 */
export function normaliseIdentifier(kind: IdentifierKind, value: string): string {
  const normalised = normalisers[kind](value);
  if (normalised.length === 0 || normalised.length > LONGEST) invalid(kind);
  return normalised;
}

const examples: Readonly<Record<IdentifierKind, string>> = {
  PHONE: 'a telephone number with its country code and without an extension, such as +43 1 58858 0',
  EMAIL: 'an e-mail address such as ines.moser@example.org',
  CUSTOMER_NUMBER: 'a customer number such as K-100234, at most 200 characters, without invisible characters',
  CONTRACT: 'a contract number such as V-2026/0815, at most 200 characters, without invisible characters',
  EXTERNAL: "the customer's name in another system, at most 200 characters, without invisible characters",
};

const normalisers: Readonly<Record<IdentifierKind, (value: string) => string>> = {
  PHONE: phone,
  EMAIL: email,
  CUSTOMER_NUMBER: (value) => plain('CUSTOMER_NUMBER', value),
  CONTRACT: (value) => plain('CONTRACT', value),
  EXTERNAL: (value) => plain('EXTERNAL', value),
};

/** Never repeats the value: a refusal is logged, the value may be personal. */
const invalid = (kind: IdentifierKind): never =>
  refuse('IDENTIFIER_INVALID', `This is no identifier of the kind ${kind}: write ${examples[kind]}.`, {
    missing: ['value'],
  });

const installed = createRequire(import.meta.url);

/** Numbers copied from an address book often come wrapped in marks of writing direction: those are dropped. */
function phone(value: string): string {
  // Takes a thirtieth of the time of a start to load, so only who has a number to read pays for it.
  const { parsePhoneNumberFromString } = installed('libphonenumber-js') as typeof import('libphonenumber-js');
  const parsed = parsePhoneNumberFromString(
    value
      .normalize('NFKC')
      .replace(/\p{Cf}/gu, '')
      .trim(),
    { extract: false },
  );
  return parsed?.isPossible() && parsed.ext === undefined ? parsed.number : invalid('PHONE');
}

const LOCAL_PART = /^(?!\.)(?!.*\.\.)(?!.*\.$)[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}$/u;
const WRITTEN_DOMAIN = /^[\p{L}\p{M}\p{N}.-]{1,190}$/u;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/;

function email(value: string): string {
  const written = value.trim().normalize('NFKC');
  const at = written.lastIndexOf('@');
  const local = written.slice(0, at).toLowerCase().normalize('NFKC');
  const domain = asciiDomain(written.slice(at + 1));
  if (at < 1 || !LOCAL_PART.test(local) || mixesScripts(written) || domain === undefined) return invalid('EMAIL');
  return `${local}@${domain}`;
}

function asciiDomain(written: string): string | undefined {
  if (!WRITTEN_DOMAIN.test(written) || !URL.canParse(`http://${written}`)) return undefined;
  const { hostname } = new URL(`http://${written}`);
  return DOMAIN.test(hostname) ? hostname : undefined;
}

function plain(kind: IdentifierKind, value: string): string {
  const written = value.normalize('NFKC').trim().replace(/\s+/gu, ' ').toUpperCase().normalize('NFKC');
  return /\p{C}/u.test(written) || mixesScripts(written) ? invalid(kind) : written;
}

const LOOK_ALIKES = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}]/u;

/** Whether a word (a run of letters) has Latin letters beside letters that look like them. */
function mixesScripts(text: string): boolean {
  return (text.match(/[\p{L}\p{M}]+/gu) ?? []).some((word) => /\p{Script=Latin}/u.test(word) && LOOK_ALIKES.test(word));
}
