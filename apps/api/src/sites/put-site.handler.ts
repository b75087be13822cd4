import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type PutSite, sitesDecider } from '#domain/sites';
import { Afterwards } from '../commands/afterwards.ts';
import { CommandExecutor, type Executed } from '../commands/command-executor.ts';
import { sitesStream } from '../commands/stream-ids.ts';
import type { CommandContext } from '../commands/command-context.ts';
import { Sites } from './sites.ts';

export interface PutSiteOutcome {
  readonly executed: Executed;
  /** There was no such site before. */
  readonly made: boolean;
  /** False: this process could not read back what is stored. */
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
    // Stored: that this process could not read it back is no reason to answer that it is not.
    const known = await this.afterwards.attempt('the site', () => this.sites.read().then(() => true));
    if (!known) this.sites.refresh();
    return {
      executed,
      known: known === true,
      made: executed.kind === 'replayed' ? executed.result['made'] === true : made,
    };
  }
}
