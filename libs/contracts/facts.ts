import type { DescribedClass } from '@baton/fields';

/** The words of one kind of stream, each with the class of its data. */
export type EventWords = Readonly<Record<string, DescribedClass>>;

/** The union of facts of a kind of stream: `{ type: 'CaseOpened', data: CaseOpened } | …`. */
export type FactsOf<W extends EventWords> = {
  [T in keyof W & string]: { readonly type: T; readonly data: Readonly<InstanceType<W[T]>> };
}[keyof W & string];
