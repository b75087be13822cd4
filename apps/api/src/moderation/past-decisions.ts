import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { byteBudgets } from '#contracts/byte-budgets';
import type { RecordedEvent } from '#contracts/event-schemas';
import type { PastDecisionsAnswer } from '#contracts/moderation-answers';
import { EventLog } from '#event-store/event-log';
import {
  type PastDecisionRow,
  cursorAfter,
  decisionsBy,
  rejectionsOf,
} from '#read-models/moderation-queue/past-decisions';
import { fitting } from '#read-models/fitting';
import { recordedAndOpened } from '../commands/recorded.ts';

/** Characters. Enough of a text to recognise the comment. */
const excerptLength = 140;
/** For this long, an author sees which comments were rejected. */
const shownDays = 30;
const mostShown = 20;

interface Words {
  readonly name: string | null;
  readonly note: string | null;
  readonly message: string | null;
}

/**
 * Past decisions with moderators' names, notes and messages. These are in no table. They are decrypted from the log on
 * each request, so that an erasure removes them here at the same moment.
 */
@Injectable()
export class PastDecisions {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
  ) {}

  /** @throws InvalidCursor */
  async by(question: Parameters<typeof decisionsBy>[1]): Promise<PastDecisionsAnswer> {
    const { decisions, nextCursor } = await decisionsBy(this.pool, question);
    const words = await this.wordsOf(decisions);
    const answers = decisions.map((one) => answer(one, words.get(one.eventId) ?? noWords));
    const kept = fitting(answers, byteBudgets.moderation, (one) => Buffer.byteLength(JSON.stringify(one)));
    const end = kept.length < answers.length ? decisions[kept.length - 1] : undefined;
    return { decisions: kept, nextCursor: end ? cursorAfter(end) : nextCursor };
  }

  /**
   * The rejections of an author's own comments under an article, newest first, with the messages to the author. A
   * comment that was rejected several times is listed once.
   */
  async rejectionsFor(site: string, article: string, author: string, now: Date) {
    const since = new Date(now.getTime() - shownDays * 86_400_000);
    const found = await rejectionsOf(this.pool, { site, article, author, since, limit: mostShown });
    const newest = found.filter(({ commentId }, at) => found.findIndex((one) => one.commentId === commentId) === at);
    const words = await this.wordsOf(newest);
    return newest.map(({ commentId, reason, at, eventId }) => ({
      commentId,
      reason: reason ?? ('other' as const),
      at: at.toISOString(),
      message: words.get(eventId)?.message ?? null,
    }));
  }

  private async wordsOf(decisions: readonly PastDecisionRow[]): Promise<Map<string, Words>> {
    if (decisions.length === 0) return new Map();
    const streams = [...new Set(decisions.map(({ commentId }) => commentId))];
    const stored = await this.log.readEvents(
      streams,
      decisions.map(({ eventId }) => eventId),
    );
    const opened = await recordedAndOpened(this.log, stored);
    return new Map(opened.map((event) => [event.eventId, wordsIn(event)]));
  }
}

const noWords: Words = { name: null, note: null, message: null };

function wordsIn({ personal }: RecordedEvent): Words {
  if (!personal || !('moderatorName' in personal)) return noWords;
  return {
    name: personal.moderatorName,
    note: 'note' in personal ? (personal.note ?? null) : null,
    message: 'message' in personal ? (personal.message ?? null) : null,
  };
}

const answer = (one: PastDecisionRow, { name, note, message }: Words): PastDecisionsAnswer['decisions'][number] => ({
  batchId: one.batchId,
  commentId: one.commentId,
  articleId: one.articleId,
  decision: one.decision,
  reason: one.reason,
  note,
  message,
  by: { id: one.moderatorId, name },
  at: one.at.toISOString(),
  undone: one.undone,
  status: one.status,
  onRecord: one.onRecord,
  excerpt: one.text === null ? null : excerptOf(one.text),
});

/** Cuts between grapheme clusters and appends `…`. A cluster of hundreds of code units is cut inside. */
function excerptOf(text: string): string {
  const characters = Array.from(
    new Intl.Segmenter().segment(text.slice(0, excerptLength * 8)),
    ({ segment }) => segment,
  );
  const short = characters.slice(0, excerptLength).join('');
  return short.length === text.length ? text : `${short.trimEnd()}…`;
}
