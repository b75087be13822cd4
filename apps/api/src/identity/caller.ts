import type { Role } from '#contracts/vocabulary';

/** Somebody with a valid token of the site's identity provider. */
export interface Member {
  readonly kind: 'member';
  readonly subject: string;
  readonly name: string;
  readonly email?: string;
  readonly picture?: string;
  readonly roles: readonly Role[];
  /** The one site the token is good for; absent: every site. */
  readonly site?: string;
}

/** Somebody with the `authorToken` of an earlier guest comment. */
export interface Guest {
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

/** Does the token reach this site at all? Nobody without a token is kept from a site. */
export const reachesSite = (caller: Caller, site: string): boolean =>
  caller.kind === 'anonymous' || caller.site === undefined || caller.site === site;
