import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LiveQuery } from '#contracts/requests';
import { eventStream } from '#contracts/routes/route';
import type { ReachedPlace } from '../reading/read-model-follower.ts';

/** The last place that a client has seen: a position and, if it sent one, a revision of the read models. */
export type Seen = Pick<ReachedPlace, 'position'> & Partial<ReachedPlace>;

/** The `id` of a message, and a value of `?after=`. Read as a number it is about the position. */
export const liveIdOf = ({ position, revision }: ReachedPlace): string => `${position}.${revision}`;

/** Reads the `Last-Event-ID` that a browser sends on reconnecting. Invalid values are ignored, as its standard asks. */
export function lastSeen({ headers }: FastifyRequest): Seen | undefined {
  return seenIn(LiveQuery.safeParse({ after: headers['last-event-id'] }).data?.after);
}

export function seenIn(after: string | undefined): Seen | undefined {
  if (after === undefined) return undefined;
  const [position = '', revision] = after.split('.');
  return { position: Number(position), ...(revision !== undefined && { revision }) };
}

/**
 * Calls back once when the connection is closed, or at once if it already is. Listens to the socket, because a response
 * queued after another one on the same connection gets no event.
 */
export function whenDisconnected({ raw: { socket } }: FastifyRequest, end: () => void): void {
  if (socket.destroyed) return end();
  const known = endsOf.get(socket);
  if (known) return void known.push(end);
  const ends = [end];
  endsOf.set(socket, ends);
  socket.once('close', () => ends.forEach((one) => one()));
}

/** One listener per connection, for all of its requests. */
const endsOf = new WeakMap<Socket, (() => void)[]>();

/** Answers a HEAD request, which needs no open stream. */
export const sendHeadOfStream = (reply: FastifyReply): void => void reply.type(eventStream.content).send();

/** Sends the headers of an event stream. From then on only the caller writes to it. */
export function beginStream(reply: FastifyReply): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, {
    'content-type': eventStream.content,
    'cache-control': 'no-store',
    // A connection kept alive after the stream would delay a shutdown.
    connection: 'close',
    // Otherwise nginx holds the stream back until its buffer is full.
    'x-accel-buffering': 'no',
  });
  raw.socket?.setNoDelay(true);
  raw.on('error', () => undefined); // `close` follows and is handled
  // Random, so that not all clients reconnect at the same moment after a restart.
  raw.write(`retry: ${1000 + Math.floor(Math.random() * 4000)}\n\n`);
}
