import type { Pool } from 'pg';
import type { Count, RestrictionRow } from './rows.ts';
import { isVisibleSql } from '../visible-sql.ts';

/** The data known of an author. */
export interface AuthorRecord {
  readonly authorId: string;
  /** From the newest comment; null for an author without comments, and once erased. */
  readonly name: string | null;
  readonly picture: string | null;
  readonly kind: 'member' | 'guest' | null;
  readonly firstSeen: Date | null;
  /** Comments by current status, reports about them, and the outcomes of the author's own reports. */
  readonly counts: Record<string, number>;
  /** The restrictions in force. */
  readonly restrictions: RestrictionRow[];
  readonly erased: boolean;
}

/** The columns of read.authors. */
export interface StoredAuthor extends Record<Count, number> {
  readonly author_id: string;
  readonly name: string | null;
  readonly picture: string | null;
  readonly kind: 'member' | 'guest' | null;
  readonly first_seen: Date | string;
  readonly restrictions: RestrictionRow[] | null;
  readonly erased: boolean;
}

const authorColumns = `author_id, name, picture, kind, first_seen, published, held, approved, rejected, escalated, withdrawn,
  flagged, reports_decided, reports_agreed, restrictions, erased`;

/** Returns an author's record, or null for an author without events. */
export async function getAuthor(pool: Pool, site: string, id: string): Promise<AuthorRecord | null> {
  const { rows } = await pool.query<StoredAuthor>({
    name: 'get-author',
    text: `select ${authorColumns} from read.authors where site_id = $1 and author_id = $2`,
    values: [site, id],
  });
  return rows[0] ? toAuthorRecord(rows[0]) : null;
}

/** Counts an author's comments since then: `published` are those visible to readers. */
export async function recentComments(
  pool: Pool,
  authorId: string,
  since: Date,
): Promise<{ published: number; rejected: number }> {
  const { rows } = await pool.query<{ published: number; rejected: number }>({
    name: 'recent-comments',
    text: `
      select count(*) filter (where ${isVisibleSql('status')})::int as published,
        count(*) filter (where on_record = 'rejected')::int as rejected
      from read.authored_comments where author_id = $1 and comment_id >= $2`,
    values: [authorId, firstIdOf(since)],
  });
  return rows[0] ?? { published: 0, rejected: 0 };
}

/** A UUIDv7 begins with its time: 48 bits of milliseconds. */
function firstIdOf(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

export const toAuthorRecord = (row: StoredAuthor): AuthorRecord => ({
  authorId: row.author_id,
  name: row.name,
  picture: row.picture,
  kind: row.kind,
  firstSeen: new Date(row.first_seen),
  counts: {
    published: row.published,
    held: row.held,
    approved: row.approved,
    rejected: row.rejected,
    escalated: row.escalated,
    withdrawn: row.withdrawn,
    flagged: row.flagged,
    reportsDecided: row.reports_decided,
    reportsAgreed: row.reports_agreed,
  },
  restrictions: (row.restrictions ?? []).filter(({ until }) => until === null || new Date() < new Date(until)),
  erased: row.erased,
});
