import { Refusal } from '#contracts/refusal';
import { acceptsComments } from '#domain/article';
import { type AuthorState, type Restriction, restrictionInForce } from '#domain/author';
import type { Settings } from '../commands/settings-cache.ts';

/**
 * May this person write here now?
 * @throws Refusal telling why not, and until when
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
  if (banned) throw new Refusal('author-banned', ...told(banned, authorId));
  const suspended = restrictionInForce(author, 'suspended', now);
  if (suspended) throw new Refusal('author-suspended', ...told(suspended, authorId));
}

/**
 * Never silent: the person is told why, until when (null is for good), and the id by which a moderator finds them who
 * would lift it.
 */
const told = ({ reason, until }: Restriction, authorId: string): [string | undefined, Record<string, unknown>] => [
  reason ?? undefined,
  { ...(reason !== null && { reason }), until: until?.toISOString() ?? null, authorId },
];

/** @throws Refusal `article-closed` */
export function refuseClosed(settings: Settings, now: Date): void {
  if (!acceptsComments(settings.article, settings.policy.policy, now)) throw new Refusal('article-closed');
}
