import type { ArticleMessage, SiteMessage } from '#contracts/live-messages';
import type { ReachedPlace } from '../reading/read-model-follower.ts';
import { liveIdOf } from './event-stream.ts';

/** Writes server-sent events as text. JSON contains no raw line breaks, so a message is one `data` line. */
export const serialize = (messages: readonly ArticleMessage[], upTo: ReachedPlace): string =>
  writeMessages(messages, upTo);

/** Writes events for a stream about several articles: each message holds its article and place. */
export function serializeOf(article: string, messages: readonly ArticleMessage[], upTo: ReachedPlace): string {
  const of = { article, upTo: liveIdOf(upTo) };
  return writeMessages(
    messages.map(({ event, data }) => ({ event, data: { ...of, ...data } })),
    null,
  );
}

/** Writes the message that ends the changes of all articles up to a place. */
export function serializeEnd(upTo: ReachedPlace): string {
  const end: SiteMessage = { event: 'told', data: { now: new Date().toISOString() } };
  return writeMessages([end], upTo);
}

/** @param upTo the id that a client sends as Last-Event-ID when it reconnects; null: leaves its last id unchanged */
export function writeMessages(
  messages: readonly { event: string; data: unknown }[],
  upTo: ReachedPlace | null,
): string {
  const id = upTo === null ? '' : `id: ${liveIdOf(upTo)}\n`;
  return messages.map(({ event, data }) => `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
}
