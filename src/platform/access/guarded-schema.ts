import { defaultFieldResolver, getNamedType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../auth/caller.js';
import type { RefusedAnswer } from '../commands/outcome.js';
import { ClientError } from '../graphql/client-error.js';
import type { AccessGuard, Denied, FieldKind } from './access-guard.js';
import type { Sent } from './sent.js';

/** Who watches what is asked. */
export interface FieldWatch {
  /** A command was denied, by the name of its mutation. */
  denied(mutation: string, code: RefusedAnswer['code']): void;
  /** Stands around the answer to a query; absent where nobody looks. */
  readonly query?: (name: string, asking: RequestContext, answer: () => unknown) => unknown;
}
type Field = GraphQLField<unknown, { readonly asking?: RequestContext }>;

/**
 * Puts the guard before every field that an operation begins with, whoever made it. Throws for a field without a row.
 * A command that is denied answers as it answers every business no, also to whoever has left (H11); all else is the error
 * FORBIDDEN.
 */
export function guardSchema(schema: GraphQLSchema, guard: AccessGuard, watch?: FieldWatch): GraphQLSchema {
  const roots = [
    ['queries', schema.getQueryType()],
    ['mutations', schema.getMutationType()],
    ['subscriptions', schema.getSubscriptionType()],
  ] as const;
  for (const [kind, root] of roots) {
    for (const field of Object.values(root?.getFields() ?? {})) guardField(field as Field, kind, guard, watch);
  }
  return schema;
}

function guardField(field: Field, kind: FieldKind, guard: AccessGuard, watch?: FieldWatch): void {
  const entry = guard.field(kind, field.name);
  const place = kind === 'subscriptions' ? 'subscribe' : 'resolve';
  const resolve = field[place] ?? defaultFieldResolver;
  const around = kind === 'queries' ? watch?.query : undefined;
  const asked: typeof resolve = (source, args, context, info) =>
    around && context.asking
      ? around(field.name, context.asking, () => resolve(source, args, context, info))
      : resolve(source, args, context, info);
  const refused = (why: Denied): RefusedAnswer => {
    const answer = refuse(why);
    watch?.denied(field.name, answer.code);
    return answer;
  };
  const deny = getNamedType(field.type).name === 'Outcome' ? refused : forbid;
  field[place] = (source: unknown, args: Sent, context, info): unknown => {
    const by = context.asking?.by;
    if (!by) throw new ClientError('UNAUTHENTICATED', 'Nobody is known to ask', { remedy: 'Send a token.' });
    const answer = (why: Denied | undefined): unknown => (why ? deny(why) : asked(source, args, context, info));
    const settle = (why: Denied | undefined): unknown =>
      why === undefined && kind === 'mutations' ? guard.gone(by).then(answer) : answer(why);
    const denied = guard.denied(field.name, entry, by, args);
    return denied instanceof Promise ? denied.then(settle) : settle(denied);
  };
}

function forbid({ message, remedy }: Denied): never {
  throw new ClientError('FORBIDDEN', message, { remedy });
}

const refuse = ({ message, remedy, code = 'NOT_ALLOWED' }: Denied): RefusedAnswer => ({
  code,
  message: `${message}. ${remedy}`,
  missing: [],
  alternatives: [],
  missed: [],
});
