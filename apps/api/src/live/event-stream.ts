import type { FastifyReply, FastifyRequest } from 'fastify';

/** A browser that comes back by itself says where it was; anything else there is ignored, as that specification asks. */
export function lastSeen({ headers }: FastifyRequest): number | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}

/** Answers with the head of a stream of events; from here on nobody else writes to it. */
export function beginStream(reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Ended, the connection serves nothing else: kept alive, it would hold a shutdown back.
    connection: 'close',
    // nginx would keep the stream back until its buffer is full
    'x-accel-buffering': 'no',
  });
  raw.socket?.setNoDelay(true);
  raw.on('error', () => undefined); // its `close` says it, too
  // Not all at the same moment, when a service comes back
  raw.write(`retry: ${1000 + Math.floor(Math.random() * 4000)}\n\n`);
}
