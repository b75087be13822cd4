import { commentColumns } from '../thread/thread-comment';

const conditions: Readonly<Record<string, (parameter: string) => string>> = {
  article: (parameter) => `and article_id = ${parameter}`,
  author: (parameter) => `and author_id = ${parameter}`,
  reason: (parameter) => `and reports ? ${parameter}`,
};

/**
 * A page of a queue by one index, then what belongs to each item. $1 site, $2 queue, $3 milliseconds and $4 position where
 * the last page ended, $5 how many, $6… the filters' values.
 */
export function itemsSql(filters: readonly string[]): string {
  const where = filters.map((name, at) => conditions[name]?.(`$${6 + at}`)).join(' ');
  return `
  with page as materialized (
    select * from read.queue_items
    where site_id = $1 and queue = $2 and queue is not null
      and (waiting_since, position) > (to_timestamp($3::bigint / 1000.0), $4::bigint) ${where}
    order by waiting_since, position limit $5
  )
  select i.queue, i.article_id, i.waiting_since, i.findings, i.report_weight, i.version, i.position,
    flags.by_reason as flags,
    (select to_json(one) from (select ${commentColumns('c')}) one) as comment,
    (select to_json(one) from (select ${commentColumns('p')} where p.id is not null) one) as parent,
    (select to_json(a) from read.articles a where a.site_id = i.site_id and a.article_id = i.article_id) as article,
    (select to_json(u) from read.authors u where u.site_id = i.site_id and u.author_id = i.author_id) as author
  from page i
  join read.comments c on c.id = i.comment_id
  left join read.comments p on p.id = c.parent_id
  left join lateral (
    select json_agg(json_build_object('reason', reason, 'count', count, 'notes', notes) order by count desc, reason)
      as by_reason
    from (
      select reason, count(*),
        coalesce((array_agg(note order by r.position desc) filter (where note is not null))[:20], '{}') as notes
      from read.queue_reports r where r.comment_id = i.comment_id and settled_by is null group by reason
    ) grouped
  ) flags on true
  order by i.waiting_since, i.position`;
}
