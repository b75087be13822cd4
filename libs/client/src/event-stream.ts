import { asPromised } from './as-promised.ts';

/** The part of `EventSource` that is needed: browsers and the package `eventsource` have it. */
export interface Source {
  readonly readyState: number;
  addEventListener(
    type: string,
    listener: (event: { readonly data: string; readonly lastEventId: string }) => void,
  ): void;
}

/** Handlers for the messages of a stream. `id` is the position after which a later stream can continue. */
export type Hearing<Message extends { event: string; data: unknown }> = {
  readonly [Sent in Message as Sent['event']]: (data: Sent['data'], id: string) => void;
};

/**
 * Subscribes handlers to a stream.
 * @param closed called if the service refuses the stream. Unlike after an interruption, the source does not reconnect
 */
export function hear<Message extends { event: string; data: unknown }>(
  source: Source,
  on: Hearing<Message>,
  closed: () => void,
): void {
  for (const [name, handle] of Object.entries<(data: never, id: string) => void>(on))
    source.addEventListener(name, ({ data, lastEventId }) => handle(asPromised<never>(data), lastEventId));
  source.addEventListener('error', () => source.readyState === 2 && closed());
}
