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

/** A comment with what is needed to decide it. */
export interface ReviewItem {
  readonly comment: ThreadComment;
  /** What readers get of it, where whoever asks may see no more. */
  readonly parent: ThreadComment | null;
  readonly article: ArticleWords & { articleId: string };
  /** Null: it does not wait. */
  readonly queue: QueueName | null;
  /** The status under which moderators have it. */
  readonly onRecord: CommentStatus;
  /** After what its new text is to be looked at. */
  readonly review: EditReview | null;
  readonly findings: Finding[];
  /** Distinct reporters since the last decision, by reason; the newest 20 notes of each. */
  readonly flags: { reason: ReportReason; count: number; notes: string[] }[];
  /** What they weigh, exactly. */
  readonly reportHundredths: number;
  /** Of the current text that are not undone: each asks for as much weight again. */
  readonly approvals: number;
  readonly author: AuthorRecord | null;
  /** The newest five on the author's comments that stand, newest first. */
  readonly lastDecisions: PastVerdict[];
  /** How often the author changed the text. */
  readonly edits: number;
  /**
   * Others that whoever asks may see and that wait with the same text, the longest wait first; `mostSameText` at most.
   */
  readonly sameText: string[];
  /** Those that say nearly the same and came within the hour; null where it waits alone. */
  readonly wave: ItemWave | null;
  /** The version of the comment's stream: a decision based on it conflicts with anything newer. */
  readonly version: number;
  readonly waitingSince: Date | null;
}

interface ItemWave {
  readonly id: string;
  /** By how many, as far as is known. */
  readonly authors: number;
  /** Those that wait in this queue, this one among them, and those that readers see and nobody judged. */
  readonly count: number;
  /** How many of them readers see. */
  readonly published: number;
  /** What the newest of those that wait was found to link to. */
  readonly newDomain: Finding | null;
  /** This one, then those that readers see, then the others, the longest wait first; `mostOfWave` at most. */
  readonly commentIds: readonly string[];
}

interface PastVerdict {
  readonly commentId: string;
  readonly decision: Decision;
  readonly reason: RejectionReason | null;
  readonly at: string;
}

/** One that waits. */
export interface QueueItem extends ReviewItem {
  readonly queue: QueueName;
  readonly waitingSince: Date;
}

export interface QueueFilters {
  readonly article?: string | undefined;
  readonly author?: string | undefined;
  /** Only comments that were reported for this reason. */
  readonly reason?: ReportReason | undefined;
  /** Only the comments of this wave, each as an item of its own. */
  readonly wave?: string | undefined;
}

export interface QueueQuestion extends QueueFilters {
  readonly site: string;
  readonly queue: QueueName;
  readonly sight: Sight;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The names and the values of the filters that are set, in one order. */
export function setFilters({ article, author, reason, wave }: QueueFilters): { names: string[]; values: string[] } {
  const filters = Object.entries({ article, author, reason, wave }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { names: filters.map(([name]) => name), values: filters.map(([, value]) => value) };
}

/**
 * A page of a queue, the longest wait first.
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

/** The items of these comments whatever their status, in the order of the ids; unknown ids are missing. */
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
  /** How many there were, and one more, before bytes ended the page. */
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

/** Said in other words, an answer has the same. */
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
