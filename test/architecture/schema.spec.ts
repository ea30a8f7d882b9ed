import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLType,
} from 'graphql';

/* What a stranger may rely on who sees nothing of Baton but its schema. */

const schema = buildSchema(readFileSync(resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(
  ({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
);

interface Place {
  /** `Case.contacts`, `Query.case(id)`, `Channel.PHONE`. */
  readonly name: string;
  readonly description: string | null | undefined;
  readonly type?: GraphQLType;
  readonly deprecated?: string | null | undefined;
}

function placesOf(type: GraphQLNamedType): Place[] {
  const own: Place = { name: type.name, description: type.description };
  if (isEnumType(type)) {
    return [
      own,
      ...type.getValues().map(({ name, description, deprecationReason: deprecated }) => ({
        name: `${type.name}.${name}`,
        description,
        deprecated,
      })),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [own];
  const fields = Object.values(type.getFields()).flatMap((field): Place[] => {
    const name = `${type.name}.${field.name}`;
    const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
    return [
      { name, description: field.description, type: field.type, deprecated: field.deprecationReason },
      ...args.map((argument) => ({
        name: `${name}(${argument.name})`,
        description: argument.description,
        type: argument.type,
        deprecated: argument.deprecationReason,
      })),
    ];
  });
  return [own, ...fields];
}

const places = types.flatMap(placesOf);
const isList = (type: GraphQLType | undefined): boolean =>
  type !== undefined && isListType(isNonNullType(type) ? type.ofType : type);
const namesOf = (found: readonly Place[]): string[] => found.map(({ name }) => name);

describe('the schema', () => {
  it('is there', () => {
    expect(places.length).toBeGreaterThan(1000);
  });

  it('says of every type, field, argument and value what it is', () => {
    expect(namesOf(places.filter(({ description }) => !description?.trim()))).toEqual([]);
  });

  it('says more of it than its name', () => {
    const words = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
    const empty = places.filter(({ name, description }) => {
      const own = words(name.replace(/^.*[.(]/, ''));
      return !description?.includes(' ') && words(description ?? '') === own;
    });
    // A word of the office that means what it says.
    const plain = /^(CustomerState|WaitingOn|Weekday|Urgency|CustomerKind|Channel|IdentifierKind)\./;
    expect(namesOf(empty).filter((name) => !plain.test(name))).toEqual([]);
  });

  it('names things as GraphQL does', () => {
    const fields = places.filter(
      ({ name }) => name.includes('.') && !isEnumType(schema.getType(name.split('.')[0] ?? '')),
    );
    expect(types.filter(({ name }) => !/^([A-Z][A-Za-z0-9]*|JSON)$/.test(name))).toEqual([]);
    expect(
      namesOf(fields.filter(({ name }) => !/^\w+\.[a-z][A-Za-z0-9]*(\([a-z][A-Za-z0-9]*\))?$/.test(name))),
    ).toEqual([]);
    expect(
      types.filter((type) => isInputObjectType(type) !== type.name.endsWith('Input')).map(({ name }) => name),
    ).toEqual([]);
  });

  it('says instead of what is outdated what to take', () => {
    const outdated = places.filter(({ deprecated }) => deprecated !== undefined && deprecated !== null);
    expect(namesOf(outdated.filter(({ deprecated }) => !deprecated || deprecated === 'No longer supported'))).toEqual(
      [],
    );
  });

  it('holds nothing that cannot be reached', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const reached = new Set<string>();
    const visit = (type: GraphQLNamedType): void => {
      if (reached.has(type.name)) return;
      reached.add(type.name);
      if (isUnionType(type)) type.getTypes().forEach(visit);
      for (const place of placesOf(type)) if (place.type) visit(getNamedType(place.type));
    };
    for (const root of roots) if (root) visit(root);
    expect(types.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });
});

/**
 * Objects that hold lists, and why these are no connections: see docs/adr/0012. How long such a list can be stands in
 * its description, which is made of the declaration.
 */
const HOLD_LISTS: Readonly<Record<string, string>> = {
  AbsencePlan: 'what has nobody first, beside the counts of all',
  AccessEntry: 'the fields that one operation read',
  Agent: 'skills, as many as the command takes',
  Availability: 'the hours of a day',
  BriefSection: 'a part of a page that is read as a whole, beside the count of all',
  Capacity: 'the limits of single skills, as many as the command takes',
  Case: 'the newest of each, beside the count of all; caseTrail is the connection of everything',
  CaseBrief: 'the duplicates of one case, of a page that is read as a whole',
  CaseChange: 'the revisions that a line cites',
  CaseContact: 'as many participants as the command takes',
  CaseDiff: 'a page that is read as a whole, beside the count of all',
  CaseReplayStep: 'what one event changed',
  CaseTimeSplit: 'the departments of one case, and the sum of those beyond',
  ChannelHours: 'the hours of a week',
  CitedLine: 'the revisions that a line cites',
  ContactRatings: 'the groups with the most, and a count for each score',
  ContextCustomer: 'as many identifiers as a customer can have',
  Customer: 'as many identifiers as a customer can have',
  CustomerContext: 'a page that is read as a whole while the telephone rings',
  DayException: 'the hours of one date',
  Department: 'the hours of a week, the dates that differ, the skills, as many as the commands take',
  DepartmentLoad: 'the agents of one department and their skills, so many as are looked at',
  HandoffBrief: 'a document that is read as a whole, as it was when the transfer was accepted',
  HandoffQuality: 'a count for each score and each part of a brief',
  NextStep: 'the revisions that a line cites',
  OutreachToCustomer: 'the newest of a customer, as many as the guard looks at',
  PromiseFigures: 'at most 100 of each',
  PromiseLine: 'the revisions that a line cites',
  PromisesInWords: 'at most 50',
  PromiseSection: 'a part of a page that is read as a whole, beside the count of all',
  RatingGroup: 'a count for each score',
  ReadBackComparison: 'words of one ask',
  Receipt: 'what one command left out of the cases that it takes',
  Refused: 'what is missing from one command',
  SentTransfer: 'words of one ask',
  ServiceFigures: 'the first of a ranking, and the definitions of the figures',
  DepartmentSuggestions: 'the first of a ranking',
  ShiftHandover: 'the cases of one handover, as many as the command takes',
  SuggestedDepartment: 'the skills that an ask names, and why it is suggested',
  WorklistCase: 'the promises due next, beside the count of all',
};
const LONGEST = 200;

describe('a list', () => {
  const lists = places.filter(({ type }) => isList(type));
  const ownerOf = ({ name }: Place): string => name.split('.')[0] ?? '';
  const answered = lists.filter((place) => isObjectType(schema.getType(ownerOf(place))) && !place.name.includes('('));

  it('is a connection, or one of the few that are not', () => {
    const others = answered.filter(({ name }) => !/^\w+Connection\.edges$/.test(name));
    expect([...new Set(others.map(ownerOf))].sort()).toEqual(Object.keys(HOLD_LISTS).sort());
  });

  it('that a query answers is a connection', () => {
    expect(namesOf(answered).filter((name) => /^(Query|Mutation|Subscription)\./.test(name))).toEqual([]);
  });

  it('that is no connection says how long it can be, whether it is answered or sent', () => {
    const unbounded = lists.filter(({ name, description }) => {
      if (/^\w+Connection\.edges$/.test(name)) return false;
      const [, most] = /At most (\d+) items\./.exec(description ?? '') ?? [];
      return most === undefined || Number(most) > LONGEST;
    });
    expect(namesOf(unbounded)).toEqual([]);
  });

  it('that is a connection has all of one', () => {
    const connections = types.filter(({ name }) => name.endsWith('Connection'));
    expect(connections.length).toBeGreaterThan(8);
    for (const { name } of connections) {
      const node = name.replace(/Connection$/, '');
      const shapeOf = (type: string): string[] =>
        placesOf(schema.getType(type) as GraphQLNamedType).map((place) => `${place.name}: ${String(place.type)}`);
      expect(shapeOf(name)).toEqual(
        expect.arrayContaining([`${name}.edges: [${node}Edge!]!`, `${name}.pageInfo: PageInfo!`]),
      );
      expect(shapeOf(`${node}Edge`)).toEqual(
        expect.arrayContaining([`${node}Edge.cursor: String!`, `${node}Edge.node: ${node}!`]),
      );
    }
    expect(namesOf(placesOf(schema.getType('PageInfo') as GraphQLNamedType)).sort()).toEqual([
      'PageInfo',
      'PageInfo.endCursor',
      'PageInfo.hasNextPage',
      'PageInfo.hasPreviousPage',
      'PageInfo.startCursor',
    ]);
  });

  it('that is a connection is read a page at a time', () => {
    const paged = places.filter(
      ({ name, type }) => type && !name.includes('(') && getNamedType(type).name.endsWith('Connection'),
    );
    expect(paged.length).toBeGreaterThan(8);
    for (const { name } of paged) {
      const args = places
        .filter((place) => place.name.startsWith(`${name}(`))
        .map((place) => `${place.name}: ${String(place.type)}`);
      expect(args).toEqual(expect.arrayContaining([`${name}(first): Int`, `${name}(after): String`]));
    }
  });
});
