import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GRAPHIQL_PATH, GRAPHQL_PATH } from '../http/request.js';
import { packageRoot } from '../package-root.js';
import { examplesIn } from './examples.js';
import { graphiqlPage, PAGE_POLICY } from './page.js';

const installed = createRequire(import.meta.url);
const fileOf = (name: string, path: string): string => join(dirname(installed.resolve(`${name}/package.json`)), path);
const own = (name: string): string => fileURLToPath(new URL(`./assets/${name}`, import.meta.url));

const FILES = [
  fileOf('react', 'umd/react.production.min.js'),
  fileOf('react-dom', 'umd/react-dom.production.min.js'),
  fileOf('graphiql', 'graphiql.min.js'),
  fileOf('graphiql', 'graphiql.min.css'),
  own('start.js'),
  own('page.css'),
];

/** Whether a browser asks for the page, not a program for an answer: a browser names no kind of JSON. */
const wantsPage = ({ method, headers: { accept = '' } }: FastifyRequest): boolean =>
  method === 'GET' && accept.includes('text/html') && !/\/(json|graphql-response\+json)/.test(accept);

/**
 * Serves GraphiQL to browsers: the page at the address of the door, its files beside it, none from elsewhere.
 * The files' addresses change with their content, so a browser may keep them.
 * The page holds no data and asks for no token: it is served before anybody looks for one.
 */
export function serveGraphiql(app: FastifyInstance): void {
  const files = new Map(FILES.map((path) => [basename(path), readFileSync(path)]));
  const hash = createHash('sha256');
  for (const content of files.values()) hash.update(content);
  const edition = hash.digest('hex').slice(0, 12);
  const page = graphiqlPage(edition, examplesIn(join(packageRoot(), 'docs', 'examples')));

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== GRAPHQL_PATH || !wantsPage(request)) return;
    reply.header('content-security-policy', PAGE_POLICY).header('cache-control', 'no-cache');
    return reply.type('text/html; charset=utf-8').send(page);
  });
  app.get('/', async (_request, reply) => reply.redirect(GRAPHQL_PATH));
  app.get<{ Params: { edition: string; name: string } }>(`${GRAPHIQL_PATH}/:edition/:name`, async (request, reply) => {
    const content = request.params.edition === edition ? files.get(request.params.name) : undefined;
    if (!content) return reply.callNotFound();
    const type = request.params.name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
    return reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(content);
  });
}
