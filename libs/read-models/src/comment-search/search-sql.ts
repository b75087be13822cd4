import { byteBudgets } from '#contracts/byte-budgets';
import { inSightSql } from '../moderation-queue/sight.ts';
import { bytesOf, commentColumns } from '../thread/thread-comment.ts';

export type SearchFilter = 'words' | 'author' | 'article' | 'status' | 'onRecord' | 'rule' | 'reason' | 'from' | 'to';

/** Each condition has an index. */
const conditions: Readonly<Record<SearchFilter, (parameter: string) => string>> = {
  words: (parameter) => `and words @@ ${parameter}::text::tsquery`,
  author: (parameter) => `and author_id = ${parameter}`,
  article: (parameter) => `and article_id = ${parameter}`,
  status: (parameter) => `and status = ${parameter}`,
  onRecord: (parameter) => `and on_record = ${parameter} and on_record in ('held', 'escalated', 'rejected')`,
  rule: (parameter) => `and rules @> array[${parameter}]`,
  reason: (parameter) => `and reason = ${parameter}`,
  from: (parameter) => `and created_at >= ${parameter}::timestamptz`,
  to: (parameter) => `and created_at < ${parameter}::timestamptz`,
};

/**
 * Returns a page of matches, newest first, up to the byte limit, then joins the data of each comment. $1 site, $2
 * milliseconds and $3 position of the last row of the previous page, $4 limit, $5 and $6 the moderator's sight, $7… the
 * values of the filters.
 */
export function searchSql(filters: readonly SearchFilter[]): string {
  const where = filters.map((name, at) => conditions[name](`$${7 + at}`)).join(' ');
  return `
  with page as materialized (
    select comment_id, article_id, rules, decisions -> -1 as decision, created_at, position
    from read.searched_comments s
    where site_id = $1 and (created_at, position) < (to_timestamp($2::bigint / 1000.0), $3::bigint) ${where}
      and ($5::text[] is null or (
        -- no exists: the planner would join the whole table, while a page needs twenty rows
        select ${inSightSql('i', '$5', '$6')} from read.queue_items i where i.comment_id = s.comment_id
      ))
    order by created_at desc, position desc limit $4
  ), measured as (
    select f.*, count(*) over () as found, row_number() over in_order as rank, sum(${bytesOf('c')}) over in_order as upto
    from page f join read.comments c on c.id = f.comment_id
    window in_order as (order by f.created_at desc, f.position desc rows unbounded preceding)
  )
  select f.found, f.rules, f.decision, f.position, f.created_at, m.name as moderator,
    (select to_json(one) from (select ${commentColumns('c')}) one) as comment,
    f.article_id, a.title, a.url, a.reader_title, a.reader_url
  from measured f
  join read.comments c on c.id = f.comment_id
  left join read.articles a on a.site_id = $1 and a.article_id = f.article_id
  left join read.moderators m on m.site_id = $1 and m.moderator_id = (f.decision ->> 'by')::uuid
  where f.upto <= ${byteBudgets.moderation} or f.rank = 1
  order by f.created_at desc, f.position desc`;
}

/**
 * Returns a page of articles, the last commented first. $1 site, $2 milliseconds and $3 article of the last row of the
 * previous page, $4 limit, $5 now, $6 only open or only closed ones, or null for both, $7 the number of days after
 * which an article closes, 0 for never, $8 the queues whose waiting comments are counted; with `words`, $9 the words of
 * the title.
 */
export const articlesSql = (words: boolean, one = false): string => `
  select s.article_id, s.last_comment_at, s.newest_at, a.title, a.url, a.reader_title, a.reader_url, a.mode, ${closesAt} as closes_at,
    case when a.closes_at is not null then 'date' when ${byAge} is not null then 'age' end as closes_by,
    not coalesce(a.open, true) as closed_by_hand,
    coalesce(a.comment_count, 0) as comment_count, ${isOpen} as open,
    (
      select count(*)::int from read.queue_items i
      where i.site_id = s.site_id and i.article_id = s.article_id and i.queue is not null and i.queue = any ($8)
    ) as waiting
  from read.searched_articles s
  left join read.articles a on a.site_id = s.site_id and a.article_id = s.article_id
  where s.site_id = $1 and (s.newest_at, s.article_id) < (to_timestamp($2::bigint / 1000.0), $3)
    and ($6::boolean is null or $6 = ${isOpen}) ${words ? 'and s.title_words @@ $9::text::tsquery' : ''}
    ${one ? `and s.article_id = $${words ? 10 : 9}` : ''}
  order by s.newest_at desc, s.article_id desc limit $4`;

const byAge = `case when a.kept_open then null else s.known_since + nullif($7::int, 0) * interval '24 hours' end`;
const closesAt = `coalesce(a.closes_at, ${byAge})`;
const isOpen = `(coalesce(a.open, true) and coalesce(${closesAt} > $5::timestamptz, true))`;
