import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { commentDecider } from '#domain/comment';
import { EventLog } from '#event-store/event-log';
import { type Sight, everything, isInSight } from '#read-models/moderation-queue/sight';
import { CommandExecutor } from '../commands/command-executor.ts';
import { SettingsCache } from '../commands/settings-cache.ts';
import type { Member } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';
import { otherQueues, queuesReached } from '../identity/reach.ts';
import { Freshness, type FreshSources } from '../reading/freshness.ts';
import { standingNow } from './comment-standing.ts';

/**
 * Decides which comments a moderator may see and work on. Every route that shows or changes hidden comments uses it.
 * Single comments are judged by their own events and not by a read model, so that a comment that was just escalated is
 * already in its new queue.
 */
@Injectable()
export class ModeratorSight {
  constructor(
    private readonly callers: Callers,
    private readonly log: EventLog,
    private readonly executor: CommandExecutor,
    private readonly settings: SettingsCache,
    private readonly freshness: Freshness,
  ) {}

  async of(site: string, caller: Member): Promise<Sight> {
    const queues = queuesReached(caller);
    return queues === null ? everything : { queues, moderatorId: await this.callers.find(site, caller) };
  }

  /**
   * For a list: waits until its read models and that of the queues have caught up, so that comments are in their
   * current queues. Otherwise marks the reply as stale.
   */
  async ofList(site: string, caller: Member, sources: FreshSources, reply: FastifyReply): Promise<Sight> {
    const sight = await this.of(site, caller);
    if (sight.queues !== null)
      await this.freshness.await(await this.log.head(), [...sources, 'moderation-queue'], reply);
    return sight;
  }

  /** @throws Refusal `forbidden`; comments that do not exist are not refused */
  async refuseOthers(site: string, caller: Member, commentIds: readonly string[]): Promise<void> {
    if ((await this.outOf(await this.of(site, caller), site, commentIds)).size > 0) throw otherQueues();
  }

  async sees(site: string, caller: Member, commentId: string): Promise<boolean> {
    return (await this.outOf(await this.of(site, caller), site, [commentId])).size === 0;
  }

  /** Returns those of the comments that are out of sight. */
  async outOf(sight: Sight, site: string, commentIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (sight.queues === null) return new Set();
    const { policy } = (await this.settings.policyOf(site)).state;
    const streams = await this.log.readStreams([...new Set(commentIds)]);
    return new Set(
      [...streams].flatMap(([commentId, events]) => {
        const { state } = this.executor.fold(commentDecider, events);
        return state?.siteId === site && !isInSight(sight, standingNow(state, policy)) ? [commentId] : [];
      }),
    );
  }
}
