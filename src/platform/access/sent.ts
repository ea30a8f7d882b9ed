/** The arguments of a field, or the parameters of an address, as they were sent. */
export type Sent = Readonly<Record<string, unknown>>;

/** What stands at a path of arguments; undefined where nothing does. Null is nothing. */
export function valueAt(sent: Sent, path: string): unknown {
  let value: unknown = sent;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Sent)[name];
  }
  return value ?? undefined;
}
