import { callSoon } from '#platform/last-resort';
import type { Checkpoint } from '#read-models/checkpoints';

export type ReadModelStanding = Pick<Checkpoint, 'generation' | 'position' | 'status'>;

interface Waiter {
  readonly names: readonly string[];
  readonly position: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The progress of each read model, for callers that wait for one to reach a position. */
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

  /** Rejects all waiters: the projector is stopped. */
  close(): void {
    for (const { reject } of this.waiters.splice(0)) reject(new Error('the projector was stopped'));
  }

  private answer({ names, position, resolve, reject }: Waiter): boolean {
    const late = names.filter((name) => (this.standings.get(name)?.position ?? -1) < position);
    const stopped = late.find((name) => this.standings.get(name)?.status === 'stopped');
    if (stopped !== undefined) reject(new Error(`the read model ${stopped} is stopped before position ${position}`));
    else if (late.length === 0) resolve();
    return stopped !== undefined || late.length === 0;
  }
}
