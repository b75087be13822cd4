import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type UpdateArticle, articleDecider } from '#domain/article';
import { articleKey } from '../commands/append-events.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { articleStream } from '../commands/stream-ids.ts';
import type { CommandContext } from '../commands/command-context.ts';

export class UpdateArticleCommand extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly command: Omit<UpdateArticle, 'policy' | 'now'>,
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

  async execute({ site, command, context }: UpdateArticleCommand): Promise<Executed> {
    const { articleId, actorId } = command;
    const streamId = articleStream(site, articleId);
    const executed = await this.executor.execute(articleDecider, {
      streamId,
      place: () => ({
        siteId: site,
        partitionKey: articleKey(site, articleId),
        actor: { kind: 'moderator', id: actorId },
        traceparent: context.traceparent,
      }),
      prepare: async (_, again) => {
        const { policy, guards } = await this.settings.current(site, articleId, null, again);
        return {
          command: { ...command, policy: policy.policy, now: new Date() },
          guards: guards.filter((guard) => guard.streamId !== streamId),
        };
      },
      idempotency: context.idempotency,
    });
    this.settings.forgetStream(streamId);
    return executed;
  }
}
