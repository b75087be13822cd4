import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type ChangePolicy, policyDecider } from '#domain/policy';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { policyStream } from '../commands/stream-ids.ts';
import type { CommandContext } from '../commands/command-context.ts';

export class ChangePolicyCommand extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly command: ChangePolicy,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(ChangePolicyCommand)
export class ChangePolicyHandler implements ICommandHandler<ChangePolicyCommand> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
  ) {}

  async execute({ site, command, context }: ChangePolicyCommand): Promise<Executed> {
    const executed = await this.executor.execute(policyDecider, {
      streamId: policyStream(site),
      place: () => ({
        siteId: site,
        partitionKey: site,
        actor: { kind: 'moderator', id: command.actorId },
        traceparent: context.traceparent,
      }),
      prepare: () => ({ command }),
      idempotency: context.idempotency,
      result: (events, { policyVersion }) => ({ policyVersion: policyVersion + events.length }),
    });
    this.settings.forgetStream(policyStream(site));
    return executed;
  }
}
