import { Refusal } from '#contracts/refusal';
import { acceptsComments } from '#domain/article';
import { type AuthorState, type Restriction, restrictionInForce } from '#domain/author';
import type { Settings } from '../commands/settings-cache.ts';

/**
 * Refuses an author who may not write on this site now.
 * @throws Refusal with the reason and the end of a restriction
 */
export function refuseUnlessMayWrite(
  settings: Settings,
  author: { id: string; kind: 'member' | 'guest' },
  now: Date,
): void {
  const { author: known, policy } = settings;
  if (known?.erased) throw new Refusal('author-erased');
  if (known) refuseRestricted(known, author.id, now);
  if (author.kind === 'guest' && !policy.policy.guestsAllowed) throw new Refusal('guests-not-allowed');
}

/** @throws Refusal `author-banned` or `author-suspended` */
export function refuseRestricted(author: AuthorState, authorId: string, now: Date): void {
  const banned = restrictionInForce(author, 'banned', now);
  if (banned) throw new Refusal('author-banned', ...detailsOf(banned, authorId));
  const suspended = restrictionInForce(author, 'suspended', now);
  if (suspended) throw new Refusal('author-suspended', ...detailsOf(suspended, authorId));
}

/**
 * The details that the author gets: the reason, the end (null: permanent), and their id, by which a moderator can find
 * them to lift the restriction.
 */
const detailsOf = ({ reason, until }: Restriction, authorId: string): [string | undefined, Record<string, unknown>] => [
  reason ?? undefined,
  { ...(reason !== null && { reason }), until: until?.toISOString() ?? null, authorId },
];

/** @throws Refusal `article-closed` */
export function refuseClosed(settings: Settings, now: Date): void {
  if (!acceptsComments(settings.article, settings.policy.policy, now)) throw new Refusal('article-closed');
}
