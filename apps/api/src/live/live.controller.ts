import { Controller, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { articleKey } from '../commands/append-events.ts';
import { FormerIds } from '../reading/former-ids.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';
import { ArticleClient, ArticlesClient } from './article-client.ts';
import { type Seen, beginStream, lastSeen, seenIn, sendHeadOfStream, whenDisconnected } from './event-stream.ts';
import { LiveHub } from './live-hub.ts';
import { StreamSeats, networkSeats } from './stream-seats.ts';

/** One process holds this many in a few hundred megabytes. Above it, clients get 503 and can try another process. */
const maxStreams = 10_000;
/** The sum of the articles that all streams follow. An article with one follower takes about 300 bytes. */
const maxFollowed = 200_000;

/** Streams of changes to open articles. */
@Controller()
export class LiveController {
  constructor(
    private readonly hub: LiveHub,
    private readonly seats: StreamSeats,
    private readonly formerIds: FormerIds,
  ) {}

  @Route('GET /v1/sites/:site/articles/:article/live')
  async live(
    @Input() { params, query, request }: InputOf<'GET /v1/sites/:site/articles/:article/live'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const seen = lastSeen(request) ?? seenIn(query.after);
    const key = articleKey(params.site, params.article);
    await this.stream(request, reply, new ArticleClient(reply.raw), new Map([[key, seen]]));
  }

  @Route('GET /v1/sites/:site/live')
  async articles(
    @Input() { params: { site }, query, request }: InputOf<'GET /v1/sites/:site/live'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { article: asked, after = [] } = query;
    const ids = await this.formerIds.all(site, asked);
    const last = lastSeen(request);
    const names = new Map<string, string[]>();
    const seen = new Map<string, Seen | undefined>();
    for (const [index, name] of asked.entries()) {
      const key = articleKey(site, ids[index] ?? name);
      if (names.get(key)?.includes(name)) continue;
      names.set(key, [...(names.get(key) ?? []), name]);
      seen.set(key, last ?? earlier(seen.get(key), seenIn(after[index] ?? after[0])));
    }
    await this.stream(request, reply, new ArticlesClient(reply.raw, names), seen);
  }

  private async stream(
    request: FastifyRequest,
    reply: FastifyReply,
    client: ArticleClient,
    seen: ReadonlyMap<string, Seen | undefined>,
  ): Promise<void> {
    if (request.method === 'HEAD') return sendHeadOfStream(reply);
    const { hub } = this;
    if (hub.streams >= maxStreams || hub.followed + seen.size > maxFollowed) throw new Refusal('unavailable');
    whenDisconnected(request, this.seats.take(networkSeats(request)));
    const leave = hub.subscribe(client, seen);
    whenDisconnected(request, () => void leave.then((now) => now()).catch(() => undefined));
    beginStream(reply);
    await leave.catch(() => reply.raw.destroy());
  }
}

/** The earlier of two places, for an article that was asked for under two names. */
const earlier = (one: Seen | undefined, other: Seen | undefined): Seen | undefined =>
  one && other && one.position < other.position ? one : (other ?? one);
