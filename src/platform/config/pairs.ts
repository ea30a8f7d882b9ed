import { single, type Kind } from './kind.js';

/**
 * Two texts with `=` between: what others call something, and what it is here.
 * @param known what may stand on the right; anything when absent
 */
export function pair<T extends string = string>(takes: string, known?: readonly T[]): Kind<readonly [string, T]> {
  return single(
    takes,
    (given) => {
      const [, said, meant] = /^([^=].*)=([^=]+)$/.exec(given) ?? [];
      if (said === undefined || meant === undefined) return undefined;
      const found = known ? known.find((word) => word === meant) : (meant as T);
      return found === undefined ? undefined : ([said, found] as const);
    },
    ([said, meant]) => `${said}=${meant}`,
  );
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const CONTENT = /^[\t\x20-\x7e\x80-\xff]+$/;

/** Headers of HTTP: `name=value` with commas between, values percent-encoded where they hold a comma or more than ASCII. */
export const headers = (): Kind<Readonly<Record<string, string>>> =>
  single('name=value pairs with commas between, the values percent-encoded', headersOf, (values) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join(','),
  );

function headersOf(given: string): Record<string, string> | undefined {
  const found = given.split(',').map((one) => {
    const [, name = '', value = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(one) ?? [];
    return [name, decoded(value)] as const;
  });
  const right = found.every(([name, value]) => NAME.test(name) && CONTENT.test(value));
  return right ? Object.fromEntries(found) : undefined;
}

/** A value as it was before it was percent-encoded; nothing where it cannot have been. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
