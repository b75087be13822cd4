import { z } from 'zod';
import { SiteId } from '#contracts/identifiers';
import { QueueName, Role } from '#contracts/vocabulary';
import type { Member } from '../identity/caller.ts';

/** A person signed in to the desk, by either way. Stored sealed for the length of the session. */
export const DeskPerson = z.object({
  subject: z.string(),
  name: z.string(),
  roles: z.array(Role).min(1),
  sites: z.array(SiteId).optional(),
  queues: z.array(QueueName).optional(),
  /** The URL that the browser opens after signing out. */
  signOutUrl: z.string(),
});
export type DeskPerson = z.infer<typeof DeskPerson>;

/**
 * Makes a subject that no token of a site can carry (see MemberClaims), so that a moderator is not confused with a
 * reader who has the same id.
 * @param realm the issuer of the id
 */
export const deskSubject = (realm: string, id: string): string => `\u0000${realm}\u0000${id}`;

const linkRealm = 'link';

/** How the person signed in: by one-time link, or at the identity provider. */
export const cameBy = ({ subject }: DeskPerson): 'link' | 'account' =>
  subject.startsWith(deskSubject(linkRealm, '')) ? 'link' : 'account';

/** A person with a one-time link from the operator. Links with the same name belong to the same author. */
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
