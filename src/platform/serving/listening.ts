import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { StartupError } from '../errors/startup-error.js';

/**
 * Looks whether a port can be had, before anything is built or filled for nothing. Throws `StartupError` as `listen` does,
 * which tells it too where somebody takes the port meanwhile.
 */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
  const trial = createServer();
  try {
    trial.listen({ port, host });
    await once(trial, 'listening');
  } catch (error) {
    throw listenTrouble(error, host, port);
  }
  trial.close();
  await once(trial, 'close');
}

/** Listens, and says where. Throws `StartupError` for a port or a host that cannot be had. */
export async function listen(http: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await http.listen({ port, host });
  } catch (error) {
    throw listenTrouble(error, host, port);
  }
  const [bound] = http.addresses();
  return `http://${hostForPeople(host)}:${typeof bound === 'object' ? bound.port : port}`;
}

/** The name a person at this machine types for an address that was bound. */
function hostForPeople(host: string): string {
  if (['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function listenTrouble(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartupError(
        'PORT_IN_USE',
        `Port ${port} on ${host} is in use by another program`,
        'Stop the other program, or choose another port with BATON_PORT or --port (0 takes any that is free).',
        { cause: error },
      );
    case 'EACCES':
      return new StartupError(
        'PORT_FORBIDDEN',
        `This user may not listen on port ${port}`,
        'Choose a port from 1024 on with BATON_PORT or --port.',
        { cause: error },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartupError(
        'HOST_UNKNOWN',
        `${host} is no address of this machine`,
        'Name one with BATON_HOST or --host: 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses.',
        { cause: error },
      );
    default:
      return error;
  }
}
