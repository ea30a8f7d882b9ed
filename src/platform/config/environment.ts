import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateIf,
  validateSync,
} from 'class-validator';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PORT = { message: 'BATON_PORT is a whole number from 0 (any free port) to 65535' };

/** The environment variables Baton knows, as they stand in the environment once numbers are numbers. */
export class Environment {
  @IsIn(['development', 'production', 'test'], { message: 'NODE_ENV is development, production or test' })
  NODE_ENV = 'development';

  @IsNotEmpty({ message: 'BATON_DATA is the folder for the events: a path, ./data unless told' })
  BATON_DATA = './data';

  @IsInt(PORT)
  @Min(0, PORT)
  @Max(65535, PORT)
  BATON_PORT = 3000;

  @Matches(/^[A-Za-z0-9.:_-]{1,253}$/, { message: 'BATON_HOST is a host name or an IP address, 127.0.0.1 unless told' })
  BATON_HOST = '127.0.0.1';

  @IsIn(['on', 'off'], { message: 'BATON_DEMO is on or off' })
  BATON_DEMO = 'on';

  @IsOptional()
  @IsIn(LOG_LEVELS, { message: `BATON_LOG_LEVEL is one of ${LOG_LEVELS.join(', ')}` })
  BATON_LOG_LEVEL?: LogLevel;

  @ValidateIf(({ NODE_ENV, BATON_JWT_PUBLIC_KEY_FILE }: Environment) => {
    return NODE_ENV === 'production' || BATON_JWT_PUBLIC_KEY_FILE !== undefined;
  })
  @IsNotEmpty({
    message:
      'BATON_JWT_PUBLIC_KEY_FILE is needed in production: a PEM file (SPKI) with the public key that tokens are signed with (EdDSA, ES256 or RS256); the development key is not accepted there',
  })
  BATON_JWT_PUBLIC_KEY_FILE?: string;

  @ValidateIf(({ BATON_JWT_PUBLIC_KEY_FILE }: Environment) => BATON_JWT_PUBLIC_KEY_FILE !== undefined)
  @IsString({ message: 'BATON_JWT_ISSUER is needed with BATON_JWT_PUBLIC_KEY_FILE: the issuer (iss) of the tokens' })
  @IsNotEmpty({ message: 'BATON_JWT_ISSUER must not be empty' })
  BATON_JWT_ISSUER?: string;

  @ValidateIf(({ BATON_JWT_PUBLIC_KEY_FILE }: Environment) => BATON_JWT_PUBLIC_KEY_FILE !== undefined)
  @IsString({
    message: 'BATON_JWT_AUDIENCE is needed with BATON_JWT_PUBLIC_KEY_FILE: the audience (aud) of the tokens',
  })
  @IsNotEmpty({ message: 'BATON_JWT_AUDIENCE must not be empty' })
  BATON_JWT_AUDIENCE?: string;
}

const KNOWN = [
  'NODE_ENV',
  'BATON_DATA',
  'BATON_PORT',
  'BATON_HOST',
  'BATON_DEMO',
  'BATON_LOG_LEVEL',
  'BATON_JWT_PUBLIC_KEY_FILE',
  'BATON_JWT_ISSUER',
  'BATON_JWT_AUDIENCE',
] as const;

/** Names that only tests and benchmarks read. */
const OF_TESTS = /^BATON_(TEST|BENCH|BPIC)/;

/** Reads the environment: the variables, and everything that is wrong with them, one sentence each. */
export function readEnvironment(env: NodeJS.ProcessEnv): { environment: Environment; problems: string[] } {
  const environment = new Environment();
  for (const name of KNOWN) {
    const value = env[name];
    if (value !== undefined) Object.assign(environment, { [name]: name === 'BATON_PORT' ? numberOf(value) : value });
  }
  const wrong = validateSync(environment).flatMap((error) => Object.values(error.constraints ?? {}));
  return { environment, problems: [...new Set([...wrong, ...unknownNames(env)])] };
}

const numberOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : NaN);

function unknownNames(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('BATON_') && !OF_TESTS.test(name))
    .filter((name) => !KNOWN.some((known) => known === name))
    .sort()
    .map((name) => `${name} is no setting of Baton: remove it, or take one of ${KNOWN.slice(1).join(', ')}`);
}
