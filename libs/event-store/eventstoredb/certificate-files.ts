import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { parseConnectionString } from '@eventstore/db-client/dist/Client/parseConnectionString.js';

/**
 * What is wrong with the authority that a connection string names, the end of a sentence; undefined where nothing is. The
 * client alone says of a file that is missing no more than that, and takes one that holds no certificate as none at all.
 */
export function wrongAuthority({ tls, tlsCAFile }: ReturnType<typeof parseConnectionString>): string | undefined {
  if (tls === false || tlsCAFile === undefined) return undefined;
  let pem: Buffer;
  try {
    pem = readFileSync(tlsCAFile);
  } catch (error) {
    return `names a tlsCAFile that cannot be read: ${(error as Error).message}`;
  }
  try {
    new X509Certificate(pem);
    return undefined;
  } catch {
    return `names a tlsCAFile that holds no certificate: ${tlsCAFile}`;
  }
}
