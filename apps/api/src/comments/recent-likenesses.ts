import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { Wave } from '#domain/screening/phase';
import { fewestAlike, likenessOf } from '#domain/screening/text-likeness';
import { waveMinutes } from '#domain/screening/wave';
import { Afterwards } from '../commands/afterwards.ts';
import type { Executed } from '../commands/command-executor.ts';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';
import { type Sender, Senders } from './senders.ts';

/** A text on its way in. */
interface SentText {
  readonly site: string;
  readonly commentId: string;
  readonly body: string;
  readonly sender: Sender;
}

/** What is known of a text on its way in. */
export interface Likeness {
  /** The comments that it belongs to, itself among them; null for what is too short. Notes the text, once. */
  readonly wave: (now: Date) => Promise<Wave | null>;
  /** It was not taken: it counts for nobody. */
  readonly forget: () => Promise<void>;
}

interface Noted extends Wave {
  readonly position: string;
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
 * By how many authors nearly the same text was sent within the hour, in whichever process. Keyed hashes alone are kept,
 * of a text's pieces and of who sent it. A text is noted before it is counted, and texts take turns in the database, so
 * that of ten that come at once one is the third. What is asked while a statement is under way goes with the next one,
 * together; nothing at all where no policy asks.
 */
@Injectable()
export class RecentLikenesses {
  private asked: Question[] = [];
  private flushing = false;
  private tidiedAt = 0;

  constructor(
    private readonly pool: Pool,
    private readonly senders: Senders,
    @Inject(Afterwards) private readonly afterwards: Pick<Afterwards, 'attempt'>,
    @Given() private readonly given: GivenKeys<'texts'>,
  ) {}

  of(text: SentText): Likeness {
    let noted: Promise<Noted | null> | undefined;
    return {
      wave: (now) => (noted ??= this.note(text, now)),
      forget: async () => this.forget((await noted?.catch(() => null)) ?? null),
    };
  }

  /** What came of a command about a text: where nothing came, the text counts for nobody. */
  async unlessTaken(executing: Promise<Executed>, likeness: Likeness): Promise<Executed> {
    let taken = false;
    try {
      const executed = await executing;
      taken = executed.kind === 'appended';
      return executed;
    } finally {
      if (!taken) await this.afterwards.attempt('a text that was not taken', () => likeness.forget());
    }
  }

  private async note({ site, commentId, body, sender }: SentText, now: Date): Promise<Noted | null> {
    const likeness = likenessOf(body);
    if (!likeness) return null;
    const senders = (await this.senders.of(site, sender)).map((hash) => hash.toString('hex'));
    const note = { comment: commentId, bands: this.keyed(site, likeness), senders, at: now };
    return new Promise((answer, fail) => {
      this.asked.push({ note, answer, fail });
      void this.flush();
    });
  }

  private async forget(noted: Noted | null): Promise<void> {
    if (noted) await this.pool.query('delete from recent_likenesses where position = $1', [noted.position]);
  }

  private async flush(): Promise<void> {
    if (this.flushing) return;
    this.flushing = true;
    while (this.asked.length > 0) await this.exchange(this.asked.splice(0));
    this.flushing = false;
  }

  private async exchange(asked: readonly Question[]): Promise<void> {
    try {
      const noted = await this.tell(asked.map(({ note }) => note));
      for (const [index, { answer, fail }] of asked.entries()) {
        const one = noted[index];
        if (one) answer(one);
        else fail(new Error('a text vanished while it was noted'));
      }
    } catch (error) {
      for (const { fail } of asked) fail(error);
    }
  }

  private async tell(notes: readonly Note[]): Promise<Noted[]> {
    await this.tidy(Math.max(...notes.map(({ at }) => at.getTime())));
    const { rows } = await this.pool.query<Noted>({
      name: 'note-likenesses',
      text: `
        select noted_position as position, noted_wave as id, noted_authors as authors
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

  /** Each under its place, so that equal ones at different places have nothing in common. */
  private keyed(site: string, likeness: Uint32Array): number[] {
    return Array.from(likeness, (hash, place) =>
      createHmac('sha256', this.given.keys.texts).update(`like\n${site}\n${place}\n${hash}`).digest().readInt32BE(),
    );
  }
}
