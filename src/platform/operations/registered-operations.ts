import { parse, validate, type GraphQLSchema } from 'graphql';
import type { Settings } from '../config/settings.js';
import { ClientError } from '../graphql/client-error.js';
import { unreadable, type OperationRequest } from '../graphql/operation-request.js';
import type { Log } from '../logging/log.js';
import { idOf, readManifest, type Manifest } from './manifest-file.js';

/** Operations that are asked for by their id, and whether no others are. */
export class RegisteredOperations {
  private readonly texts: ReadonlySet<string>;

  constructor(
    private readonly manifest: Manifest,
    private readonly only: boolean,
  ) {
    this.texts = new Set(manifest.values());
  }

  /**
   * The text of the operation that is asked for, by itself or by its id. Throws `PERSISTED_QUERY_NOT_FOUND`,
   * `PERSISTED_QUERY_NOT_SUPPORTED`, `PERSISTED_QUERY_MISMATCH`, `OPERATION_NOT_REGISTERED` or `BODY_INVALID`.
   */
  textOf(asked: OperationRequest): string {
    const { query, documentId } = asked;
    const hash = hashIn(asked);
    if (documentId && (query || hash)) throw unreadable('The operation is given twice, by documentId and otherwise');
    const id = documentId ? documentId.replace(/^sha256:/, '') : hash;
    if (query) {
      if (hash !== undefined && idOf(query) !== hash) throw mismatch();
      return this.permitted(query);
    }
    if (id === undefined) throw unreadable('The request has no query');
    return this.manifest.get(id) ?? this.unknown();
  }

  /** The text, where it may be carried out. Throws `OPERATION_NOT_REGISTERED`. */
  permitted(text: string): string {
    if (!this.only || this.texts.has(text)) return text;
    throw new ClientError('OPERATION_NOT_REGISTERED', 'Only registered operations are carried out here', {
      remedy: 'Send the documentId of one, or have this one added to the file that BATON_OPERATIONS_FILE names.',
    });
  }

  /** Warns of what cannot be carried out: a client of another version may have been built for another schema. */
  warnOfUnfit(schema: GraphQLSchema, log: Log): void {
    for (const [id, text] of this.manifest) {
      const problem = firstProblem(schema, text);
      if (problem !== undefined) log.warn({ id, problem }, 'a registered operation does not fit the schema');
    }
  }

  private unknown(): never {
    // With this code a client stops sending ids.
    if (this.manifest.size === 0) {
      throw new ClientError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', {
        remedy: 'No operations are registered here: send the text as query.',
      });
    }
    // The words of the message are those that clients look for.
    throw new ClientError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', {
      remedy: this.only
        ? 'Have the operation added to the file that BATON_OPERATIONS_FILE names; nothing else is carried out here.'
        : 'Send the text of the operation as query, or have it added to the file that BATON_OPERATIONS_FILE names.',
    });
  }
}

/** The registered operations of the settings. Throws `OPERATIONS_INVALID`. */
export const registeredOperations = ({ operationsFile, operationsOnly }: Settings): RegisteredOperations =>
  new RegisteredOperations(operationsFile === undefined ? new Map() : readManifest(operationsFile), operationsOnly);

/** The hash in the form of Apollo's persisted queries. Throws `BODY_INVALID` where it is none. */
function hashIn({ extensions }: OperationRequest): string | undefined {
  const persisted = extensions?.['persistedQuery'];
  if (persisted === undefined || persisted === null) return undefined;
  const { version, sha256Hash } = persisted as { version?: unknown; sha256Hash?: unknown };
  if (version === 1 && typeof sha256Hash === 'string') return sha256Hash;
  throw unreadable('extensions.persistedQuery is not { version: 1, sha256Hash: <text> }', 'extensions');
}

const mismatch = (): ClientError =>
  new ClientError('PERSISTED_QUERY_MISMATCH', 'The sha256Hash is not the one of the query', {
    remedy: 'Send the SHA-256 of the text as it is sent, in small hexadecimal letters, or the text alone.',
  });

function firstProblem(schema: GraphQLSchema, text: string): string | undefined {
  try {
    return validate(schema, parse(text))[0]?.message;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
