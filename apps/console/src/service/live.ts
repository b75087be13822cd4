import { signal } from '@preact/signals';
import type { LiveClaim, LiveItem, Queues } from './answers';

/** What can be heard. `reset`: more happened than can be told. */
export interface LiveListeners {
  readonly queues: (queues: Queues) => void;
  readonly item: (item: LiveItem) => void;
  readonly claim: (claim: LiveClaim) => void;
  readonly reset: () => void;
  /** The service does not let us listen any more, or not now. */
  readonly refused: () => void;
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
  private again: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<Partial<LiveListeners>>();

  /** Returns what stops it. */
  listen(listener: Partial<LiveListeners>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  open(site: string, pauseMs = firstPauseMs): void {
    this.close();
    const source = new EventSource(`/v1/sites/${site}/moderation/live`);
    this.source = source;
    // Nobody told what happened between what was loaded and now; later gaps the service fills by Last-Event-ID.
    source.addEventListener('open', () => this.tell('reset', {} as never), { once: true });
    source.addEventListener('open', () => {
      clearTimeout(this.silence);
      this.silence = undefined;
      this.connected.value = true;
      pauseMs = firstPauseMs;
    });
    for (const name of ['queues', 'item', 'claim', 'reset'] as const) {
      source.addEventListener(name, (event) =>
        this.tell(name, JSON.parse((event as MessageEvent<string>).data) as never),
      );
    }
    source.addEventListener('error', () => {
      this.silence ??= setTimeout(() => (this.connected.value = false), silenceMs);
      if (source.readyState !== EventSource.CLOSED) return; // the browser itself tries again
      this.tell('refused', {} as never);
      this.again = setTimeout(() => this.open(site, Math.min(pauseMs * 2, longestPauseMs)), pauseMs);
    });
  }

  close(): void {
    clearTimeout(this.again);
    this.source?.close();
  }

  private tell(name: keyof LiveListeners, told: never): void {
    for (const listener of this.listeners) listener[name]?.(told);
  }
}
