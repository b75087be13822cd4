import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { beginStream, lastSeen, seenIn, sendHeadOfStream, whenDisconnected } from './event-stream.ts';
import { LiveClient } from './live-client.ts';
import { LiveHub } from './live-hub.ts';
import { StreamSeats, networkSeats } from './stream-seats.ts';

/** As many as one process holds in a few hundred megabytes; another process takes the next ones. */
const maxStreams = 10_000;

/** What happens to an article while somebody reads it. */
@Controller()
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly seats: StreamSeats,
  ) {}

  @Route('GET /v1/sites/:site/articles/:article/live')
  async live(
    @Input() { params, query, request }: InputOf<'GET /v1/sites/:site/articles/:article/live'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = lastSeen(request) ?? seenIn(query.after);
    if (request.method === 'HEAD') return sendHeadOfStream(reply);
    if (this.hub.streams >= maxStreams) throw new Refusal('unavailable');
    whenDisconnected(request, this.seats.take(networkSeats(request)));
    const { raw } = reply;
    const client = new LiveClient(raw);
    const leave = this.hub.subscribe(params.site, params.article, client, seen);
    whenDisconnected(request, () => void leave.then((now) => now()).catch(() => undefined));
    beginStream(reply);
    await leave.catch(() => raw.destroy());
  }
}
