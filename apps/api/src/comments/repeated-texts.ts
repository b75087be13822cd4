import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { foldText } from '#letters/folded-text';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';

const longestMinutes = 10;
const minuteMs = 60_000;

interface Question {
  readonly fingerprints: readonly string[];
  readonly answer: (sentAt: number | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Remembers for ten minutes which texts an author sent, across all processes. Only keyed hashes are stored. Calls made
 * while a statement runs share the next one. If no policy has the rule, no statement runs.
 */
@Injectable()
export class RepeatedTexts {
  private pending = new Map<string, number>();
  private asked: Question[] = [];
  private flushing: Promise<void> | undefined;
  private tidiedAt = 0;

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: GivenKeys<'texts'>,
  ) {}

  /**
   * Resolves when every process can find the text.
   * @param senders keys of the author; for a guest without a token, also the entered name
   * @param shown the text as readers see it, so that different Markdown marks do not make it a different text
   */
  async remember(senders: readonly string[], shown: string, now: Date): Promise<void> {
    for (const key of senders) this.pending.set(this.hash(key, shown), now.getTime());
    await this.flush();
  }

  async wasSent(senders: readonly string[], shown: string, minutes: number, now: Date): Promise<boolean> {
    const sentAt = await new Promise<number | undefined>((answer, fail) => {
      this.asked.push({ fingerprints: senders.map((key) => this.hash(key, shown)), answer, fail });
      void this.flush().catch(() => undefined); // each caller gets the error through `fail`
    });
    return sentAt !== undefined && now.getTime() - sentAt < minutes * minuteMs;
  }

  /** Resolves when all texts and questions of earlier calls have been exchanged with the database. */
  private async flush(): Promise<void> {
    while (this.flushing) await this.flushing.catch(() => undefined); // its own callers get the error
    if (this.pending.size + this.asked.length === 0) return;
    this.flushing = this.exchange(this.pending, this.asked).finally(() => (this.flushing = undefined));
    [this.pending, this.asked] = [new Map(), []];
    await this.flushing;
  }

  private async exchange(pending: ReadonlyMap<string, number>, asked: readonly Question[]): Promise<void> {
    try {
      if (pending.size > 0) await this.record(pending);
      const sent = asked.length > 0 ? await this.ask(asked.flatMap(({ fingerprints }) => fingerprints)) : new Map();
      for (const { fingerprints, answer } of asked) answer(newest(fingerprints, sent));
    } catch (error) {
      for (const { fail } of asked) fail(error);
      throw error;
    }
  }

  private async record(pending: ReadonlyMap<string, number>): Promise<void> {
    const fingerprints = [...pending.keys()].toSorted(); // the same order in every process: no deadlock
    const newestPending = Math.max(...pending.values());
    await this.pool.query({
      name: 'record-texts',
      text: `
        insert into recent_texts as known (fingerprint, sent_at)
        select decode(fingerprint, 'hex'), to_timestamp(sent_at / 1000.0)
        from unnest($1::text[], $2::float8[]) as pending (fingerprint, sent_at)
        on conflict (fingerprint) do update set sent_at = greatest(known.sent_at, excluded.sent_at)`,
      values: [fingerprints, fingerprints.map((one) => pending.get(one))],
    });
    if (newestPending - this.tidiedAt < minuteMs) return;
    this.tidiedAt = newestPending;
    const tooOld = new Date(newestPending - longestMinutes * minuteMs);
    await this.pool.query('delete from recent_texts where sent_at < $1', [tooOld]);
  }

  private async ask(fingerprints: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ fingerprint: string; sent_at: Date }>({
      name: 'ask-texts',
      text: `
        select encode(fingerprint, 'hex') as fingerprint, sent_at from recent_texts
        where fingerprint = any (select decode(one, 'hex') from unnest($1::text[]) as one)`,
      values: [fingerprints],
    });
    return new Map(rows.map((row) => [row.fingerprint, row.sent_at.getTime()]));
  }

  private hash(sender: string, shown: string): string {
    const text = foldText(shown).text.trim();
    return createHmac('sha256', this.given.keys.texts).update(`${sender}\n${text}`).digest('hex');
  }
}

function newest(fingerprints: readonly string[], sent: ReadonlyMap<string, number>): number | undefined {
  const times = fingerprints.flatMap((one) => sent.get(one) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
