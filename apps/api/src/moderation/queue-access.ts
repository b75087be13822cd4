import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { queuesOf } from '#read-models/moderation-queue/queries';
import type { Member } from '../identity/caller';
import { refuseOtherQueue } from '../identity/reach';
import { Freshness } from '../reading/freshness';

/** May this caller work on these comments, wherever they wait now? Whoever is limited to no queue is not asked about. */
@Injectable()
export class QueueAccess {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly freshness: Freshness,
  ) {}

  /** @throws Refusal `forbidden` */
  async refuseOthers(caller: Member, site: string, commentIds: readonly string[]): Promise<void> {
    if (caller.queues === undefined) return;
    // A comment that was escalated a moment ago is where it was put, not where the read model still has it.
    await this.freshness.reached(await this.log.head(), ['moderation-queue']);
    for (const queue of await queuesOf(this.pool, site, commentIds)) refuseOtherQueue(caller, queue);
  }
}
