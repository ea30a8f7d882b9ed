/** A closed list of words with their meaning: an enum in GraphQL, `enum` in JSON Schema, a check at the door. */
export interface Words<W extends string = string> {
  readonly name: string;
  readonly description: string;
  /** What each word means, in one sentence. */
  readonly meanings: Readonly<Record<W, string>>;
  readonly values: readonly W[];
}

/** The union of the words of a list: `WordOf<typeof Channel>` is `'PHONE' | 'EMAIL' | …`. */
export type WordOf<L> = L extends Words<infer W> ? W : never;

/**
 * Declares a closed list of words.
 * @param name the name of the list in GraphQL and JSON Schema, PascalCase
 * @param description what the list is about, one sentence
 * @param meanings each word with its meaning
 */
export const words = <W extends string>(
  name: string,
  description: string,
  meanings: Readonly<Record<W, string>>,
): Words<W> => ({ name, description, meanings, values: Object.keys(meanings) as W[] });
