import { Role } from '@baton/contracts';
import { OIDC_ALGORITHMS } from '../auth/openid.js';
import { readPublicKey } from '../auth/public-key.js';
import { readManifest } from '../operations/manifest-file.js';
import { CLUSTER_SETTINGS } from './cluster-settings.js';
import { fileOf } from './file-kind.js';
import { duration, listOf, oneOf, onOff, path, text, webAddress, wholeNumber } from './kind.js';
import { headers, pair } from './pairs.js';
import { named, setting, type Given, type Setting, type ValueOf } from './setting.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** With a public key of an identity provider come the issuer and the audience of its tokens. */
const withPublicKey = {
  when: 'with BATON_JWT_PUBLIC_KEY_FILE',
  if: ({ has }: Given) => has('BATON_JWT_PUBLIC_KEY_FILE'),
};

const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/;
const NETWORK = /^[0-9a-fA-F.:]+(\/\d{1,3})?$/;
const CLAIM = text('the name of a claim; dots lead into objects, as in realm_access.roles', /^\S{1,200}$/);

/**
 * Every setting of Baton. An entry is all there is to add: it is read from the environment and from the file, checked,
 * listed in docs/settings.md, shown by `baton config`, and a property of `Settings` by its name.
 */
const DESCRIBED = {
  environment: setting(oneOf(['development', 'production', 'test']), {
    variable: 'NODE_ENV',
    meaning: 'production: no demo office, no development tokens',
    default: 'development',
  }),
  dataFolder: setting(path('the path of a folder'), {
    variable: 'BATON_DATA',
    meaning: 'the data folder: events, views and secrets',
    default: './data',
  }),
  ...CLUSTER_SETTINGS,
  host: setting(text('a host name or an IP address', /^[A-Za-z0-9.:_-]{1,253}$/), {
    meaning: 'the address the service listens on; 0.0.0.0 for all of this machine',
    default: '127.0.0.1',
  }),
  port: setting(wholeNumber({ min: 0, max: 65535 }), {
    meaning: 'the port the service listens on; 0 takes any that is free',
    default: 3000,
  }),
  demo: setting(onOff(), {
    meaning: 'whether a new data folder is filled with a demo office',
    default: true,
    inProduction: { always: false },
  }),
  logLevel: setting(oneOf(LOG_LEVELS), {
    meaning: 'how much is written to the log',
    unless: 'warn on a terminal, else and in production info',
  }),
  graphiql: setting(onOff(), {
    meaning: 'whether browsers get a page to try operations on',
    default: true,
    inProduction: { default: false },
  }),
  introspection: setting(onOff(), {
    meaning: 'whether the schema may be asked for',
    default: true,
    inProduction: { default: false },
  }),
  corsOrigins: setting(listOf(text('the origin of a web page: https://front.example', ORIGIN)), {
    meaning: 'the origins whose web pages may ask, also over WebSockets',
    unless: 'none but its own',
  }),
  trustedProxies: setting(listOf(text('an IP address or a network: 10.0.0.0/8', NETWORK)), {
    meaning: 'the proxies before the service, whose X-Forwarded-For is believed',
    unless: 'none',
  }),
  addressRequests: setting(wholeNumber({ min: 0, max: 10_000_000, unit: 'requests' }), {
    meaning: 'how often one address may ask in a minute; 0 for no limit',
    default: 0,
    inProduction: { default: 30_000 },
  }),
  callerRequests: setting(wholeNumber({ min: 0, max: 10_000_000, unit: 'requests' }), {
    meaning: 'how often one caller may ask in a minute; 0 for no limit',
    default: 0,
    inProduction: { default: 3000 },
  }),
  addressRefusals: setting(wholeNumber({ min: 0, max: 10_000_000, unit: 'requests' }), {
    meaning:
      'how many tokens of one address may be refused in a minute before nothing of it is looked at; 0 for no limit',
    default: 0,
    inProduction: { default: 300 },
  }),
  drainTime: setting(duration({ min: '1s', max: '10m' }), {
    meaning: 'how long the service, told to stop, waits for requests under way; then it cuts them off',
    default: 10_000,
  }),
  otlpEndpoint: setting(webAddress('the base address of an OTLP collector over HTTP'), {
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    meaning: 'where traces are handed over: a collector that takes OTLP over HTTP, such as http://localhost:4318',
    unless: 'nothing is traced',
  }),
  otlpHeaders: setting(headers(), {
    variable: 'OTEL_EXPORTER_OTLP_HEADERS',
    meaning: 'headers for the collector',
    secret: true,
  }),
  jwtPublicKeyFile: setting(fileOf('the path of a PEM file (SPKI)', readPublicKey), {
    meaning: 'the public key that tokens are signed with (EdDSA, ES256 or RS256)',
    needed: {
      when: 'in production, or BATON_OIDC_ISSUER: the development key is not accepted there',
      if: ({ production, has }) => production && !has('BATON_OIDC_ISSUER'),
    },
    unless: 'the development key, made in the data folder, or BATON_OIDC_ISSUER',
  }),
  jwtIssuer: setting(text('the issuer as the tokens say it'), {
    meaning: 'the issuer (iss) a token must have',
    nothingWithout: 'BATON_JWT_PUBLIC_KEY_FILE',
    needed: withPublicKey,
  }),
  jwtAudience: setting(text('the audience as the tokens say it'), {
    meaning: 'the audience (aud) a token must have',
    nothingWithout: 'BATON_JWT_PUBLIC_KEY_FILE',
    needed: withPublicKey,
  }),
  operationsFile: setting(fileOf('the path of a JSON file', readManifest), {
    meaning: 'the registered operations, which are asked for by their id: { "<sha256>": "query …" }',
    needed: {
      when: 'where BATON_OPERATIONS_ONLY is on: else nothing at all could be asked',
      if: ({ on }) => on('BATON_OPERATIONS_ONLY'),
    },
    unless: 'none are registered',
  }),
  operationsOnly: setting(onOff(), {
    meaning: 'whether nothing but registered operations is carried out',
    default: false,
  }),
  oidcIssuer: setting(webAddress('the address of an OpenID Connect issuer, https in production'), {
    meaning: 'the identity provider whose access tokens are believed, found by discovery',
    notBeside: 'BATON_JWT_PUBLIC_KEY_FILE',
  }),
  oidcAudience: setting(listOf(text('the audience as the tokens say it')), {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'the audience (aud) a token must have: one of these',
    needed: { when: 'with BATON_OIDC_ISSUER', if: ({ has }) => has('BATON_OIDC_ISSUER') },
  }),
  oidcAlgorithms: setting(listOf(oneOf(OIDC_ALGORITHMS)), {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'the ways of signing that are accepted',
    default: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  }),
  oidcClockTolerance: setting(duration({ min: '0s', max: '5m' }), {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'how far the clocks of the identity provider and of Baton may differ',
    default: 5000,
  }),
  oidcMarkedTokensOnly: setting(onOff(), {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'whether only tokens marked as access tokens (at+jwt) are believed',
    default: false,
  }),
  oidcAgentClaim: setting(CLAIM, {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'the claim that names the agent',
    default: 'sub',
  }),
  oidcDepartmentClaim: setting(CLAIM, {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'the claim that names the department',
    default: 'department',
  }),
  oidcRoleClaim: setting(CLAIM, {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'the claim that holds the role or the roles',
    default: 'role',
  }),
  oidcRoles: setting(listOf(pair(`<as the token says it>=<${Role.values.join(' | ')}>`, Role.values)), {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'which role it is that a token names; of several the first in this list',
    default: Role.values.map((role) => [role, role] as const),
  }),
  oidcDepartments: setting(listOf(pair('<as the token says it>=<code of the department>')), {
    nothingWithout: 'BATON_OIDC_ISSUER',
    meaning: 'which department it is that a token names',
    unless: 'the token says the code itself',
  }),
} satisfies Readonly<Record<string, Setting>>;

/** The value of every setting, by its name. */
export type Values = {
  readonly [Name in keyof typeof DESCRIBED]: ValueOf<(typeof DESCRIBED)[Name]>;
};

/** Every setting with its names, in the order of the table. */
export const SETTINGS = named(DESCRIBED);
