import { Controller } from '@nestjs/common';
import { Pool } from 'pg';
import type { ViewerAnswer } from '#contracts/answers';
import { byteBudgets } from '#contracts/byte-budgets';
import { likeDecider } from '#domain/like';
import { EventLog } from '#event-store/event-log';
import { type AuthorRecord, getAuthor } from '#read-models/author-record/queries';
import { commentsByIds } from '#read-models/thread/queries';
import { waitingComments } from '#read-models/thread/waiting-comments';
import { CommandExecutor } from '../commands/command-executor.ts';
import { likeStream } from '../commands/stream-ids.ts';
import { avatarUrl, fullComment } from '../comments/comment-answer.ts';
import { heldNotice } from '../comments/posted-answer.ts';
import { type Actor, Callers } from '../identity/callers.ts';
import { PastDecisions } from '../moderation/past-decisions.ts';
import { Input, type InputOf } from '../routes/input.ts';
import { Route } from '../routes/route.ts';

/**
 * Serves the reader's own data about an article, such as their waiting comments and likes. It is separate from the
 * thread, so that the thread stays public and cacheable.
 */
@Controller()
export class ViewerController {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly callers: Callers,
    private readonly executor: CommandExecutor,
    private readonly pastDecisions: PastDecisions,
  ) {}

  @Route('GET /v1/sites/:site/articles/:article/viewer')
  async viewer(@Input() input: InputOf<'GET /v1/sites/:site/articles/:article/viewer'>): Promise<ViewerAnswer> {
    const { params, query, caller } = input;
    const { site, article } = params;
    const { comment: ids = [] } = query;
    const now = new Date();
    if (caller.kind === 'anonymous') return { ...anonymousViewer, now: now.toISOString() };
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
    const told = await this.pastDecisions.rejectionsFor(site, article, author, now);
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

const anonymousViewer = { author: null, waiting: [], liked: [], restriction: null, decided: [] };

/**
 * The restriction that prevents writing, if there is one. A ban comes before a suspension, because it does not expire.
 */
function restrictionOf(record: AuthorRecord | null): ViewerAnswer['restriction'] {
  for (const kind of ['banned', 'suspended'] as const) {
    const found = record?.restrictions.find((one) => one.kind === kind);
    if (found) return { kind, until: found.until, reason: found.reason };
  }
  return null;
}
