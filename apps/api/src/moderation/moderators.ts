import { Injectable } from '@nestjs/common';
import type { Member } from '../identity/caller';
import { Callers } from '../identity/callers';
import type { Moderator } from './claims';

/** A caller as the log and the desk know a moderator: by an opaque id, and by name. */
@Injectable()
export class Moderators {
  constructor(private readonly callers: Callers) {}

  async of(site: string, caller: Member): Promise<Moderator> {
    const { id } = await this.callers.actor(site, caller);
    return { id, name: caller.name };
  }
}
