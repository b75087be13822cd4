import type { Pool } from 'pg';
import type { ArticleWords } from '#contracts/article-words';
import { byteBudgets } from '#contracts/byte-budgets';
import type {
  CommentStatus,
  Decision,
  EditReview,
  Finding,
  ReportReason,
  QueueName,
  RejectionReason,
} from '#contracts/vocabulary';
import { type StoredWords, toWords } from '../article/words.ts';
import { type AuthorRecord, type StoredAuthor, toAuthorRecord } from '../author-record/queries.ts';
import { fitting } from '../fitting.ts';
import { packCursor, unpackCursor, wholeNumber } from '../cursor.ts';
import {
  type JudgedComment,
  type StoredComment,
  type ThreadComment,
  toSeenComment,
  toThreadComment,
} from '../thread/thread-comment.ts';
import { byIdsSql, pageSql } from './items-sql.ts';
import { type Sight, sightValues } from './sight.ts';

/** A comment with the data needed to decide it. */
export interface ReviewItem {
  readonly comment: ThreadComment;
  /** If the moderator may not see it, as readers see it. */
  readonly parent: ThreadComment | null;
  readonly article: ArticleWords & { articleId: string };
  /** Null if it does not wait. */
  readonly queue: QueueName | null;
  /** The status on record. */
  readonly onRecord: CommentStatus;
  /** The reason why its new text needs review. */
  readonly review: EditReview | null;
  readonly findings: Finding[];
  /** Distinct reporters since the last decision, by reason, with the newest 20 notes of each. */
  readonly flags: { reason: ReportReason; count: number; notes: string[] }[];
  /** Their total weight, exactly. */
  readonly reportHundredths: number;
  /** Number of approvals of the current text in force. Each one raises the required weight by the threshold. */
  readonly approvals: number;
  readonly author: AuthorRecord | null;
  /** The newest five decisions in force on the author's comments, newest first. */
  readonly lastDecisions: PastVerdict[];
  /** Number of edits by the author. */
  readonly edits: number;
  /**
   * Other comments with the same text that wait and that the moderator may see, the longest wait first; at most
   * `mostSameText`.
   */
  readonly sameText: string[];
  /** Comments with nearly the same text within the hour; null if there are none. */
  readonly wave: ItemWave | null;
  /** The version of the comment's stream. A decision based on it conflicts with later status events. */
  readonly version: number;
  readonly waitingSince: Date | null;
}

interface ItemWave {
  readonly id: string;
  /** Number of authors, as far as known. */
  readonly authors: number;
  /** Number of comments that wait in this queue, this one included, plus published ones without a decision. */
  readonly count: number;
  /** Number of these that readers see. */
  readonly published: number;
  /** The finding about a new domain of the newest waiting comment. */
  readonly newDomain: Finding | null;
  /** This comment, then those that readers see, then the others, the longest wait first; at most `mostOfWave`. */
  readonly commentIds: readonly string[];
}

interface PastVerdict {
  readonly commentId: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly at: string;
}

/** A comment that waits. */
export interface QueueItem extends ReviewItem {
  readonly queue: QueueName;
  readonly waitingSince: Date;
}

export interface QueueFilters {
  readonly article?: string | undefined;
  readonly author?: string | undefined;
  /** Only comments with reports for this reason. */
  readonly reason?: ReportReason | undefined;
  /** Only the comments of this wave, each as a separate item. */
  readonly wave?: string | undefined;
}

export interface QueueQuestion extends QueueFilters {
  readonly site: string;
  readonly queue: QueueName;
  readonly sight: Sight;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The names and values of the given filters, in the same order. */
export function setFilters({ article, author, reason, wave }: QueueFilters): { names: string[]; values: string[] } {
  const filters = Object.entries({ article, author, reason, wave }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { names: filters.map(([name]) => name), values: filters.map(([, value]) => value) };
}

/**
 * Returns a page of a queue, the longest wait first.
 * @throws InvalidCursor
 */
export async function queueItems(
  pool: Pool,
  question: QueueQuestion,
): Promise<{ items: QueueItem[]; nextCursor: string | null }> {
  const { site, queue, limit, cursor, sight } = question;
  const place = cursor === undefined ? ['0', '0'] : unpackCursor('q', [wholeNumber, wholeNumber], cursor);
  const { names, values } = setFilters(question);
  const { rows } = await pool.query<StoredItem>({
    name: ['queue-items', ...names].join('-'),
    text: pageSql(names),
    values: [site, queue, ...place, limit + 1, ...sightValues(sight), ...values],
  });
  const found = rows.slice(0, limit).map(toItem).filter(waits);
  const items = fitting(found, byteBudgets.moderation, itemBytes);
  const last = items.at(-1);
  const more = last && (rows.length > items.length || (rows[0]?.found ?? 0) > items.length);
  return { items, nextCursor: more ? packCursor('q', last.waitingSince.getTime(), last.comment.position) : null };
}

/** Returns the items of these comments, whatever their status, in the order of the ids. Unknown ids are skipped. */
export async function itemsOf(
  pool: Pool,
  site: string,
  commentIds: readonly string[],
  sight: Sight,
): Promise<ReviewItem[]> {
  if (commentIds.length === 0) return [];
  const { rows } = await pool.query<StoredItem>({
    name: 'queue-items-by-ids',
    text: byIdsSql,
    values: [site, commentIds, ...sightValues(sight)],
  });
  const byId = new Map(rows.map((row) => [row.comment.id, toItem(row)]));
  return commentIds.flatMap((id) => byId.get(id) ?? []);
}

export const waits = (item: ReviewItem): item is QueueItem => item.queue !== null && item.waitingSince !== null;

interface StoredItem {
  /** Number of rows, up to one more than the limit, before the byte limit cut the page. */
  readonly found: number;
  readonly queue: QueueName | null;
  readonly on_record: CommentStatus;
  readonly review: EditReview | null;
  readonly article_id: string;
  readonly waiting_since: Date | null;
  readonly findings: Finding[];
  readonly report_hundredths: number;
  readonly approvals: number;
  readonly edits: number;
  readonly version: number;
  readonly position: string;
  readonly flags: ReviewItem['flags'] | null;
  readonly same_text: string[] | null;
  readonly wave: ItemWave | null;
  readonly last_decisions: PastVerdict[] | null;
  readonly comment: StoredComment;
  readonly parent: JudgedComment | null;
  readonly article: StoredWords | null;
  readonly author: StoredAuthor | null;
}

/** Estimates the bytes of an item in a response, which has the same content under other names. */
const itemBytes = ({ sameText, ...item }: QueueItem): number =>
  Buffer.byteLength(JSON.stringify([item, sameText.slice(0, 50)])) + 500;

const toItem = (row: StoredItem): ReviewItem => ({
  comment: toThreadComment(row.comment),
  parent: row.parent && toSeenComment(row.parent),
  article: { articleId: row.article_id, ...toWords(row.article) },
  queue: row.queue,
  onRecord: row.on_record,
  review: row.review,
  findings: row.findings,
  flags: row.flags ?? [],
  reportHundredths: row.report_hundredths,
  approvals: row.approvals,
  author: row.author && toAuthorRecord(row.author),
  lastDecisions: (row.last_decisions ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
  edits: row.edits,
  sameText: row.same_text ?? [],
  wave: row.wave,
  version: row.version,
  waitingSince: row.waiting_since,
});
