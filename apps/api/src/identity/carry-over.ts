import { authorDecider } from '#domain/author';
import { authorKey } from '../commands/append-events';
import type { CommandExecutor } from '../commands/command-executor';
import type { CarryOver } from './identities';

/** As events of the new account, so that its record, the desk and lifting know no difference. */
export const carryOverWith =
  (executor: CommandExecutor): CarryOver =>
  async (site, { authorId, restrictions }) => {
    for (const { kind, until } of restrictions) {
      await executor.execute(authorDecider, {
        streamId: authorId,
        place: () => ({ siteId: site, partitionKey: authorKey(site, authorId), actor: { kind: 'system', id: null } }),
        prepare: () => ({ command: { type: 'CarryRestrictionOver', authorId, kind, until } as const }),
      });
    }
  };
