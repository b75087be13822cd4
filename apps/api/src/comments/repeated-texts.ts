import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { foldText } from '#domain/screening/folded-text';

const longestMinutes = 10;

/**
 * Which texts an author sent lately, by a keyed hash: nothing that could be read, kept in memory for ten minutes at most. Each
 * process remembers what came through it.
 */
export class RepeatedTexts {
  private readonly sent = new LRUCache<string, number>({ max: 50_000, ttl: longestMinutes * 60_000 });

  constructor(private readonly key: Buffer) {}

  /** @param whose the author; for a guest without a token, the name they gave */
  remember(whose: readonly string[], body: string, now: Date): void {
    for (const one of whose) this.sent.set(this.hash(one, body), now.getTime());
  }

  wasSent(whose: readonly string[], body: string, minutes: number, now: Date): boolean {
    return whose.some((one) => {
      const at = this.sent.get(this.hash(one, body));
      return at !== undefined && now.getTime() - at < minutes * 60_000;
    });
  }

  private hash(whose: string, body: string): string {
    const text = foldText(body).text.trim();
    return createHmac('sha256', this.key).update(`${whose}\n${text}`).digest('base64url');
  }
}
