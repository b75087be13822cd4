import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LiveQuery } from '#contracts/requests';
import { eventStream } from '#contracts/routes/route';
import type { ReachedPlace } from '../reading/read-model-follower.ts';

/** Where a reader was: up to which position it was told, and, if it says so, of which revision of the read models. */
export type Seen = Pick<ReachedPlace, 'position'> & Partial<ReachedPlace>;

/** What a message's `id` is, and `?after=` may be. As a number it is hardly more than its position. */
export const liveIdOf = ({ position, revision }: ReachedPlace): string => `${position}.${revision}`;

/**
 * A browser that comes back by itself says where it was; anything else there is ignored, as that specification asks.
 */
export function lastSeen({ headers }: FastifyRequest): Seen | undefined {
  return seenIn(LiveQuery.safeParse({ after: headers['last-event-id'] }).data?.after);
}

export function seenIn(after: string | undefined): Seen | undefined {
  if (after === undefined) return undefined;
  const [position = '', revision] = after.split('.');
  return { position: Number(position), ...(revision !== undefined && { revision }) };
}

/**
 * Calls back once, when the connection is gone, or at once where it is gone by now. By the socket: an answer that waits
 * behind another one on the same connection is never told.
 */
export function whenDisconnected({ raw: { socket } }: FastifyRequest, end: () => void): void {
  if (socket.destroyed) return end();
  const known = endsOf.get(socket);
  if (known) return void known.push(end);
  const ends = [end];
  endsOf.set(socket, ends);
  socket.once('close', () => ends.forEach((one) => one()));
}

/** One listener for each connection, however many requests it carries. */
const endsOf = new WeakMap<Socket, (() => void)[]>();

/** To a HEAD request: there is nothing to stay open for. */
export const sendHeadOfStream = (reply: FastifyReply): void => void reply.type(eventStream.content).send();

/** Answers with the head of a stream of events; from here on nobody else writes to it. */
export function beginStream(reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': eventStream.content,
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
