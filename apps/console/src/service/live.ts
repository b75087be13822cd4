import { type Hearing, hear } from '#client/event-stream';
import type { DeskMessage } from '#contracts/moderation-answers';
import { signal } from '@preact/signals';
import { withCookie } from './api.ts';

/** The messages of the live stream. `reset`: too many events were missed, so the page must reload. */
export interface LiveListeners extends Hearing<DeskMessage> {
  /** The service does not let us listen any more, or not now. */
  readonly refused: () => void;
  /** We hear again, or for the first time. */
  readonly opened: () => void;
}

const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** Shorter interruptions are not shown. */
const silenceMs = 3000;

/** The live events of a site's queues. */
export class Live {
  /** False after some seconds without a connection: the page may then be out of date. */
  readonly connected = signal(true);
  private silence: ReturnType<typeof setTimeout> | undefined;
  private source: EventSource | undefined;
  private site: string | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<Partial<LiveListeners>>();

  /** Returns what stops it. */
  listen(listener: Partial<LiveListeners>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  open(site: string, pauseMs = firstPauseMs): void {
    this.close();
    this.site = site;
    const source = new EventSource(withCookie.addressOf('GET /v1/sites/:site/moderation/live', { params: { site } }));
    this.source = source;
    // Events between the page's requests and this connection were missed; the service fills later gaps by Last-Event-ID.
    source.addEventListener('open', () => this.telling.reset({}, ''), { once: true });
    source.addEventListener('open', () => {
      clearTimeout(this.silence);
      this.silence = undefined;
      this.connected.value = true;
      pauseMs = firstPauseMs;
      this.each((listener) => listener.opened?.());
    });
    source.addEventListener('error', () => {
      this.silence ??= setTimeout(() => (this.connected.value = false), silenceMs);
    });
    hear<DeskMessage>(source, this.telling, () => {
      this.each((listener) => listener.refused?.());
      this.again = setTimeout(() => this.open(site, Math.min(pauseMs * 2, longestPauseMs)), pauseMs);
    });
  }

  close(): void {
    this.site = undefined;
    clearTimeout(this.again);
    this.source?.close();
  }

  /** The network is back: connect at once. */
  wake(): void {
    if (this.site !== undefined && this.source?.readyState !== EventSource.OPEN) this.open(this.site);
  }

  private readonly telling: Hearing<DeskMessage> = {
    queues: (queues, id) => this.each((listener) => listener.queues?.(queues, id)),
    item: (item, id) => this.each((listener) => listener.item?.(item, id)),
    claim: (claim, id) => this.each((listener) => listener.claim?.(claim, id)),
    reset: (nothing, id) => this.each((listener) => listener.reset?.(nothing, id)),
  };

  private each(tell: (listener: Partial<LiveListeners>) => void): void {
    for (const listener of this.listeners) tell(listener);
  }
}
