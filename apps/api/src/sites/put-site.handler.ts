import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type PutSite, sitesDecider } from '#domain/sites';
import { Afterwards } from '../commands/afterwards.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { sitesStream } from '../commands/stream-ids.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { Sites } from './sites.ts';

export interface PutSiteOutcome {
  readonly executed: Executed;
  /** True if the site is new. */
  readonly made: boolean;
  /** False if this process could not read the stored site back. */
  readonly known: boolean;
}

export class PutSiteCommand extends Command<PutSiteOutcome> {
  constructor(
    readonly command: PutSite,
    readonly context: CommandContext,
  ) {
    super();
  }
}

@CommandHandler(PutSiteCommand)
export class PutSiteHandler implements ICommandHandler<PutSiteCommand> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly sites: Sites,
    private readonly afterwards: Afterwards,
  ) {}

  async execute({ command, context }: PutSiteCommand): Promise<PutSiteOutcome> {
    const { siteId, actorId } = command;
    let made = false;
    const executed = await this.executor.execute(sitesDecider, {
      streamId: sitesStream,
      place: () => ({
        siteId,
        partitionKey: siteId,
        actor: { kind: 'moderator', id: actorId },
        traceparent: context.traceparent,
      }),
      prepare: (state) => {
        made = !state.has(siteId) && !this.sites.isConfigured(siteId);
        return { command };
      },
      idempotency: context.idempotency,
      result: () => ({ made }),
    });
    // The site is stored: a failure to read it back must not fail the answer.
    const known = await this.afterwards.attempt('reading the sites', () => this.sites.read().then(() => true));
    if (!known) this.sites.refresh();
    return {
      executed,
      known: known === true,
      made: executed.kind === 'replayed' ? executed.result['made'] === true : made,
    };
  }
}
