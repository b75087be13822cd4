import { Injectable } from '@nestjs/common';
import type { Sight } from '#read-models/moderation-queue/sight';
import type { Member } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';
import { queuesReached } from '../identity/reach.ts';
import type { Moderator } from './claims.ts';

/** Somebody who changes something, with what they may work on. */
export interface ModeratorAtWork extends Moderator {
  readonly sight: Sight;
}

/** A caller as the log and the desk know a moderator: by an opaque id, and by name. */
@Injectable()
export class Moderators {
  constructor(private readonly callers: Callers) {}

  async of(site: string, caller: Member): Promise<ModeratorAtWork> {
    const { id } = await this.callers.actor(site, caller);
    return { id, name: caller.name, sight: { queues: queuesReached(caller), moderatorId: id } };
  }
}
