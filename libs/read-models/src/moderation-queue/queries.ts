import type { Pool } from 'pg';
import type { Finding, FlagReason, QueueName } from '#contracts/vocabulary';
import { type AuthorRecord, type StoredAuthor, toAuthorRecord } from '../author-record/queries';
import { packCursor, unpackCursor, wholeNumber } from '../cursor';
import { type StoredComment, type ThreadComment, toThreadComment } from '../thread/thread-comment';
import { itemsSql } from './items-sql';

export type QueueSizes = Record<QueueName, { size: number; oldestWaitingSince: Date | null }>;

/** How many comments wait in each queue, and since when the oldest one does. Costs the same however many they are. */
export async function queueSizes(pool: Pool, site: string): Promise<QueueSizes> {
  const { rows } = await pool.query<{ queue: QueueName; size: number; oldest: Date | null }>({
    name: 'queue-sizes',
    text: `
      select queue, size, (
        select min(waiting_since) from read.queue_items i
        where i.site_id = s.site_id and i.queue = s.queue and i.queue is not null
      ) as oldest
      from read.queue_sizes s where site_id = $1`,
    values: [site],
  });
  const nothing = { size: 0, oldestWaitingSince: null };
  const sizes: QueueSizes = { pending: nothing, reported: nothing, escalated: nothing };
  for (const { queue, size, oldest } of rows) sizes[queue] = { size, oldestWaitingSince: oldest };
  return sizes;
}

/** A comment that waits for a moderator, with what is needed to decide it. */
export interface QueueItem {
  readonly comment: ThreadComment;
  readonly parent: ThreadComment | null;
  readonly article: { articleId: string; title: string | null; url: string | null };
  readonly queue: QueueName;
  readonly findings: Finding[];
  /** Distinct reporters since the last decision, by reason; the newest 20 notes of each. */
  readonly flags: { reason: FlagReason; count: number; notes: string[] }[];
  readonly reportWeight: number;
  readonly author: AuthorRecord | null;
  /** The version of the comment's stream: a decision based on it conflicts with anything newer. */
  readonly version: number;
  readonly waitingSince: Date;
}

export interface QueueQuestion {
  readonly site: string;
  readonly queue: QueueName;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly article?: string | undefined;
  readonly author?: string | undefined;
  /** Only comments that were reported for this reason. */
  readonly reason?: FlagReason | undefined;
}

/**
 * A page of a queue, the longest wait first.
 * @throws InvalidCursor
 */
export async function queueItems(
  pool: Pool,
  question: QueueQuestion,
): Promise<{ items: QueueItem[]; nextCursor: string | null }> {
  const { site, queue, limit, cursor, article, author, reason } = question;
  const place = cursor === undefined ? ['0', '0'] : unpackCursor('q', [wholeNumber, wholeNumber], cursor);
  const filters = Object.entries({ article, author, reason }).filter(([, value]) => value !== undefined);
  const names = filters.map(([name]) => name);
  const { rows } = await pool.query<StoredItem>({
    name: ['queue-items', ...names].join('-'),
    text: itemsSql(names),
    values: [site, queue, ...place, limit + 1, ...filters.map(([, value]) => value)],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = last && rows.length > limit;
  return {
    items: page.map(toItem),
    nextCursor: more ? packCursor('q', last.waiting_since.getTime(), Number(last.position)) : null,
  };
}

interface StoredItem {
  readonly queue: QueueName;
  readonly article_id: string;
  readonly waiting_since: Date;
  readonly findings: Finding[];
  readonly report_weight: number;
  readonly version: number;
  readonly position: string;
  readonly flags: QueueItem['flags'] | null;
  readonly comment: StoredComment;
  readonly parent: StoredComment | null;
  readonly article: { title: string | null; url: string | null } | null;
  readonly author: StoredAuthor | null;
}

const toItem = (row: StoredItem): QueueItem => ({
  comment: toThreadComment(row.comment),
  parent: row.parent && toThreadComment(row.parent),
  article: { articleId: row.article_id, title: row.article?.title ?? null, url: row.article?.url ?? null },
  queue: row.queue,
  findings: row.findings,
  flags: row.flags ?? [],
  reportWeight: row.report_weight,
  author: row.author && toAuthorRecord(row.author),
  version: row.version,
  waitingSince: row.waiting_since,
});

/** What a batch of decisions decided, in order. */
export async function batchDecisions(
  pool: Pool,
  site: string,
  batchId: string,
): Promise<{ commentId: string; eventId: string; undone: boolean }[]> {
  const { rows } = await pool.query<{ comment_id: string; event_id: string; undone: boolean }>({
    name: 'batch-decisions',
    text: `
      select comment_id, event_id, undone from read.decisions
      where batch_id = $1 and site_id = $2 order by position`,
    values: [batchId, site],
  });
  return rows.map(({ comment_id, event_id, undone }) => ({ commentId: comment_id, eventId: event_id, undone }));
}
