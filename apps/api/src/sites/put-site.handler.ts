import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type PutSite, sitesDecider } from '#domain/sites';
import { Afterwards } from '../commands/afterwards';
import { CommandExecutor, type Executed } from '../commands/command-executor';
import { sitesStream } from '../commands/stream-ids';
import type { CommandContext } from '../commands/command-context';
import { Sites } from './sites';

export interface PutSiteOutcome {
  readonly executed: Executed;
  /** There was no such site before. */
  readonly made: boolean;
  /** False: this process could not read back what is stored. */
  readonly known: boolean;
}

export class PutSiteCommand extends Command<PutSiteOutcome> {
  constructor(
    readonly siteId: string,
    readonly actorId: string,
    readonly changes: PutSite['changes'],
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

  async execute({ siteId, actorId, changes, context }: PutSiteCommand): Promise<PutSiteOutcome> {
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
        return { command: { type: 'PutSite', siteId, changes, actorId } as const };
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
