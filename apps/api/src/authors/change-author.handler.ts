import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type AuthorCommand, authorDecider, writingBan } from '#domain/author';
import { BannedNetworks } from '../addresses/banned-networks.ts';
import { Afterwards } from '../commands/afterwards.ts';
import { authorKey } from '../commands/append-events.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { Freshness } from '../reading/freshness.ts';

export class ChangeAuthor extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly actorId: string,
    readonly command: AuthorCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/**
 * Stores restrictions and their end. They apply to the author's next command, because its append is guarded by this
 * stream's version.
 */
@CommandHandler(ChangeAuthor)
export class ChangeAuthorHandler implements ICommandHandler<ChangeAuthor> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
    private readonly networks: BannedNetworks,
    private readonly freshness: Freshness,
    private readonly afterwards: Afterwards,
  ) {}

  async execute({ site, actorId, command, context }: ChangeAuthor): Promise<Executed> {
    const executed = await this.executor.execute(authorDecider, {
      streamId: command.authorId,
      place: () => ({
        siteId: site,
        partitionKey: authorKey(site, command.authorId),
        actor: { kind: 'moderator', id: actorId },
        traceparent: context.traceparent,
      }),
      prepare: () => ({ command }),
      idempotency: context.idempotency,
    });
    this.settings.forgetStream(command.authorId);
    if ('kind' in command && (command.kind === 'banned' || command.kind === 'suspended'))
      await this.afterwards.attempt('marking the networks of a restricted author', () =>
        this.followNetworks(command.authorId, executed),
      );
    return executed;
  }

  /** Waits for the read model, because the networks are found by the author's comments, which may be very recent. */
  private async followNetworks(authorId: string, { position }: Executed): Promise<void> {
    await this.freshness.reached(position, ['thread']);
    const { state } = await this.executor.load(authorDecider, authorId);
    await this.networks.follow(authorId, writingBan(state, new Date()));
  }
}
