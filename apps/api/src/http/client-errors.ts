import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { ProblemCode } from '#contracts/problems';
import { Refusal } from '#contracts/refusal';
import { problemDocument } from './problem-document.ts';
import { securityHeaders } from './secure-headers.ts';

/** Long enough for the answer to arrive while the client still sends. An earlier reset would discard it. */
const lingerMs = 1000;

/** Node's `clientError` handler: answers malformed or slow requests with a problem document. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  socket.end(rawProblem(codes[error.code ?? ''] ?? 'malformed-request'));
  setTimeout(() => socket.destroy(), lingerMs).unref();
}

/** Turns off Node's own answers, which lack a body and our headers. `answerWhatNodeRefuses` replaces them. */
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

/** True if an earlier request's answer is being sent on the connection: other bytes would become part of it. */
const isAnswering = (socket: Socket & { _httpMessage?: { headersSent?: boolean } | null }): boolean =>
  socket._httpMessage?.headersSent === true;
