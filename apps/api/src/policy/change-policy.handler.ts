import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { type ChangePolicy, policyDecider } from '#domain/policy';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import { policyStream } from '../commands/stream-ids.ts';
import type { CommandContext } from '../commands/command-context.ts';

export interface ChangedPolicy {
  readonly executed: Executed;
  /** The version of the requested policy. Undefined if an older version stored a first answer without it. */
  readonly policyVersion: number | undefined;
}

export class ChangePolicyCommand extends Command<ChangedPolicy> {
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

  async execute({ site, command, context }: ChangePolicyCommand): Promise<ChangedPolicy> {
    let inForce = 0;
    const executed = await this.executor.execute(policyDecider, {
      streamId: policyStream(site),
      place: () => ({
        siteId: site,
        partitionKey: site,
        actor: { kind: 'moderator', id: command.actorId },
        traceparent: context.traceparent,
      }),
      prepare: ({ policyVersion }) => {
        inForce = policyVersion;
        return { command };
      },
      idempotency: context.idempotency,
      result: (events, { policyVersion }) => ({ policyVersion: policyVersion + events.length }),
    });
    this.settings.forgetStream(policyStream(site));
    return { executed, policyVersion: versionAfter(executed, inForce) };
  }
}

function versionAfter(executed: Executed, inForce: number): number | undefined {
  switch (executed.kind) {
    case 'appended':
      return inForce + executed.events.length;
    case 'unchanged':
      return inForce;
    case 'replayed':
      return FirstChange.safeParse(executed.result).data?.policyVersion;
  }
}

const FirstChange = z.object({ policyVersion: z.number().int() });
