import type { QueueName, Role } from '#contracts/vocabulary';

/** A caller with a valid token of the site's identity provider, or signed in to the desk. */
export interface Member {
  readonly kind: 'member';
  readonly subject: string;
  readonly name: string;
  readonly email?: string;
  readonly picture?: string;
  readonly roles: readonly Role[];
  /** The sites for which the token is valid; absent: every site. */
  readonly sites?: readonly string[];
  /** The queues that a moderator may work; absent: every queue. */
  readonly queues?: readonly QueueName[];
}

/** A caller with the `authorToken` of an earlier guest comment. */
interface Guest {
  readonly kind: 'guest';
  readonly authorId: string;
  readonly site: string;
}

export interface Anonymous {
  readonly kind: 'anonymous';
}

export type Caller = Member | Guest | Anonymous;

export const anonymous: Anonymous = { kind: 'anonymous' };

export const hasRole = (caller: Caller, ...roles: Role[]): caller is Member =>
  caller.kind === 'member' && roles.some((role) => caller.roles.includes(role));
