import { z } from 'zod';
import { SiteId } from '#contracts/identifiers';
import { QueueName, Role } from '#contracts/vocabulary';
import type { Member } from '../identity/caller.ts';

/** Who signs in to the desk, however they did; kept sealed, for as long as they are signed in. */
export const DeskPerson = z.object({
  subject: z.string(),
  name: z.string(),
  roles: z.array(Role).min(1),
  sites: z.array(SiteId).optional(),
  queues: z.array(QueueName).optional(),
  /** Where the browser goes after signing out. */
  signOutUrl: z.string(),
});
export type DeskPerson = z.infer<typeof DeskPerson>;

/**
 * A subject that no token of a site can carry (see MemberClaims), so that nobody at the desk is taken for the reader
 * who has the same id elsewhere.
 * @param realm who vouches for the id
 */
export const deskSubject = (realm: string, id: string): string => `\u0000${realm}\u0000${id}`;

const linkRealm = 'link';

/** How somebody signed in: by a one-time link, or at the identity provider. */
export const cameBy = ({ subject }: DeskPerson): 'link' | 'account' =>
  subject.startsWith(deskSubject(linkRealm, '')) ? 'link' : 'account';

/**
 * Somebody whom the operator vouches for with a one-time link. Who comes back under the same name is the same author.
 */
export const linkPerson = (given: Omit<DeskPerson, 'subject' | 'signOutUrl'>): DeskPerson => ({
  ...given,
  subject: deskSubject(linkRealm, given.name),
  signOutUrl: '/desk/sign-in',
});

export const memberOf = ({ subject, name, roles, sites, queues }: DeskPerson): Member => ({
  kind: 'member',
  subject,
  name,
  roles,
  ...(sites && { sites }),
  ...(queues && { queues }),
});
