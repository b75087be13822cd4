import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { sessionOf } from '../desk/desk-callers.ts';
import { SessionEnds } from '../desk/session-ends.ts';
import { beginStream, lastSeen, seenIn, sendHeadOfStream, whenDisconnected } from '../live/event-stream.ts';
import { StreamSeats, personSeats } from '../live/stream-seats.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { Moderators } from '../moderation/moderators.ts';
import { DeskClient, DeskHub } from './desk-hub.ts';

/** More desks than a newsroom has. Each holds a connection. */
const maxStreams = 1000;
// A stream ends after this time. The browser reconnects by itself and is authenticated again, so a moderator who lost
// their role gets no messages after it.
const longestMs = 10 * 60_000;

/** The stream of changes for an open desk. */
@Controller()
export class DeskLiveController {
  constructor(
    private readonly hub: DeskHub,
    private readonly moderators: Moderators,
    private readonly ends: SessionEnds,
    private readonly seats: StreamSeats,
  ) {}

  @Route('GET /v1/sites/:site/moderation/live')
  async live(
    @Input() { params: { site }, query, caller, request }: InputOf<'GET /v1/sites/:site/moderation/live'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = lastSeen(request) ?? seenIn(query.after);
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
