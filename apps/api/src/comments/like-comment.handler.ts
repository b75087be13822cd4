import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isVisible } from '#contracts/comment-life/visible';
import { Refusal } from '#contracts/refusal';
import { commentDecider } from '#domain/comment';
import { type SetLike, likeDecider } from '#domain/like';
import { articleKey } from '../commands/append-events.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import type { IdempotentRequest } from '../commands/idempotency.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { likeStream } from '../commands/stream-ids.ts';
import { refuseRestricted } from './may-write.ts';

export class LikeComment extends Command<Executed> {
  constructor(
    readonly site: string,
    /** The handler looks up the article. */
    readonly asked: Omit<SetLike, 'articleId'>,
    readonly idempotency?: IdempotentRequest,
  ) {
    super();
  }
}

@CommandHandler(LikeComment)
export class LikeCommentHandler implements ICommandHandler<LikeComment> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
  ) {}

  async execute({ site, asked, idempotency }: LikeComment): Promise<Executed> {
    const { commentId, readerId, liked } = asked;
    const { state: comment } = await this.executor.load(commentDecider, commentId);
    if (!comment || comment.siteId !== site || !isVisible(comment.status)) throw new Refusal('not-found');
    const { articleId } = comment;
    return this.executor.execute(likeDecider, {
      streamId: likeStream(commentId, readerId),
      place: () => ({
        siteId: site,
        partitionKey: articleKey(site, articleId),
        actor: { kind: 'author', id: readerId },
      }),
      prepare: async (_state, again) => {
        const { author, guards } = await this.settings.current(site, articleId, readerId, again);
        // Restricted authors may still remove a like: that only lowers their influence.
        if (author && liked) refuseRestricted(author, readerId, new Date());
        if (author?.erased) throw new Refusal('author-erased');
        return {
          command: { ...asked, articleId },
          guards: guards.filter(({ streamId }) => streamId === readerId),
        };
      },
      idempotency,
    });
  }
}
