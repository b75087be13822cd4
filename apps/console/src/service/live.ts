import { type Hearing, hear } from '#client/event-stream';
import type { DeskMessage } from '#contracts/moderation-answers';
import { signal } from '@preact/signals';
import { withCookie } from './api.ts';

/** What can be heard. `reset`: more happened than can be told. */
export interface LiveListeners extends Hearing<DeskMessage> {
  /** The service does not let us listen any more, or not now. */
  readonly refused: () => void;
  /** We hear again, or for the first time. */
  readonly opened: () => void;
}

const firstPauseMs = 1000;
const longestPauseMs = 30_000;
/** Shorter interruptions are nobody's business. */
const silenceMs = 3000;

/** What happens in the queues of a site, as it happens. */
export class Live {
  /** False when nothing has been heard for a while: what is shown may then be old. */
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
    // Nobody told what happened between what was loaded and now; later gaps the service fills by Last-Event-ID.
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

  /** The network is back: nobody waits for the next attempt. */
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
