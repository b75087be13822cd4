import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Pool } from 'pg';
import { ViewerAnswer } from '#contracts/answers';
import { byteBudgets } from '#contracts/byte-budgets';
import { AfterQuery, ViewerQuery } from '#contracts/requests';
import { likeDecider } from '#domain/like';
import { EventLog } from '#event-store/event-log';
import { type AuthorRecord, getAuthor } from '#read-models/author-record/queries';
import { commentsByIds } from '#read-models/thread/queries';
import { waitingComments } from '#read-models/thread/waiting-comments';
import { CommandExecutor } from '../commands/command-executor';
import { likeStream } from '../commands/stream-ids';
import { avatarUrl, fullComment } from '../comments/comment-answer';
import { heldNotice } from '../comments/posted-answer';
import { Route } from '../routes/access';
import { CurrentArticle, CurrentCaller } from '../routes/current';
import { parseInput } from '../http/invalid-fields';
import type { Caller } from '../identity/caller';
import { type Actor, Callers } from '../identity/callers';
import { PastDecisions } from '../moderation/past-decisions';
import { Freshness } from '../reading/freshness';

/** What one reader may know of an article beyond what everybody sees; kept apart from it, so that the thread stays public. */
@Controller('v1/sites/:site')
export class ViewerController {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly callers: Callers,
    private readonly executor: CommandExecutor,
    private readonly freshness: Freshness,
    private readonly pastDecisions: PastDecisions,
  ) {}

  @Get('articles/:article/viewer')
  @Route({
    access: 'public',
    summary: "The caller's own waiting comments, likes and restrictions",
    tag: 'Article pages',
    limited: 'read',
    query: ViewerQuery.extend(AfterQuery.shape),
    answers: { 200: ViewerAnswer },
  })
  async viewer(
    @Param('site') site: string,
    @CurrentArticle() article: string,
    @CurrentCaller() caller: Caller,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ViewerAnswer> {
    const { comment: ids = [] } = parseInput(ViewerQuery, query, '?');
    const sources = ['thread', 'author-record', 'moderation-queue'] as const;
    await this.freshness.await(parseInput(AfterQuery, query, '?').after, sources, reply);
    const now = new Date();
    if (caller.kind === 'anonymous') return { ...nobody, now: now.toISOString() };
    const actor = await this.callers.actor(site, caller);
    const [record, waiting, liked] = await Promise.all([
      getAuthor(this.pool, site, actor.id),
      waitingComments(this.pool, { site, article, author: actor.id, limit: 20 }),
      this.liked(actor, ids),
    ]);
    const known = caller.kind === 'member' ? caller : record;
    return {
      author: { ...actor, name: known?.name ?? '', avatarUrl: avatarUrl(actor.id, known?.picture) },
      waiting: waiting.map((comment) => ({ ...fullComment(comment), notice: heldNotice })),
      liked,
      restriction: restrictionOf(record),
      decided: await this.decided(site, article, actor.id, now),
      now: now.toISOString(),
    };
  }

  private async decided(site: string, article: string, author: string, now: Date) {
    const told = await this.pastDecisions.toldTo(site, article, author, now);
    if (told.length === 0) return [];
    const ids = told.map(({ commentId }) => commentId);
    const comments = await commentsByIds(this.pool, site, ids, byteBudgets.viewer);
    return told.flatMap(({ commentId, ...what }) => {
      const comment = comments.get(commentId);
      return comment ? [{ comment: fullComment(comment), ...what }] : [];
    });
  }

  private async liked({ id, kind }: Actor, comments: readonly string[]): Promise<string[]> {
    if (kind === 'guest' || comments.length === 0) return [];
    const streams = await this.log.readStreams(comments.map((comment) => likeStream(comment, id)));
    return comments.filter(
      (comment) => this.executor.fold(likeDecider, streams.get(likeStream(comment, id)) ?? []).state,
    );
  }
}

const nobody = { author: null, waiting: [], liked: [], restriction: null, decided: [] };

/** What keeps them from writing, if anything does; a ban comes first, since nothing ends it. */
function restrictionOf(record: AuthorRecord | null): ViewerAnswer['restriction'] {
  for (const kind of ['banned', 'suspended'] as const) {
    const found = record?.restrictions.find((one) => one.kind === kind);
    if (found) return { kind, until: found.until, reason: found.reason };
  }
  return null;
}
