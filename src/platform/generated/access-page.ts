import { Role } from '@baton/contracts';
import { isInputObjectType, isNonNullType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import type { About, AccessMatrix, Entry, Reach, RouteEntry } from '../access/access-matrix.js';

const HEADER = `# Who may ask what

Made of the code (\`src/access-matrix.ts\`) by \`npm run generate\`; do not edit.

**yes**: for every department, or for what is no department's. **own**: only for the department that the caller's token
names. A dash: not at all. What has no row here is not served.

Whoever has the customer on the line sees the customer and every case. What is a department's own, an agent sees of his
department alone. An auditor reads everything and changes nothing.

A query or a subscription that is denied is the error \`FORBIDDEN\`; a command is \`Refused\` with \`NOT_ALLOWED\`, or with
\`NOT_YOUR_DEPARTMENT\` where only the case itself knows whose it is, or with \`AGENT_GONE\` for whoever has left, whatever
his token says; an HTTP address answers 403. Without a valid token
everything but the open addresses answers 401.
`;

const WORDS: Readonly<Record<Reach, string>> = { ANY: 'yes', OWN: 'own', NO: '–' };

/** The matrix of access as a page of Markdown; the schema says which arguments must be told. */
export function accessPage({ queries, mutations, subscriptions, routes }: AccessMatrix, schema: GraphQLSchema): string {
  const roles = Role.values.map((role) => role.toLowerCase());
  return [
    HEADER,
    ...section('Queries', ['query', 'the department', ...roles], rowsOf(queries, schema.getQueryType())),
    ...section('Commands', ['mutation', 'the department', ...roles], rowsOf(mutations, schema.getMutationType())),
    ...section(
      'Subscriptions',
      ['subscription', 'the department', ...roles],
      rowsOf(subscriptions, schema.getSubscriptionType()),
    ),
    ...section('HTTP', ['address', 'the department', 'no token', ...roles], routeRowsOf(routes)),
  ].join('\n');
}

type Cells = readonly string[];

function section(title: string, head: Cells, rows: readonly Cells[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: Cells): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index < 2 ? '---' : ':-:'));
  return [`## ${title}`, '', line(head), line(rule), ...rows.map(line), ''];
}

const cellsOf = ({ reach }: Entry): Cells => Role.values.map((role) => WORDS[reach[role]]);

const rowsOf = (entries: Readonly<Record<string, Entry>>, root: GraphQLObjectType | null | undefined): Cells[] =>
  Object.entries(entries).map(([name, entry]) => [
    `\`${name}\``,
    inWords(entry.about, (path) => isRequired(root, name, path)),
    ...cellsOf(entry),
  ]);

/** Whether an argument must be told: `filter.department` only where the filter must be, and the department in it. */
function isRequired(root: GraphQLObjectType | null | undefined, name: string, path: string): boolean {
  const [argument, ...fields] = path.split('.');
  let type = root?.getFields()[name]?.args.find((one) => one.name === argument)?.type;
  for (const field of fields) {
    if (!isNonNullType(type) || !isInputObjectType(type.ofType)) return false;
    type = type.ofType.getFields()[field]?.type;
  }
  return isNonNullType(type);
}

const routeRowsOf = (entries: Readonly<Record<string, RouteEntry>>): Cells[] =>
  Object.entries(entries).map(([name, entry]) => [
    `\`${name}\``,
    inWords(entry.about, () => false),
    entry.open ? 'yes' : '–',
    ...cellsOf(entry),
  ]);

function inWords(about: About, required: (path: string) => boolean): string {
  switch (about.kind) {
    case 'nobody':
      return '';
    case 'decided':
      return about.department;
    case 'agent':
      return `where \`${about.path}\` works${required(about.path) ? '' : `; the caller's own unless told`}`;
    case 'argument': {
      const names = about.paths.map((path) => `\`${path}\``).join(' or ');
      const unless = about.unless === 'own' ? "the caller's own" : 'all';
      const narrowed = about.narrowedBy.map((path) => `\`${path}\``).join(' or ');
      const untold = about.paths.some(required) ? '' : `; ${unless} unless told`;
      return `${names}${untold}${narrowed === '' ? '' : `; any with ${narrowed}`}`;
    }
  }
}
