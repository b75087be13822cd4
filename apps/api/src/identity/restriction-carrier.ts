import { Injectable } from '@nestjs/common';
import { authorDecider } from '#domain/author';
import { authorKey } from '../commands/append-events.ts';
import { CommandExecutor } from '../commands/command-executor.ts';
import type { Returned } from './kept-restrictions.ts';

/**
 * Gives somebody's new account what held for the one that was erased: as events, so that its record, the desk and
 * lifting know no difference.
 */
@Injectable()
export class RestrictionCarrier {
  constructor(private readonly executor: CommandExecutor) {}

  /** Harmless to repeat. */
  async carryOver(site: string, { authorId, restrictions }: Returned): Promise<void> {
    for (const { kind, until } of restrictions) {
      await this.executor.execute(authorDecider, {
        streamId: authorId,
        place: () => ({ siteId: site, partitionKey: authorKey(site, authorId), actor: { kind: 'system', id: null } }),
        prepare: () => ({ command: { type: 'CarryRestrictionOver', authorId, kind, until } as const }),
      });
    }
  }
}
