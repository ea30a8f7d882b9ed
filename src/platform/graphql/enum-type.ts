import { registerEnumType } from '@nestjs/graphql';
import type { Words } from '@baton/fields';

const registered = new Map<string, { words: Words; ref: Record<string, string> }>();

/** The GraphQL enum of a closed list of words, registered once, every value with its meaning. */
export function enumOf(words: Words): Record<string, string> {
  const known = registered.get(words.name);
  if (known?.words === words) return known.ref;
  if (known) throw new Error(`Two lists of words are called ${words.name}: rename one of them`);
  const ref = Object.fromEntries(words.values.map((word) => [word, word]));
  registered.set(words.name, { words, ref });
  const valuesMap = Object.fromEntries(words.values.map((word) => [word, { description: words.meanings[word] ?? '' }]));
  registerEnumType(ref, { name: words.name, description: words.description, valuesMap });
  return ref;
}
