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
      return (await super.generateSchema(options)) as GraphQLSchema;
    } catch (error) {
      if (!makeTypesOfResolvers()) throw error;
      return (await super.generateSchema(options)) as GraphQLSchema;
    }
  }
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
