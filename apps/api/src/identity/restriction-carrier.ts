import { Injectable } from '@nestjs/common';
import { authorDecider } from '#domain/author';
import { authorKey } from '../commands/append-events.ts';
import { CommandExecutor } from '../commands/command-executor.ts';
import type { Returned } from './kept-restrictions.ts';

/**
 * Gives a new account the restrictions of the erased one. They become events, so that the author's record, the desk and
 * lifting work as for any other restriction.
 */
@Injectable()
export class RestrictionCarrier {
  constructor(private readonly executor: CommandExecutor) {}

  /** Safe to repeat. */
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
