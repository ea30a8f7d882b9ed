import type { RequestContext } from '../auth/caller.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; there once the token was verified. */
    asking: RequestContext | undefined;
  }
}

/** Where the GraphQL door and its page for browsers are. */
export const GRAPHQL_PATH = '/graphql';
/** Where the files of that page are. */
export const GRAPHIQL_PATH = '/graphiql';
/** Where the service says how it is. */
export const HEALTH_PATH = '/health';
