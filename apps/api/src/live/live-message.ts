import type { LiveComment } from '#contracts/answers';

export type LiveMessage =
  | { event: 'count'; data: { count: number; open: boolean } }
  | { event: 'comment'; data: LiveComment }
  /** More happened than can be told: load the thread again. */
  | { event: 'reset'; data: Record<string, never> };

/** Server-sent events as text. JSON has no raw line ends, so a message is one `data` line. */
export const serialize = (messages: readonly LiveMessage[], position: number): string =>
  messages.map(({ event, data }) => `id: ${position}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
