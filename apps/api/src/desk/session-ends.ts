import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DeskSessions } from './desk-sessions.ts';

// The delay until a session that another process or the operator ended closes its streams. One statement per interval,
// and none while no stream is open.
const pollMs = 2000;

/** Closes a session's streams when the session ends: at once if this process ends it, otherwise within two seconds. */
@Injectable()
export class SessionEnds implements OnModuleDestroy {
  private readonly open = new Map<string, Set<() => void>>();
  private readonly timer = setInterval(() => void this.poll().catch(() => undefined), pollMs).unref();

  constructor(private readonly sessions: DeskSessions) {
    sessions.onEnd((token) => this.end(token));
  }

  /** Calls `end` when the session ends. Returns a function that stops watching. */
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

  /** If the database is unavailable, no stream is closed. The next poll asks again. */
  private async poll(): Promise<void> {
    if (this.open.size === 0) return;
    for (const token of await this.sessions.endedOf([...this.open.keys()])) this.end(token);
  }

  private end(token: string): void {
    const ends = this.open.get(token);
    this.open.delete(token);
    for (const end of ends ?? []) end();
  }
}
