import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientError } from '../graphql/client-error.js';
import { answerError } from './answer.js';
import { CORRELATION_HEADER } from './correlation.js';

/** Answers a request whose address cannot be read in the form of all errors: nothing else looks at it. */
export function answerBadAddress(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header(CORRELATION_HEADER, request.id).header('x-content-type-options', 'nosniff');
  const remedy = 'Write what is no letter or digit in it as UTF-8 with percent signs, as encodeURIComponent does.';
  answerError(reply, 400, new ClientError('ADDRESS_INVALID', 'The address of the request cannot be read', { remedy }));
}

/** Answers what cannot be read as HTTP in the form of all errors, and hangs up. */
export function answerNoRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, problem] = problemOf(error);
  const { message, extensions } = problem;
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\nconnection: close\r\n`;
  if (socket.writable) socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  socket.destroy(error);
}

function problemOf({ code }: NodeJS.ErrnoException): readonly [status: number, ClientError] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW': {
      const remedy = 'Send an operation with POST, in the body; send fewer or shorter headers.';
      return [
        431,
        new ClientError('HEADERS_TOO_LARGE', 'The address and the headers are too long together', { remedy }),
      ];
    }
    case 'ERR_HTTP_REQUEST_TIMEOUT': {
      const remedy = 'Send the request again, all of it at once.';
      return [408, new ClientError('REQUEST_TIMEOUT', 'The request did not come in time', { remedy })];
    }
    default: {
      const remedy = 'Speak HTTP/1.1 here; TLS ends before Baton.';
      return [400, new ClientError('REQUEST_INVALID', 'What was sent cannot be read as HTTP', { remedy })];
    }
  }
}
