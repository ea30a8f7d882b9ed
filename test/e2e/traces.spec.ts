import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { app } from '../../src/app.js';
import { startBaton } from '../support/baton.js';

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
  readonly status: { readonly code: number; readonly message?: string };
}

interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const OPEN =
  'mutation ($input: OpenDepartmentInput!) { openDepartment(input: $input) { ... on Receipt { position } } }';
const LIST = 'query ($p: String) { departments(first: 5, atLeast: $p) { edges { cursor } } }';
const NAME = 'Quintilia';

/** A collector that keeps what it is handed. */
class Collector {
  readonly spans: OtlpSpan[] = [];
  readonly services: unknown[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly paths: (string | undefined)[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.headers.push(request.headers);
    this.paths.push(request.url);
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.once('end', () => {
      for (const { resource, scopeSpans } of (JSON.parse(text) as OtlpBody).resourceSpans) {
        this.services.push(resource.attributes.find(({ key }) => key === 'service.name')?.value['stringValue']);
        this.spans.push(...scopeSpans.flatMap(({ spans }) => spans));
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  named(name: string): OtlpSpan {
    const found = this.spans.filter((span) => span.name === name && span.traceId === TRACE);
    expect([name, found.length]).toEqual([name, 1]);
    return found[0] as OtlpSpan;
  }
}

const admin = { agent: 'admin', department: 'office', role: 'ADMIN' } as const;
const headers = { 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01` };

describe('traces', () => {
  it('lead from the request of a caller over its command to the events and the views, and hold nothing personal', async () => {
    const collector = new Collector();
    const endpoint = await collector.listen();
    const baton = await startBaton(app, {
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'x-key=secret%2D1' },
    });
    const client = await baton.as(admin);
    const ask = async (query: string, variables: object) =>
      (await (await client.raw({ method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json()) as {
        data: Record<string, { position: string }>;
      };
    const { data } = await ask(OPEN, { input: { department: 'shop', name: NAME } });
    const position = data['openDepartment']?.position;
    await ask(LIST, { p: position });
    const [stored] = (await baton.baton.store.readAll({ limit: 1 })).events;
    await baton.close();
    await collector.close();

    const request = collector.spans.find(
      ({ name, parentSpanId }) => name === 'POST /graphql' && parentSpanId === CALLER,
    );
    expect(request?.traceId).toBe(TRACE);
    const command = collector.named('command OpenDepartment');
    const decide = collector.named('decide department');
    const append = collector.named('append');
    const query = collector.named('query departments');
    const requests = collector.spans.filter(({ name }) => name === 'POST /graphql').map(({ spanId }) => spanId);
    expect(requests).toContain(command.parentSpanId);
    expect(requests).toContain(query.parentSpanId);
    expect([decide.parentSpanId, append.parentSpanId]).toEqual([command.spanId, decide.spanId]);
    expect(stored?.traceparent).toBe(`00-${TRACE}-${decide.spanId}-01`);
    const batch = collector.spans.find(({ name }) => name === 'project');
    expect(batch?.links).toContainEqual(expect.objectContaining({ traceId: TRACE, spanId: decide.spanId }));
    expect(new Set(collector.services)).toEqual(new Set(['baton']));
    expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']));
    expect(collector.headers[0]?.['x-key']).toBe('secret-1');
    expect(decide.attributes).toContainEqual({ key: 'baton.stream', value: { stringValue: 'department' } });
    expect(JSON.stringify(collector.spans)).not.toContain(NAME);
  });

  it('cost a warning where nobody takes them, and no answer', async () => {
    const collector = new Collector();
    const endpoint = await collector.listen();
    await collector.close();
    const baton = await startBaton(app, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    const client = await baton.as(admin);
    for (const department of ['one', 'two', 'three']) {
      const { data } = await client.ask(OPEN, { input: { department, name: NAME } });
      expect(data).toEqual({ openDepartment: { position: expect.any(String) } });
    }
    await baton.close();
    expect(baton.logged.filter((line) => line.includes('traces cannot be handed over'))).toHaveLength(1);
  }, 30_000);
});
