import { signal } from '@preact/signals';
import type { DeskRoute } from '../address/route.ts';

/** One of the things that a message is about, with the way to it. */
export interface ToastLine {
  readonly text: string;
  readonly why: string;
  readonly to: DeskRoute;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly lines?: readonly ToastLine[];
  readonly tone: 'plain' | 'good' | 'bad';
  readonly action?: { readonly label: string; readonly key?: 'undo'; readonly run: () => void };
  /** Stays until it is closed. */
  readonly stays?: boolean;
}

const shownMs = 10_000;

/**
 * Short messages in the corner. Each is shown for ten seconds; a pointer or the focus on the messages stops the clock.
 */
export class Toasts {
  readonly shown = signal<readonly Toast[]>([]);
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private paused = false;
  private last = 0;

  show(toast: Omit<Toast, 'id'>): number {
    const id = ++this.last;
    // One undo at a time: the newest. Pressed again, its key goes on to the decisions before.
    const kept = this.shown.peek().filter(({ action }) => !(toast.action?.key && action?.key === toast.action.key));
    this.shown.value = [...kept, { ...toast, id }].slice(-4);
    if (!toast.stays && !this.paused) this.start(id);
    return id;
  }

  /** Changes the text of a message; a closed one stays closed. */
  reword(id: number, text: string): void {
    this.shown.value = this.shown.peek().map((one) => (one.id === id ? { ...one, text } : one));
  }

  close(id: number): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.shown.value = this.shown.peek().filter((one) => one.id !== id);
  }

  pause(): void {
    this.paused = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  goOn(): void {
    this.paused = false;
    for (const { id, stays } of this.shown.peek()) if (!stays) this.start(id);
  }

  private start(id: number): void {
    this.timers.set(
      id,
      setTimeout(() => this.close(id), shownMs),
    );
  }
}
