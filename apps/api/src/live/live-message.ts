import type { ArticleMessage, SiteMessage } from '#contracts/answers';
import type { ReachedPlace } from '../reading/read-model-follower.ts';
import { liveIdOf } from './event-stream.ts';

/** Server-sent events as text. JSON has no raw line ends, so a message is one `data` line. */
export const serialize = (messages: readonly ArticleMessage[], upTo: ReachedPlace): string =>
  writeMessages(messages, upTo);

/** The same for a stream about several articles: which one, and up to where, stands in each message. */
export function serializeOf(article: string, messages: readonly ArticleMessage[], upTo: ReachedPlace): string {
  const of = { article, upTo: liveIdOf(upTo) };
  return writeMessages(
    messages.map(({ event, data }) => ({ event, data: { ...of, ...data } })),
    null,
  );
}

/** The end of what happened to all of them. */
export function serializeTold(upTo: ReachedPlace): string {
  const told: SiteMessage = { event: 'told', data: { now: new Date().toISOString() } };
  return writeMessages([told], upTo);
}

/**
 * @param upTo what a client says as Last-Event-ID when it comes back; null: this tells it nothing about where it was
 */
export function writeMessages(
  messages: readonly { event: string; data: unknown }[],
  upTo: ReachedPlace | null,
): string {
  const id = upTo === null ? '' : `id: ${liveIdOf(upTo)}\n`;
  return messages.map(({ event, data }) => `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
}
