import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { LiveQuery } from '#contracts/requests';
import { Route } from '../routes/access';
import { sessionOf } from '../desk/desk-callers';
import { SessionEnds } from '../desk/session-ends';
import { CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Member } from '../identity/caller';
import { beginStream, lastSeen, seenIn, sendHeadOfStream, whenDisconnected } from '../live/event-stream';
import { StreamSeats, personSeats } from '../live/stream-seats';
import { Moderators } from '../moderation/moderators';
import { DeskClient, DeskHub } from './desk-hub';

/** More desks than any newsroom has; each holds a connection. */
const maxStreams = 1000;
// Whoever may not moderate any more by their token hears nothing after this: the browser comes back by itself, and is asked again who it is.
const longestMs = 10 * 60_000;

/** What happens at the desk while somebody works at it. */
@Controller('v1/sites/:site/moderation/live')
export class DeskLiveController {
  constructor(
    private readonly hub: DeskHub,
    private readonly moderators: Moderators,
    private readonly ends: SessionEnds,
    private readonly seats: StreamSeats,
  ) {}

  @Get()
  @Route({
    access: 'moderator',
    queuesNeeded: 'none',
    summary:
      'Server-sent events: queues, item (came, went, changed), claim, reset; resumes by Last-Event-ID or ?after=',
    tag: 'Moderators',
    query: LiveQuery,
    answers: { 200: z.string() },
  })
  async live(
    @Param('site') site: string,
    @CurrentCaller() caller: Member,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = lastSeen(request) ?? seenIn(parseInput(LiveQuery, query, '?').after);
    if (request.method === 'HEAD') return sendHeadOfStream(reply);
    if (this.hub.streams >= maxStreams) throw new Refusal('unavailable');
    const { id } = await this.moderators.of(site, caller);
    whenDisconnected(request, this.seats.take(personSeats(site, id)));
    const { raw } = reply;
    const client = new DeskClient(raw, id, caller);
    const leave = this.hub.subscribe(site, client, seen);
    const enough = setTimeout(() => client.end(), longestMs).unref();
    const session = sessionOf(request);
    const unwatch = session && this.ends.watch(session.token, () => client.end());
    whenDisconnected(request, () => {
      clearTimeout(enough);
      unwatch?.();
      void leave.then((now) => now()).catch(() => undefined);
    });
    beginStream(reply);
    await leave.catch(() => raw.destroy());
  }
}
