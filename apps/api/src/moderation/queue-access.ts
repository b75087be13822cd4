import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { queuesOf } from '#read-models/moderation-queue/queries';
import type { Member } from '../identity/caller';
import { refuseOtherQueue } from '../identity/reach';

/** May this caller work on these comments, wherever they wait now? Whoever is limited to no queue is not asked about. */
@Injectable()
export class QueueAccess {
  constructor(private readonly pool: Pool) {}

  /** @throws Refusal `forbidden` */
  async refuseOthers(caller: Member, site: string, commentIds: readonly string[]): Promise<void> {
    if (caller.queues === undefined) return;
    for (const queue of await queuesOf(this.pool, site, commentIds)) refuseOtherQueue(caller, queue);
  }
}
