import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Wave } from '#domain/screening/phase';
import { fewestAlike } from '#domain/screening/text-likeness';
import { waveMinutes } from '#domain/screening/wave';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';

/** A submitted text and the hashes under which its author may be recorded. New rows use the first. */
export interface SentText {
  readonly site: string;
  readonly commentId: string;
  readonly likeness: Uint32Array;
  readonly senders: readonly Buffer[];
}

/** The wave that a text belongs to, and the hash under which its author was recorded. */
export interface Noted extends Wave {
  readonly author: Buffer;
}

interface Note {
  readonly comment: string;
  readonly bands: readonly number[];
  readonly senders: readonly string[];
  readonly at: Date;
}

interface Question {
  readonly note: Note;
  readonly answer: (noted: Noted) => void;
  readonly fail: (error: unknown) => void;
}

const minuteMs = 60_000;

/**
 * Counts how many authors sent nearly the same text within the last hour, across all processes. Only keyed hashes of
 * text pieces and authors are stored. Each text is recorded before it is counted, and the database serialises them, so
 * that among ten concurrent texts exactly one is the third. Calls made while a statement runs share the next one. No
 * statement runs if no policy has the rule.
 */
@Injectable()
export class RecentLikenesses {
  private asked: Question[] = [];
  private flushing = false;
  private tidiedAt = 0;

  constructor(
    private readonly pool: Pool,
    @Given() private readonly given: GivenKeys<'texts'>,
  ) {}

  note({ site, commentId, likeness, senders }: SentText, now: Date): Promise<Noted> {
    const note = {
      comment: commentId,
      bands: this.keyed(site, likeness),
      senders: senders.map((hash) => hash.toString('hex')),
      at: now,
    };
    return new Promise((answer, fail) => {
      this.asked.push({ note, answer, fail });
      void this.flush().catch(() => undefined); // each caller gets the error through `fail`
    });
  }

  /** Removes a text whose comment was not stored. */
  async forget({ id, author }: Noted): Promise<void> {
    await this.pool.query(
      `with gone as (delete from recent_likenesses where wave = $1 and author = $2 and times = 1)
       update recent_likenesses set times = times - 1 where wave = $1 and author = $2 and times > 1`,
      [id, author],
    );
  }

  private async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    while (this.asked.length > 0) await this.exchange(this.asked.splice(0));
    this.flushing = false;
  }

  private async exchange(asked: readonly Question[]): Promise<void> {
    try {
      const noted = await this.noteAll(asked.map(({ note }) => note));
      for (const [index, { answer, fail }] of asked.entries()) {
        const one = noted[index];
        if (one) answer(one);
        else fail(new Error('note_likeness returned no row for a text'));
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }

  private async noteAll(notes: readonly Note[]): Promise<Noted[]> {
    await this.tidy(Math.max(...notes.map(({ at }) => at.getTime())));
    const { rows } = await this.pool.query<Noted>({
      name: 'note-likenesses',
      text: `
        select noted_wave as id, noted_author as author, noted_authors as authors
        from json_array_elements($1) with ordinality as asked (note, place)
        cross join lateral note_likeness(
          (note->>'comment')::uuid,
          array(select band::int from json_array_elements_text(note->'bands') as band),
          $2,
          array(select decode(sender, 'hex') from json_array_elements_text(note->'senders') as sender),
          (note->>'at')::timestamptz
        )
        order by place`,
      values: [JSON.stringify(notes), fewestAlike],
    });
    return rows;
  }

  private async tidy(now: number): Promise<void> {
    if (now - this.tidiedAt < minuteMs) return;
    this.tidiedAt = now;
    await this.pool.query('delete from recent_likenesses where sent_at < $1', [new Date(now - waveMinutes * minuteMs)]);
  }

  /** Includes each hash's index, so that equal hashes at different indexes do not match. */
  private keyed(site: string, likeness: Uint32Array): number[] {
    return Array.from(likeness, (hash, place) =>
      createHmac('sha256', this.given.keys.texts).update(`like\n${site}\n${place}\n${hash}`).digest().readInt32BE(),
    );
  }
}
