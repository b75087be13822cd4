import { callSoon } from '#platform/last-resort';
import type { Checkpoint } from '#read-models/checkpoints';

export type ReadModelStanding = Pick<Checkpoint, 'generation' | 'position' | 'status'>;

interface Waiter {
  readonly names: readonly string[];
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Where each read model stands, for whoever waits for one to come up with the log. */
export class ReadModelStandings {
  private readonly standings = new Map<string, ReadModelStanding>();
  private readonly listeners = new Set<() => void>();
  private waiters: Waiter[] = [];

  set(name: string, { generation, position, status }: ReadModelStanding): void {
    this.standings.set(name, { generation, position, status });
    for (const listener of this.listeners) callSoon(listener);
    this.waiters = this.waiters.filter((waiter) => !this.answer(waiter));
  }

  all(): Map<string, ReadModelStanding> {
    return new Map(this.standings);
  }

  onMoved(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves when all of these have reached the position; rejects when one of them is stopped before it. */
  reached(names: readonly string[], position: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = { names, position, resolve, reject };
      if (!this.answer(waiter)) this.waiters.push(waiter);
    });
  }

  /** Nobody moves anything any more. */
  close(): void {
    for (const { reject } of this.waiters.splice(0)) reject(new Error('the projector was stopped'));
  }

  private answer({ names, position, resolve, reject }: Waiter): boolean {
    const behind = names.filter((name) => (this.standings.get(name)?.position ?? -1) < position);
    const stopped = behind.find((name) => this.standings.get(name)?.status === 'stopped');
    if (stopped !== undefined) reject(new Error(`the read model ${stopped} is stopped before position ${position}`));
    else if (behind.length === 0) resolve();
    return stopped !== undefined || behind.length === 0;
  }
}
