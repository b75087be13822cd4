import type { LiveComment } from '#contracts/answers';

export type LiveMessage =
  | { event: 'count'; data: { count: number; open: boolean } }
  | { event: 'comment'; data: LiveComment }
  /** More happened than can be told: load the thread again. */
  | { event: 'reset'; data: Record<string, never> };

/** Server-sent events as text. JSON has no raw line ends, so a message is one `data` line. */
export const serialize = (messages: readonly LiveMessage[], position: number): string =>
  eventStream(messages, position);

/** @param position what a client says as Last-Event-ID when it comes back; null: this tells it nothing about where it was */
export function eventStream(messages: readonly { event: string; data: unknown }[], position: number | null): string {
  const id = position === null ? '' : `id: ${position}\n`;
  return messages.map(({ event, data }) => `${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
}
