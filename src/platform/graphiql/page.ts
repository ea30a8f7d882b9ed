import { GRAPHIQL_PATH } from '../http/request.js';
import type { Example } from './examples.js';

/** The page may load from this service only, and nobody may frame it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The HTML of GraphiQL. It holds no token and no data, so anybody may have it.
 * @param edition a part of the files' addresses that changes with their content
 */
export function graphiqlPage(edition: string, examples: readonly Example[]): string {
  const file = (name: string): string => `${GRAPHIQL_PATH}/${edition}/${name}`;
  const script = (name: string): string => `<script src="${file(name)}"></script>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Baton · GraphiQL</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${file('graphiql.min.css')}" />
    <link rel="stylesheet" href="${file('page.css')}" />
  </head>
  <body>
    <div id="graphiql"><p>GraphiQL is loading. It needs JavaScript.</p></div>
    <script type="application/json" id="examples">${JSON.stringify(examples).replaceAll('<', '\\u003c')}</script>
    ${['react.production.min.js', 'react-dom.production.min.js', 'graphiql.min.js', 'start.js'].map(script).join('\n    ')}
  </body>
</html>
`;
}
