import type { Pool } from 'pg';

/** The read models that hold something personal. */
export const personalReadModels = [
  'thread',
  'moderation-queue',
  'author-record',
  'comment-search',
  'moderation-stats',
] as const;

/**
 * How many rows of the read models, of the map of identities, and of the addresses' hashes still say something personal about somebody. The comments are given by
 * their ids, since nothing is indexed by author; the log knows them all.
 */
export async function countReadableRows(
  pool: Pool,
  site: string,
  authorId: string,
  commentIds: readonly string[],
): Promise<number> {
  const { rows } = await pool.query<{ readable: number }>({
    name: 'erasure-readable-rows',
    text: readable,
    values: [site, authorId, commentIds],
  });
  return Number(rows[0]?.readable);
}

const readable = `
  select
    (
      select count(*) from read.comments
      where id = any ($3::uuid[]) and (
        body is not null or html is not null or author_name is not null or author_picture is not null
        or author_email_hash is not null
      )
    )
    + (select count(*) from read.queue_reports where (reporter_id = $2 or comment_id = any ($3::uuid[])) and note is not null)
    + (select count(*) from events where stream_id = any ($3::uuid[]) and subject_id <> $2 and sealed is not null)
    + (
      select count(*) from read.authors
      where site_id = $1 and author_id = $2
        and (name is not null or picture is not null or jsonb_array_length(coalesce(restrictions, '[]')) > 0)
    )
    + (select count(*) from post_addresses where comment_id = any ($3::uuid[]))
    + (select count(*) from guest_reporters where reporter_id = $2)
    + (select count(*) from banned_networks where author_id = $2)
    + (select count(*) from read.queue_items where comment_id = any ($3::uuid[]) and text_print is not null)
    + (select count(*) from claims where moderator_id = $2)
    + (select count(*) from read.searched_comments where comment_id = any ($3::uuid[]) and words is not null)
    + (select count(*) from read.moderators where site_id = $1 and moderator_id = $2 and name is not null)
    + (select count(*) from identities where author_id = $2) as readable`;

/** Whether this site ever knew somebody by this id: they signed in, or something of theirs was sealed. */
export async function isKnownAuthor(pool: Pool, site: string, authorId: string): Promise<boolean> {
  const { rows } = await pool.query<{ known: boolean }>(
    `select exists (select from subject_keys where subject_id = $1 and site_id = $2)
         or exists (select from identities where author_id = $1 and site_id = $2) as known`,
    [authorId, site],
  );
  return rows[0]?.known === true;
}
