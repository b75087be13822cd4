import { asPromised } from './as-promised.ts';

/** What is needed of an `EventSource`: browsers have it, and so has the package `eventsource`. */
export interface Source {
  readonly readyState: number;
  addEventListener(
    type: string,
    listener: (event: { readonly data: string; readonly lastEventId: string }) => void,
  ): void;
}

/** What is done about each message of a stream; with the message comes the id that a later stream goes on after. */
export type Hearing<Message extends { event: string; data: unknown }> = {
  readonly [Told in Message as Told['event']]: (data: Told['data'], id: string) => void;
};

/**
 * Hears what a stream tells.
 * @param closed the service does not let us listen, or not now: unlike after an interruption, the source does not try
 * again by itself
 */
export function hear<Message extends { event: string; data: unknown }>(
  source: Source,
  on: Hearing<Message>,
  closed: () => void,
): void {
  for (const [name, tell] of Object.entries<(data: never, id: string) => void>(on))
    source.addEventListener(name, ({ data, lastEventId }) => tell(asPromised<never>(data), lastEventId));
  source.addEventListener('error', () => source.readyState === 2 && closed());
}
