import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { LiveQuery } from '#contracts/requests';
import { Route } from '../routes/access';
import { CurrentArticle } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import { beginStream, lastSeen, seenIn, sendHeadOfStream, whenDisconnected } from './event-stream';
import { LiveClient } from './live-client';
import { LiveHub } from './live-hub';
import { StreamSeats, networkSeats } from './stream-seats';

/** As many as one process holds in a few hundred megabytes; another process takes the next ones. */
const maxStreams = 10_000;

/** What happens to an article while somebody reads it. */
@Controller('v1/sites/:site')
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly seats: StreamSeats,
  ) {}

  @Get('articles/:article/live')
  @Route({
    access: 'public',
    summary: 'Server-sent events: count, comment (new, changed, gone), reset; resumes by Last-Event-ID or ?after=',
    tag: 'Article pages',
    limited: 'live',
    query: LiveQuery,
    answers: { 200: z.string() },
  })
  async live(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = lastSeen(request) ?? seenIn(parseInput(LiveQuery, query, '?').after);
    if (request.method === 'HEAD') return sendHeadOfStream(reply);
    if (this.hub.streams >= maxStreams) throw new Refusal('unavailable');
    whenDisconnected(request, this.seats.take(networkSeats(request)));
    const { raw } = reply;
    const client = new LiveClient(raw);
    const leave = this.hub.subscribe(site, article, client, seen);
    whenDisconnected(request, () => void leave.then((now) => now()).catch(() => undefined));
    beginStream(reply);
    await leave.catch(() => raw.destroy());
  }
}
