import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Policy } from '#contracts/policy';
import { policyDecider } from '#domain/policy';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import { SettingsCache } from '../commands/settings';
import { policyStream } from '../commands/stream-ids';
import type { CommandContext } from '../commands/command-context';

export class ChangePolicyCommand extends Command<Executed> {
  constructor(
    readonly site: string,
    readonly actorId: string,
    readonly policy: Policy,
    readonly basedOn: number,
    readonly readersCanSignIn: boolean,
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

  async execute({ site, context, ...change }: ChangePolicyCommand): Promise<Executed> {
    const { actorId, policy, basedOn, readersCanSignIn } = change;
    const executed = await this.executor.execute(policyDecider, {
      streamId: policyStream(site),
      place: () => ({
        siteId: site,
        partitionKey: site,
        actor: { kind: 'moderator', id: actorId },
        traceparent: context.traceparent,
      }),
      prepare: () => ({ command: { type: 'ChangePolicy', policy, basedOn, actorId, readersCanSignIn } as const }),
      idempotency: context.idempotency,
      result: (events, { policyVersion }) => ({ policyVersion: policyVersion + events.length }),
    });
    this.settings.forgetStream(policyStream(site));
    return executed;
  }
}
