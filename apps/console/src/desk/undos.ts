import { computed, signal } from '@preact/signals';

/** A decision that can be undone. */
export interface Undoable {
  /** Puts away what offers it. */
  readonly begin: () => void;
  readonly run: () => Promise<void>;
}

/** The decisions of this tab that `u` undoes: the newest first, one after the other. */
export class Undos {
  readonly any = computed(() => this.done.value.length > 0);
  private readonly done = signal<readonly Undoable[]>([]);
  /** Each waits for the one before: cards come back in the order in which they were asked for. */
  private last: Promise<void> = Promise.resolve();

  /** Answers how to forget it: nothing came of it. */
  add(undoable: Undoable): () => void {
    this.done.value = [...this.done.peek(), undoable];
    return () => this.forget(undoable);
  }

  /** Takes the newest back; nothing when there is none. */
  takeNewest(): void {
    const newest = this.done.peek().at(-1);
    if (newest) this.take(newest);
  }

  take(undoable: Undoable): void {
    if (!this.done.peek().includes(undoable)) return;
    this.forget(undoable);
    undoable.begin();
    this.last = this.last.then(undoable.run).catch(() => undefined);
  }

  private forget(undoable: Undoable): void {
    this.done.value = this.done.peek().filter((one) => one !== undoable);
  }
}
