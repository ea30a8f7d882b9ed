import { TypeMetadataStorage } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { GraphQLSchema } from 'graphql';

interface Typed {
  readonly typeFn: () => unknown;
  readonly methodArgs?: readonly Typed[];
}

/**
 * Mercurius, for resolvers that name their types as `() => outputOf(Case)`: such a type is made when it is first asked
 * for, which is while the schema is being built, and too late for it. So the types of all resolvers are asked for in
 * between, and the schema is built again.
 */
export class DoorDriver extends MercuriusDriver {
  override async generateSchema(options: MercuriusDriverConfig): Promise<GraphQLSchema> {
    try {
      return described((await super.generateSchema(options)) as GraphQLSchema);
    } catch (error) {
      if (!makeTypesOfResolvers()) throw error;
      return described((await super.generateSchema(options)) as GraphQLSchema);
    }
  }
}

/** Says what the three types are for that nobody declares. */
function described(schema: GraphQLSchema): GraphQLSchema {
  const about = [
    [
      schema.getQueryType(),
      'What can be asked. Nothing changes by it; what may be read depends on role and department.',
    ],
    [schema.getMutationType(), 'What can be done: each is a command, which is carried out as a whole or refused.'],
    [schema.getSubscriptionType(), 'What can be followed over a WebSocket, protocol graphql-transport-ws.'],
  ] as const;
  for (const [type, description] of about) if (type) type.description = description;
  return schema;
}

/** Asks for the types of all resolvers; says whether any was made that was not there. */
function makeTypesOfResolvers(): boolean {
  const before = typesMade();
  const resolvers: Typed[] = [
    ...TypeMetadataStorage.getQueriesMetadata(),
    ...TypeMetadataStorage.getMutationsMetadata(),
    ...TypeMetadataStorage.getSubscriptionsMetadata(),
    ...TypeMetadataStorage.getObjectTypesMetadata().flatMap(({ properties = [] }) => properties),
  ];
  for (const { typeFn, methodArgs = [] } of resolvers) {
    typeFn();
    for (const argument of methodArgs) argument.typeFn();
  }
  return typesMade() > before;
}

const typesMade = (): number =>
  TypeMetadataStorage.getObjectTypesMetadata().length +
  TypeMetadataStorage.getInputTypesMetadata().length +
  TypeMetadataStorage.getEnumsMetadata().length;
