import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { articleDecider } from '#domain/article';
import type { UpdateArticle } from '#domain/article';
import { articleKey } from '../commands/append-events';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import { SettingsCache } from '../commands/settings';
import { articleStream } from '../commands/stream-ids';
import type { CommandContext } from '../commands/command-context';

export class UpdateArticleCommand extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly articleId: string,
    readonly actorId: string,
    readonly changes: UpdateArticle['changes'],
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(UpdateArticleCommand)
export class UpdateArticleHandler implements ICommandHandler<UpdateArticleCommand> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
  ) {}

  async execute({ site, articleId, actorId, changes, context }: UpdateArticleCommand): Promise<Executed> {
    const streamId = articleStream(site, articleId);
    // One way to write a time in the log, whatever offset it was sent in.
    const closesAt = typeof changes.closesAt === 'string' ? new Date(changes.closesAt).toISOString() : changes.closesAt;
    const executed = await this.executor.execute(articleDecider, {
      streamId,
      place: () => ({
        siteId: site,
        partitionKey: articleKey(site, articleId),
        actor: { kind: 'moderator', id: actorId },
        traceparent: context.traceparent,
      }),
      prepare: () => ({
        command: { type: 'UpdateArticle', articleId, actorId, changes: { ...changes, closesAt } } as const,
      }),
      idempotency: context.idempotency,
    });
    this.settings.forgetStream(streamId);
    return executed;
  }
}
