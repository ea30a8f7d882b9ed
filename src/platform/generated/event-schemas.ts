import { eventClass, streamKinds } from '@baton/contracts';
import { jsonSchemaOf } from '@baton/fields';
import type { GeneratedFile } from './generated-file.js';

/** The version of the shape of an event's data that is written now. */
const VERSION = 1;

/** Where the JSON Schema of an event's data is kept, from the root of the project. */
export const schemaFile = (word: string): string => `docs/schemas/events/${word}.v${VERSION}.json`;

/** The JSON Schema (draft 2020-12) of the data of every event, each in a file of its own, by the word. */
export function eventSchemas(): GeneratedFile[] {
  const words = new Set(Object.values(streamKinds).flatMap((events) => Object.keys(events)));
  return [...words].sort().map((word) => ({ name: schemaFile(word), content: schemaOf(word) }));
}

function schemaOf(word: string): string {
  const type = eventClass(word);
  if (type === undefined) throw new Error(`${word} is no word of the published language`);
  const streams = Object.entries(streamKinds).flatMap(([kind, events]) => (Object.hasOwn(events, word) ? [kind] : []));
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:baton:event:${word}:v${VERSION}`,
    $comment: 'Made of the code by npm run generate; do not edit.',
    title: word,
    'x-streams': streams,
    ...jsonSchemaOf(type),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
