import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ProblemCode } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { problemDocument } from './problem-document.ts';
import { securityHeaders } from './secure-headers.ts';

/** Long enough for the answer to arrive while the client is still sending; a reset would take it back. */
const lingerMs = 1000;

/**
 * Node's `clientError`: what is no HTTP request, or takes too long to become one, is answered like every other refusal.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(codes[error.code ?? ''] ?? 'malformed-request'));
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/**
 * Node answers these two by itself, without a word and without our headers, unless it is told that somebody else does.
 */
export const serverOptions = { requireHostHeader: false } as const;

export function answerWhatNodeRefuses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { host } = request.raw.headers;
    if (host !== undefined || request.raw.httpVersion !== '1.1') return done();
    reply.header('connection', 'close'); // as Node does
    done(new Refusal('malformed-request'));
  });
  // A server may ignore an expectation that it does not know (RFC 9110, 10.1.1).
  const { server } = fastify;
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
}

const codes: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'payload-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

function rawProblem(code: ProblemCode): string {
  const problem = problemDocument(code);
  const body = JSON.stringify(problem);
  const headers = {
    ...securityHeaders,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`, ...lines, '', body].join('\r\n');
}

/**
 * An answer to an earlier request of the same connection is on its way: bytes between it would be taken for a part of
 * it.
 */
const isAnswering = (socket: Socket & { _httpMessage?: { headersSent?: boolean } | null }): boolean =>
  socket._httpMessage?.headersSent === true;
