import { Injectable } from '@nestjs/common';
import type { Sight } from '#read-models/moderation-queue/sight';
import type { Member } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';
import { queuesReached } from '../identity/reach.ts';
import type { Moderator } from './claims.ts';

/** A moderator who makes a change, with the comments that they may work on. */
export interface ModeratorAtWork extends Moderator {
  readonly sight: Sight;
}

/** Maps a caller to the moderator's opaque id and name, as the log and the desk use them. */
@Injectable()
export class Moderators {
  constructor(private readonly callers: Callers) {}

  async of(site: string, caller: Member): Promise<ModeratorAtWork> {
    const { id } = await this.callers.actor(site, caller);
    return { id, name: caller.name, sight: { queues: queuesReached(caller), moderatorId: id } };
  }
}
