import type { Pool } from 'pg';
import type { ArticleWords } from '#contracts/article-words';
import { byteBudgets } from '#contracts/byte-budgets';
import { queueOf } from '#contracts/comment-life/queues';
import type { CommentStatus, Decision, RejectionReason } from '#contracts/vocabulary';
import { type StoredWords, toWords } from '../article/words.ts';
import { packCursor, unpackCursor, wholeNumber } from '../cursor.ts';
import { fitting } from '../fitting.ts';
import { type Sight, sightValues } from '../moderation-queue/sight.ts';
import { jsonBytes } from '../thread/json-bytes.ts';
import { type StoredComment, type ThreadComment, toThreadComment } from '../thread/thread-comment.ts';
import type { StoodBy } from './rows.ts';
import { type SearchFilter, searchSql } from './search-sql.ts';
import { termsOf, toTsQuery } from './search-words.ts';

/** A comment found, whatever its status. */
export interface FoundRow {
  readonly comment: ThreadComment;
  readonly article: ArticleWords & { articleId: string };
  readonly rules: string[];
  /** The last decision in force. */
  readonly decision: {
    by: { id: string; name: string | null };
    decision: Decision;
    reason: RejectionReason | null;
    at: string;
  } | null;
}

export interface CommentSearch extends Readonly<
  Partial<Record<Exclude<SearchFilter, 'words' | 'status' | 'onRecord' | 'from' | 'to'>, string | undefined>>
> {
  readonly site: string;
  /** Earliest time of posting. */
  readonly from?: Date | undefined;
  /** Time before which it was posted. */
  readonly to?: Date | undefined;
  /** Every word must match; the last one may be incomplete. */
  readonly q?: string | undefined;
  /** Held, escalated and rejected comments are also found after their author withdrew them. */
  readonly status?: CommentStatus | undefined;
  /** Limits the results to what the moderator may see. */
  readonly sight: Sight;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** After everything: a time and a position that no event has. */
const beyond = ['9999999999999', '9223372036854775807'] as const;

/**
 * Returns a page of a site's comments, the newest first. Not a prepared statement, because the best index depends on
 * whether the word is rare, which the planner only knows from its value.
 * @throws InvalidCursor
 */
export async function searchComments(
  pool: Pool,
  search: CommentSearch,
): Promise<{ items: FoundRow[]; nextCursor: string | null }> {
  const { site, q, limit, cursor, author, article, status, rule, reason, from, to, sight } = search;
  const place = cursor === undefined ? beyond : unpackCursor('s', [wholeNumber, wholeNumber], cursor);
  const words = q === undefined ? undefined : toTsQuery(termsOf(q));
  if (words === '' || isOutOfSight(status, sight)) return { items: [], nextCursor: null };
  const filters = Object.entries({ words, author, article, ...byStatus(status), rule, reason, from, to }).filter(
    (filter): filter is [SearchFilter, string | Date] => filter[1] !== undefined,
  );
  const { rows } = await pool.query<StoredFound>({
    text: searchSql(filters.map(([name]) => name)),
    values: [site, ...place, limit + 1, ...sightValues(sight), ...filters.map(([, value]) => value)],
  });
  const page = fitting(rows.slice(0, limit), byteBudgets.moderation, ({ comment }) =>
    jsonBytes(toThreadComment(comment)),
  );
  const last = page.at(-1);
  const more = last && last.found > page.length;
  return {
    items: page.map(toFound),
    nextCursor: more ? packCursor('s', last.created_at.getTime(), Number(last.position)) : null,
  };
}

/**
 * Filters held, escalated and rejected comments by the status on record, which a withdrawal keeps, and others by the
 * status that readers see.
 */
function byStatus(status: CommentStatus | undefined): Partial<Record<'status' | 'onRecord', CommentStatus>> {
  if (status === undefined) return {};
  return status === 'held' || status === 'escalated' || status === 'rejected' ? { onRecord: status } : { status };
}

/** True if all comments of a status wait in queues that the moderator may not see, so that no row needs to be read. */
function isOutOfSight(status: CommentStatus | undefined, { queues }: Sight): boolean {
  const waitsIn = status && queueOf(status, false);
  return queues !== null && waitsIn !== undefined && waitsIn !== null && !queues.includes(waitsIn);
}

interface StoredFound extends StoredWords {
  readonly comment: StoredComment;
  readonly article_id: string;
  readonly rules: string[];
  readonly decision: StoodBy | null;
  readonly moderator: string | null;
  readonly created_at: Date;
  readonly position: string;
  /** Number of rows, up to one more than the limit, before the byte limit cut the page. */
  readonly found: number;
}

const toFound = ({ comment, article_id, rules, decision, moderator, ...row }: StoredFound): FoundRow => ({
  comment: toThreadComment(comment),
  article: { articleId: article_id, ...toWords(row) },
  rules,
  decision: decision && {
    by: { id: decision.by, name: moderator },
    decision: decision.decision,
    reason: decision.reason,
    at: decision.at,
  },
});
