import { Uuid } from '#contracts/identifiers';
import type { Finding } from '#contracts/vocabulary';
import type { ItemRow } from './rows.ts';

/** Returns the wave of a comment, as the rule `wave` found it when its text arrived. */
export function waveIn(findings: readonly Finding[]): Pick<ItemRow, 'wave' | 'wave_authors'> {
  const { wave, authors } = findings.find(({ rule }) => rule === 'wave')?.evidence ?? {};
  const id = Uuid.safeParse(wave);
  if (!id.success) return { wave: null, wave_authors: null };
  return { wave: id.data, wave_authors: typeof authors === 'number' ? authors : null };
}

/** The first comment has no finding about the later ones. It belongs to the wave as long as it was not edited. */
const isFirstSql = (item: string): string => `${item}.wave is null and ${item}.edits = 0`;

/** Maximum number of ids listed; all comments are counted. */
const mostOfWave = 100;

/**
 * A condition on a row of `read.queue_items`: comments of one wave in one queue are listed as one item, which is the
 * first of them or, if that does not wait, the longest wait.
 * @param narrowed conditions that the others must meet, too
 */
export const standsForWaveSql = (item: string, narrowed: string): string => `(
  ${item}.wave is null or (
    not exists (
      select from read.queue_items first
      where first.comment_id = ${item}.wave and first.comment_id <> ${item}.comment_id and ${isFirstSql('first')}
        and first.site_id = ${item}.site_id and first.queue = ${item}.queue ${narrowed}
    ) and ${item}.comment_id = (
      select one.comment_id from read.queue_items one
      where one.wave = ${item}.wave and one.wave is not null and one.queue = ${item}.queue ${narrowed}
      order by one.waiting_since, one.position limit 1
    )
  ))`;

/** Comments that a moderator approved are not listed for a common decision. */
const isUnjudged = `(queue is null and status = 'published')`;
const columns = 'comment_id, queue, waiting_since, position, wave_authors';

/**
 * The first comments of a wave came before the domain was in many comments, so the newest waiting one has the finding.
 */
const newDomainOfNewest = `(
        select jsonb_path_query_first(findings, '$[*] ? (@.rule == "new-domain")') from (
          select findings from read.queue_items where wave = wave_id and wave is not null and queue = i.queue
          order by waiting_since desc, position desc limit 1
        ) newest
      )`;

/** A column `wave` for a waiting row `i`: the others in its queue, and published ones without a decision. */
export const waveOfItem = `left join lateral (
    select json_build_object(
      'id', wave_id,
      'authors', greatest(others.authors, i.wave_authors),
      'count', 1 + others.count,
      'published', others.published,
      'newDomain', ${newDomainOfNewest},
      'commentIds', array_prepend(i.comment_id, others.ids[:${mostOfWave - 1}])
    ) as summary
    from (select coalesce(i.wave, case when ${isFirstSql('i')} then i.comment_id end) as wave_id) of_item
    cross join lateral (
      select count(*), count(*) filter (where queue is null) as published, max(wave_authors) as authors,
        array_agg(comment_id order by queue nulls first, waiting_since, position) as ids
      from (
        select ${columns} from read.queue_items where wave = wave_id and queue = i.queue
        union all
        select ${columns} from read.queue_items where wave = wave_id and ${isUnjudged}
        union all
        select ${columns} from read.queue_items first
        where comment_id = wave_id and site_id = i.site_id and ${isFirstSql('first')}
          and (queue = i.queue or ${isUnjudged})
      ) alike
      where comment_id <> i.comment_id
    ) others
    where i.queue is not null and others.count > 0
  ) wave on true`;
