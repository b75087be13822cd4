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
 * Which texts an author sent lately, in whichever process, by a keyed hash: nothing that could be read, kept for ten
 * minutes. What is asked and told while a statement is under way goes with the next one, together; nothing at all where
 * no policy has the rule.
 */
@Injectable()
export class RepeatedTexts {
  private told = new Map<string, number>();
  private asked: Question[] = [];
  private flushing: Promise<void> | undefined;
  private tidiedAt = 0;

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: GivenKeys<'texts'>,
  ) {}

  /**
   * Resolves when every process will find it.
   * @param whose the author; for a guest without a token, the name they gave
   * @param shown what readers see of the text: the same words under other marks are the same text
   */
  async remember(whose: readonly string[], shown: string, now: Date): Promise<void> {
    for (const one of whose) this.told.set(this.hash(one, shown), now.getTime());
    await this.flush();
  }

  async wasSent(whose: readonly string[], shown: string, minutes: number, now: Date): Promise<boolean> {
    const sentAt = await new Promise<number | undefined>((answer, fail) => {
      this.asked.push({ fingerprints: whose.map((one) => this.hash(one, shown)), answer, fail });
      void this.flush().catch(() => undefined); // each question is told why it got no answer
    });
    return sentAt !== undefined && now.getTime() - sentAt < minutes * minuteMs;
  }

  /** Answers when everything told or asked before this call is through. */
  private async flush(): Promise<void> {
    while (this.flushing) await this.flushing.catch(() => undefined); // told to those who waited for it
    if (this.told.size + this.asked.length === 0) return;
    this.flushing = this.exchange(this.told, this.asked).finally(() => (this.flushing = undefined));
    [this.told, this.asked] = [new Map(), []];
    await this.flushing;
  }

  private async exchange(told: ReadonlyMap<string, number>, asked: readonly Question[]): Promise<void> {
    try {
      if (told.size > 0) await this.tell(told);
      const sent = asked.length > 0 ? await this.ask(asked.flatMap(({ fingerprints }) => fingerprints)) : new Map();
      for (const { fingerprints, answer } of asked) answer(newest(fingerprints, sent));
    } catch (error) {
      for (const { fail } of asked) fail(error);
      throw error;
    }
  }

  private async tell(told: ReadonlyMap<string, number>): Promise<void> {
    const fingerprints = [...told.keys()].toSorted(); // the same order in every process: no deadlock
    const newestTold = Math.max(...told.values());
    await this.pool.query({
      name: 'tell-texts',
      text: `
        insert into recent_texts as known (fingerprint, sent_at)
        select decode(fingerprint, 'hex'), to_timestamp(sent_at / 1000.0) from unnest($1::text[], $2::float8[]) as told (fingerprint, sent_at)
        on conflict (fingerprint) do update set sent_at = greatest(known.sent_at, excluded.sent_at)`,
      values: [fingerprints, fingerprints.map((one) => told.get(one))],
    });
    if (newestTold - this.tidiedAt < minuteMs) return;
    this.tidiedAt = newestTold;
    const tooOld = new Date(newestTold - longestMinutes * minuteMs);
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

  private hash(whose: string, shown: string): string {
    const text = foldText(shown).text.trim();
    return createHmac('sha256', this.given.keys.texts).update(`${whose}\n${text}`).digest('hex');
  }
}

function newest(fingerprints: readonly string[], sent: ReadonlyMap<string, number>): number | undefined {
  const times = fingerprints.flatMap((one) => sent.get(one) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
