import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DeskSessions } from './desk-sessions.ts';

// Whoever is signed out elsewhere, or by the operator, hears nothing after this; one statement then, and none while no
// stream is open.
const lookEveryMs = 2000;

/**
 * Ends what stays open for a session when the session ends: at once if that happens in this process, else within two
 * seconds.
 */
@Injectable()
export class SessionEnds implements OnModuleDestroy {
  private readonly open = new Map<string, Set<() => void>>();
  private readonly timer = setInterval(() => void this.look().catch(() => undefined), lookEveryMs).unref();

  constructor(private readonly sessions: DeskSessions) {
    sessions.onEnd((token) => this.end(token));
  }

  /** Answers how to stop watching. */
  watch(token: string, end: () => void): () => void {
    const ends = this.open.get(token) ?? new Set();
    this.open.set(token, ends.add(end));
    return () => {
      ends.delete(end);
      if (ends.size === 0 && this.open.get(token) === ends) this.open.delete(token);
    };
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** A database that is away ends nothing: it will be asked again. */
  private async look(): Promise<void> {
    if (this.open.size === 0) return;
    for (const token of await this.sessions.endedOf([...this.open.keys()])) this.end(token);
  }

  private end(token: string): void {
    const ends = this.open.get(token);
    this.open.delete(token);
    for (const end of ends ?? []) end();
  }
}
