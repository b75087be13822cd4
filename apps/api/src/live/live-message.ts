import type { ArticleMessage } from '#contracts/answers';
import type { Place } from '../reading/read-model-follower';
import { idOf } from './event-stream';

/** Server-sent events as text. JSON has no raw line ends, so a message is one `data` line. */
export const serialize = (messages: readonly ArticleMessage[], upTo: Place): string => eventStream(messages, upTo);

/** @param upTo what a client says as Last-Event-ID when it comes back; null: this tells it nothing about where it was */
export function eventStream(messages: readonly { event: string; data: unknown }[], upTo: Place | null): string {
  const id = upTo === null ? '' : `id: ${idOf(upTo)}\n`;
  return messages.map(({ event, data }) => `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
}
