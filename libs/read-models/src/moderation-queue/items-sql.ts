import { byteBudgets } from '#contracts/byte-budgets';
import { bytesOf, commentColumns } from '../thread/thread-comment.ts';
import { inSightSql } from './sight.ts';
import { standsForWaveSql, waveOfItem } from './wave.ts';

/** Maximum number of comments with the same text that are listed, so that a flood of them costs no more. */
const mostSameText = 200;

const flagsOfItem = `left join lateral (
    select json_agg(json_build_object('reason', reason, 'count', count, 'notes', notes) order by count desc, reason)
      as by_reason
    from (
      select reason, count(*),
        coalesce((array_agg(note order by r.position desc) filter (where note is not null))[:20], '{}') as notes
      from read.queue_reports r where r.comment_id = i.comment_id and settled_by is null group by reason
    ) grouped
  ) flags on true`;

const lastDecisions = `left join lateral (
    select json_agg(json_build_object('commentId', comment_id, 'decision', decision, 'reason', reason, 'at', at)) as five
    from (
      select d.comment_id, d.decision, d.reason, d.at from read.decisions d
      where d.author_id = i.author_id and d.site_id = i.site_id and not d.undone
      order by d.position desc limit 5
    ) newest
  ) last_decisions on true`;

// A literal, because for a parameter the planner assumes a tenth of the queue and plans for thousands of rows instead
// of twenty.
const longestPage = 200;

const conditions: Readonly<Record<string, (parameter: string) => string>> = {
  article: (parameter) => `and article_id = ${parameter}`,
  author: (parameter) => `and author_id = ${parameter}`,
  reason: (parameter) => `and reports ? ${parameter}`,
  wave: (parameter) => `and (wave = ${parameter}::uuid or comment_id = ${parameter}::uuid)`,
};

/**
 * Reads a page of a queue by one index, then joins the data of each item. $1 site, $2 queue, $3 milliseconds and $4
 * position of the last row of the previous page, $5 limit, $6 and $7 the moderator's sight, $8… the values of the
 * filters.
 */
export const pageSql = (filters: readonly string[]): string => `
  with next as materialized (
    select * from (
      select * from read.queue_items item
      where site_id = $1 and queue = $2 and queue is not null ${asOneItemSql('item', filters, 8)}
        and (waiting_since, position) > (to_timestamp($3::bigint / 1000.0), $4::bigint) ${filterSql(filters, 8)}
      order by waiting_since, position limit ${longestPage}
    ) next limit $5
  ), page as materialized (
    select * from (
      select i.*, count(*) over () as found, row_number() over in_order as rank, sum(${bytesOfItem('i')}) over in_order as upto
      from next i
      window in_order as (order by i.waiting_since, i.position rows unbounded preceding)
    ) measured where upto <= ${byteBudgets.moderation} or rank = 1
  )
  ${whatBelongsToThem('$6', '$7')}`;

/** Reads the items of these comments, waiting or not. $1 site, $2 ids, $3 and $4 the moderator's sight. */
export const byIdsSql = `
  with page as materialized (
    select *, 0 as found from read.queue_items where site_id = $1 and comment_id = any ($2::uuid[])
  )
  ${whatBelongsToThem('$3', '$4')}`;

/** Conditions on `read.queue_items` for these filters. Their values are the parameters from number `from` on. */
export const filterSql = (filters: readonly string[], from: number): string =>
  filters.map((name, at) => conditions[name]?.(`$${from + at}`)).join(' ');

/** Reduces each wave to one item, the first that meets the filters. A filter by wave returns all its comments. */
export const asOneItemSql = (item: string, filters: readonly string[], from: number): string =>
  filters.includes('wave') ? '' : `and ${standsForWaveSql(item, filterSql(filters, from))}`;

/** The minimum size of an item: its comment, the parent, and the reporters' notes. */
export const bytesOfItem = (item: string, bytesOfOne = bytesOf): string => `(
    select sum(${bytesOfOne('c')}) from (
      select body, html from read.comments where id = ${item}.comment_id
      union all
      select p.body, p.html from read.comments c join read.comments p on p.id = c.parent_id where c.id = ${item}.comment_id
      union all
      select note, null from read.queue_reports where comment_id = ${item}.comment_id and settled_by is null
    ) c
  )`;

function whatBelongsToThem(queues: string, moderator: string): string {
  return `
  select i.found, i.queue, i.on_record, i.review, i.article_id, i.waiting_since, i.findings, i.report_hundredths, i.approvals, i.edits, i.version, i.position,
    flags.by_reason as flags, same_text.ids as same_text, last_decisions.five as last_decisions,
    wave.summary as wave,
    (select to_json(one) from (select ${commentColumns('c')}) one) as comment,
    (
      select to_json(one) from (
        select ${commentColumns('p')}, coalesce(${inSightSql('pi', queues, moderator)}, false) as in_sight where p.id is not null
      ) one
    ) as parent,
    (select to_json(a) from read.articles a where a.site_id = i.site_id and a.article_id = i.article_id) as article,
    (select to_json(u) from read.authors u where u.site_id = i.site_id and u.author_id = i.author_id) as author
  from page i
  join read.comments c on c.id = i.comment_id
  left join read.comments p on p.id = c.parent_id
  left join read.queue_items pi on pi.comment_id = p.id
  ${flagsOfItem}
  left join lateral (
    select array_agg(comment_id) as ids
    from (
      select s.comment_id from read.queue_items s
      where s.site_id = i.site_id and s.text_print = i.text_print and s.queue is not null and s.comment_id <> i.comment_id
        and (${queues}::text[] is null or s.queue = any (${queues}))
      order by s.waiting_since, s.position limit ${mostSameText}
    ) same
  ) same_text on true
  ${lastDecisions}
  ${waveOfItem}
  order by i.waiting_since, i.position`;
}
