import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** What the provider keeps: nothing that a test asks for again. */
class Kept {
  private readonly rows = new Map<string, object>();
  upsert = async (id: string, row: object): Promise<void> => void this.rows.set(id, row);
  find = async (id: string): Promise<object | undefined> => this.rows.get(id);
  destroy = async (id: string): Promise<void> => void this.rows.delete(id);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type ProviderClass = new (issuer: string, configuration: object) => { callback(): Handler };

/** A real OpenID provider (oidc-provider, certified) on this machine, whose keys can be changed. */
export class IdentityProvider {
  private constructor(
    private readonly server: Server,
    private readonly Provider: ProviderClass,
    readonly issuer: string,
  ) {}
  private handler: Handler | undefined;

  /** Starts one, with a key of its own. */
  static async start(): Promise<IdentityProvider> {
    const { default: Provider } = (await import('oidc-provider' as string)) as { default: ProviderClass };
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new IdentityProvider(server, Provider, issuer);
    server.on('request', (request, response) => provider.handler?.(request, response));
    await provider.changeKeys('first');
    return provider;
  }

  /** From now on it signs with a new key, and knows no other. */
  async changeKeys(kid: string): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key: JWK = { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' };
    const resource = {
      audience: 'https://baton.example',
      scope: 'cases',
      accessTokenFormat: 'jwt',
      accessTokenTTL: 300,
      jwt: { sign: { alg: 'RS256' } },
    };
    const client = (id: string) => ({
      client_id: id,
      client_secret: 'a secret of the test',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    });
    this.handler = new this.Provider(this.issuer, {
      jwks: { keys: [key] },
      adapter: Kept,
      ttl: { ClientCredentials: 300 },
      clients: ['carla', 'otto', 'nobody'].map(client),
      scopes: ['cases'],
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => 'https://baton.example',
          getResourceServerInfo: () => resource,
          useGrantedResource: () => true,
        },
      },
      extraTokenClaims: (_: unknown, { clientId }: { clientId: string }) => PEOPLE[clientId],
    }).callback();
  }

  /** An access token of somebody, as a client of the provider gets one. */
  async tokenOf(person: keyof typeof PEOPLE): Promise<string> {
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${String(person)}:a secret of the test`.replaceAll(' ', '+')).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'cases' }),
    });
    const { access_token: token, ...trouble } = (await answer.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token: ${JSON.stringify(trouble)}`);
    return token;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}

const PEOPLE: Readonly<Record<string, object>> = {
  carla: { department: '/offices/call-centre', realm_access: { roles: ['offline', 'baton-agent'] } },
  otto: { department: '/offices/audit', realm_access: { roles: ['baton-auditor'] } },
  nobody: { department: '/offices/audit', realm_access: { roles: ['offline'] } },
};
