import type { Finding } from '#contracts/vocabulary';
import { Refusal } from '#contracts/refusal';
import { acceptsComments } from '#domain/article';
import { restrictionInForce } from '#domain/author';
import type { Text } from '#domain/comment-commands';
import { screen } from '#domain/screening/screen';
import type { Settings } from '../commands/settings';

/**
 * May this person write here now?
 * @throws Refusal telling why not, and until when
 */
export function refuseUnlessMayWrite(settings: Settings, author: { kind: 'member' | 'guest' }, now: Date): void {
  const { author: known, policy } = settings;
  if (known?.erased) throw new Refusal('author-erased');
  const banned = known && restrictionInForce(known, 'banned', now);
  if (banned) throw new Refusal('author-banned', banned.reason ?? undefined);
  const suspended = known && restrictionInForce(known, 'suspended', now);
  if (suspended)
    throw new Refusal('author-suspended', suspended.reason ?? undefined, { until: suspended.until?.toISOString() });
  if (author.kind === 'guest' && !policy.policy.guestsAllowed) throw new Refusal('guests-not-allowed');
}

/** @throws Refusal `article-closed` */
export function refuseClosed(settings: Settings, now: Date): void {
  if (!acceptsComments(settings.article, now)) throw new Refusal('article-closed');
}

/** What the rules find in a text, given what is known of its author and article. */
export const findingsIn = (text: Text, settings: Settings, author: { badge: 'staff' | null }, now: Date): Finding[] =>
  screen(
    text,
    {
      articleMode: settings.article.mode,
      premoderated: Boolean(settings.author && restrictionInForce(settings.author, 'premoderated', now)),
      trusted:
        author.badge === 'staff' || Boolean(settings.author && restrictionInForce(settings.author, 'trusted', now)),
    },
    settings.policy.policy,
  );
