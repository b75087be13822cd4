import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '#contracts/refusal';
import type { PostCommentRequest } from '#contracts/requests';
import { newId } from '#platform/new-id';
import { GuestReporters } from '../addresses/guest-reporters.ts';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { type Caller, type Member, hasRole } from './caller.ts';
import { Gravatars } from './gravatars.ts';
import { Identities } from './identities.ts';

/** The author of a new comment, as the rules and the log use it. */
export interface Writer {
  readonly id: string;
  readonly kind: 'member' | 'guest';
  readonly name: string;
  readonly picture?: string;
  readonly emailHash?: string;
  readonly badge: 'staff' | null;
  /** True if this command creates the author: the log holds no events about them. */
  readonly isNew: boolean;
}

/** A caller of a command that needs no name: a report, a like, a withdrawal. */
export interface Actor {
  readonly id: string;
  readonly kind: 'member' | 'guest';
}

/** A caller who reports. `authorId` is the author whose own comments and restrictions count; null if unknown. */
export interface Reporting extends Actor {
  readonly authorId: string | null;
}

/** Maps callers to the opaque ids that are used in the log and the read models. */
@Injectable()
export class Callers {
  constructor(
    private readonly identities: Identities,
    @Inject(GuestReporters) private readonly guestReporters: Pick<GuestReporters, 'idOf'>,
    @Given() private readonly given: GivenKeys<'emails'>,
    private readonly pictures: Gravatars,
  ) {}

  /** @throws Refusal `unauthenticated` for an anonymous caller */
  async actor(site: string, caller: Caller): Promise<Actor> {
    if (caller.kind === 'anonymous') throw new Refusal('unauthenticated');
    if (caller.kind === 'guest') return { id: caller.authorId, kind: 'guest' };
    return { id: await this.identities.authorIdOf(site, caller.subject), kind: 'member' };
  }

  /** Returns a member's author id on a site, or null if they have none. Does not create one. */
  async find(site: string, { subject }: Member): Promise<string | null> {
    return (await this.identities.find(site, subject)) ?? null;
  }

  /** Returns true if the author id is the caller's own. Does not create one. */
  async isSelf(site: string, caller: Caller, authorId: string): Promise<boolean> {
    if (caller.kind === 'anonymous') return false;
    if (caller.kind === 'guest') return caller.site === site && caller.authorId === authorId;
    return (await this.find(site, caller)) === authorId;
  }

  /** Guests report as their network, even with a token, because a token only takes a name to get. */
  async reporter(site: string, caller: Caller, address: string): Promise<Reporting> {
    if (caller.kind === 'member') {
      const actor = await this.actor(site, caller);
      return { ...actor, authorId: actor.id };
    }
    const id = await this.guestReporters.idOf(site, address);
    return { id, kind: 'guest', authorId: caller.kind === 'guest' ? caller.authorId : null };
  }

  async writer(site: string, caller: Caller, guest: PostCommentRequest['author']): Promise<Writer> {
    if (caller.kind === 'member') {
      if (caller.name === '') throw new Refusal('unauthenticated', 'The token needs the claim `name` for comments.');
      const { id } = await this.actor(site, caller);
      return {
        id,
        kind: 'member',
        name: caller.name,
        badge: hasRole(caller, 'moderator', 'admin') ? 'staff' : null,
        isNew: false,
        ...this.picture(caller.picture ?? this.pictures.addressFor(id, caller.email)),
        ...(caller.email !== undefined && { emailHash: this.emailHash(caller.email) }),
      };
    }
    const known = caller.kind === 'guest';
    const id = known ? caller.authorId : newId();
    return {
      id,
      kind: 'guest',
      name: guest?.name ?? '',
      badge: null,
      isNew: !known,
      ...this.picture(this.pictures.addressFor(id, guest?.email)),
      ...(guest?.email !== undefined && { emailHash: this.emailHash(guest.email) }),
    };
  }

  private picture(address: string | null): { picture?: string } {
    return address === null ? {} : { picture: address };
  }

  private emailHash(email: string): string {
    return createHmac('sha256', this.given.keys.emails).update(email.trim().toLowerCase()).digest('base64url');
  }
}
