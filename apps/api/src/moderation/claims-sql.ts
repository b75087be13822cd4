import { byteBudgets } from '#contracts/byte-budgets';
import { mostAhead } from '#contracts/most-ahead';
import { asOneItemSql, bytesOfItem, filterSql } from '#read-models/moderation-queue/items-sql';
import { jsonBytesOf } from '#read-models/thread/thread-comment';

// A constant, so that the planner expects few rows. The outer limit usually ends the scan and the row locking earlier.
const mostAtOnce = 100;
// Enough for forty pages with five items each. Counting further would not change the share of any page.
const mostCounted = 200;

/** The channel on which processes announce changed claims. The payload has the site and the comments, no moderators. */
export const claimsChannel = 'colloquy_claims';

const notify = (site: string, comments: string): string =>
  `pg_notify('${claimsChannel}', json_build_object('site', ${site}::text, 'comments', ${comments})::text)`;

// With a holder: only the claims of that page. Without one: all claims of the moderator.
const isMine = (claim: string, moderator: string, holder: string): string =>
  `${claim}.moderator_id = ${moderator} and (${holder}::uuid is null or ${claim}.holder = ${holder}::uuid)`;

// A request that a page sent before it closed may arrive after its end was recorded. It must not claim anything.
const hasEnded = (holder: string, moderator: string): string =>
  `exists (select from ended_holders where holder = ${holder}::uuid and moderator_id = ${moderator})`;

// Gives the claim to the caller, unless another moderator or another of the caller's pages still holds it, or a newer
// version of the item was decided.
const unlessOthers = (former = 'null'): string => `on conflict (comment_id) do update
      set moderator_id = excluded.moderator_id, moderator_name = excluded.moderator_name,
          claimed_until = excluded.claimed_until, version = excluded.version,
          holder = coalesce(excluded.holder, case when known.moderator_id = excluded.moderator_id then known.holder end),
          opened = excluded.opened or (known.opened and known.moderator_id = excluded.moderator_id)
      where (${isMine('known', 'excluded.moderator_id', 'excluded.holder')})
        or (known.moderator_id = excluded.moderator_id and known.holder = ${former}::uuid)
        or (known.claimed_until <= now() and known.version <= excluded.version)`;

/** True if another moderator holds a comment of the same wave. The wave's first comment counts as one of them. */
const isOthersWave = `(i.wave is not null and exists (
          select from claims c join read.queue_items o on o.comment_id = c.comment_id
          where c.site_id = $1 and c.claimed_until > now() and c.moderator_id <> $3 and o.queue = $2
            and (o.wave = i.wave or o.comment_id = i.wave)
        ))`;

/**
 * Claims the items that the caller holds already and then the next free ones, up to the byte budget of an answer. A
 * page that names its holder gets an equal share of the waiting items, divided by the number of pages with claims
 * there, and only a few more than it has opened. Concurrent calls do not wait for each other (`skip locked`) and do not
 * get the same comment: the claim's row decides, even while a rebuild swaps the queue's tables. `announced` is selected
 * so that PostgreSQL runs the notification. $1 site, $2 queue, $3 moderator, $4 their name, $5 limit, $6 seconds, $7
 * holder, $8 true if the first item is opened, $9… filter values.
 */
export const takeSql = (filters: readonly string[]): string => `
  with mine as (
    select i.comment_id, i.version, i.waiting_since, i.position, 0 as turn, c.opened from claims c
    join read.queue_items i on i.comment_id = c.comment_id
    where c.site_id = $1 and ${isMine('c', '$3', '$7')} and c.claimed_until > now() and c.version <= i.version
      and i.queue = $2 ${filterSql(filters, 9)}
    order by i.waiting_since, i.position limit $5
  ), present as (
    select count(distinct c.holder) + 1 as pages from claims c
    join read.queue_items i on i.comment_id = c.comment_id
    where c.site_id = $1 and c.claimed_until > now() and c.moderator_id is not null
      and c.holder <> $7::uuid and i.queue = $2
  ), waiting as (
    select count(*) from (
      select from read.queue_items i
      where site_id = $1 and queue = $2 and queue is not null and $7::uuid is not null ${filterSql(filters, 9)}
      order by waiting_since, position limit ${mostCounted}
    ) counted
  ), allowed as (
    select case when $7::uuid is null then $5 when ${hasEnded('$7', '$3')} then 0 else least(
      $5,
      greatest(1, ceil((select count from waiting)::numeric / (select pages from present)))::int,
      (select greatest(count(*) filter (where opened), 1) + ${mostAhead} from mine)::int
    ) end as most
  ), free as (
    select * from (
      select i.comment_id, i.version, i.waiting_since, i.position, 1 as turn, false as opened from read.queue_items i
      where site_id = $1 and queue = $2 and queue is not null ${filterSql(filters, 9)}
        ${asOneItemSql('i', filters, 9)} and not ${isOthersWave}
        and not exists (
          select from claims c
          where c.comment_id = i.comment_id and (c.claimed_until > now() or c.version > i.version)
        )
      order by waiting_since, position limit ${mostAtOnce}
      for update of i skip locked
    ) next limit greatest((select most from allowed) - (select count(*) from mine), 0)
  ), wanted as (
    select comment_id, version, rank from (
      select w.*, row_number() over in_order as rank, sum(${bytesOfItem('w', jsonBytesOf)}) over in_order as upto
      from (select * from mine union all select * from free) w
      window in_order as (order by turn, waiting_since, position rows unbounded preceding)
    ) measured where upto <= ${byteBudgets.moderation} or rank = 1
  ), taken as (
    insert into claims as known (comment_id, site_id, moderator_id, moderator_name, claimed_until, version, holder, opened)
    select comment_id, $1, $3, $4, now() + make_interval(secs => $6), version, $7::uuid, $8 and rank = 1
    from wanted order by comment_id
    ${unlessOthers()}
    returning comment_id, claimed_until, opened
  ), announced as (
    select ${notify('$1', 'json_agg(comment_id)')} from taken having count(*) > 0
  )
  select (select count(*) from wanted)::int as wanted, (select count(*) from announced)::int as announced,
    (select most from allowed) as most,
    (
      select json_agg(json_build_object('commentId', comment_id, 'claimedUntil', claimed_until, 'opened', opened)) from taken
    ) as taken`;

/**
 * Moves unopened claims from the pages with the most claims to the caller, last cards first, until the caller has an
 * equal share. The other pages keep their share. Claims without a holder do not move, because their clients do not
 * know that claims can move. $1 site, $2 queue, $3 moderator, $4 their name, $5 most, $6 seconds, $7 holder, $8… filter
 * values.
 */
export const shareSql = (filters: readonly string[]): string => `
  with held as (
    select c.comment_id, c.holder, c.opened, i.waiting_since, i.position from claims c
    join read.queue_items i on i.comment_id = c.comment_id
    where c.site_id = $1 and c.claimed_until > now() and c.version <= i.version and c.moderator_id is not null
      and c.holder is not null and i.queue = $2 ${filterSql(filters, 8)}
  ), fair as (
    select greatest(1, count(*) / (count(distinct holder) filter (where holder <> $7::uuid) + 1)) as part,
      count(*) filter (where holder = $7::uuid) as mine
    from held
  ), counted as (
    select *, count(*) over (partition by holder) as of_holder from held
  ), spare as (
    select comment_id, holder, of_holder - row_number() over from_the_end as left_to_them from counted
    where not opened and holder <> $7::uuid
    window from_the_end as (partition by holder order by waiting_since desc, position desc)
  ), chosen as (
    select comment_id, holder from spare where left_to_them >= (select part from fair)
    order by left_to_them desc, comment_id
    limit (select greatest(least(part, $5) - mine, 0) from fair)
  ), given as (
    select c.comment_id from claims c join chosen on chosen.comment_id = c.comment_id and chosen.holder = c.holder
    where not c.opened and c.claimed_until > now() for update of c skip locked
  ), moved as (
    update claims c
    set moderator_id = $3, moderator_name = $4, claimed_until = now() + make_interval(secs => $6), holder = $7::uuid
    from given where given.comment_id = c.comment_id
    returning c.comment_id
  ), announced as (
    select ${notify('$1', 'json_agg(comment_id)')} from moved having count(*) > 0
  )
  select (select count(*) from moved)::int as moved, (select count(*) from announced)::int as announced`;

/**
 * Renews the caller's claims on waiting items, and claims expired or released ones again if they are free. $1 site, $2
 * moderator, $3 comments, $4 seconds, $5 their name, $6 the queues that they may work (null: all), $7 holder, $8 opened
 * comments, $9 a holder of them that has ended.
 */
export const renewSql = `
  with held as (
    insert into claims as known (comment_id, site_id, moderator_id, moderator_name, claimed_until, version, holder, opened)
    select comment_id, $1, $2, $5, now() + make_interval(secs => $4), version, $7::uuid, comment_id = any ($8::uuid[])
    from read.queue_items
    where comment_id = any ($3::uuid[]) and site_id = $1 and queue is not null and ($6::text[] is null or queue = any ($6))
      and not ${hasEnded('$7', '$2')}
    order by comment_id
    ${unlessOthers('$9')}
    returning comment_id, claimed_until
  ), announced as (
    select ${notify('$1', 'json_agg(comment_id)')} from held having count(*) > 0
  )
  select comment_id as "commentId", claimed_until as "claimedUntil", (select count(*) from announced) as announced from held`;

/** Releases claims. $1 site, $2 moderator, $3 comments (null: all), $4 holder. */
export const releaseSql = giveBack(
  `site_id = $1 and ${isMine('claims', '$2', '$4')} and ($3::uuid[] is null or comment_id = any ($3))`,
);

/**
 * Releases the claims of a closed page. Needed when a statement of that page began before its end was recorded and
 * finished after its claims were released. $1 site, $2 moderator, $3 holder.
 */
export const releaseIfEndedSql = giveBack(
  `site_id = $1 and moderator_id = $2 and holder = $3::uuid and ${hasEnded('$3', '$2')}`,
);

function giveBack(condition: string): string {
  return `
  with mine as materialized (
    select comment_id from claims where ${condition} order by comment_id for update
  ), gone as (
    delete from claims c using mine where c.comment_id = mine.comment_id returning c.comment_id
  )
  select ${notify('$1', 'json_agg(comment_id)')} from gone having count(*) > 0`;
}

/**
 * Ends the claims on decided comments, and keeps their older queue items from being claimed. $1 site, $2 comments, $3
 * their versions.
 */
export const decidedSql = `
  with decided as (
    select * from unnest($2::uuid[], $3::int[]) as one (comment_id, version)
  ), held as (
    select comment_id from claims where comment_id = any ($2::uuid[]) and claimed_until > now()
  ), announced as (
    select ${notify('$1', 'json_agg(comment_id)')} from held having count(*) > 0
  ), noted as (
    insert into claims as known (comment_id, site_id, claimed_until, version)
    select comment_id, $1, '-infinity', max(version) from decided group by comment_id order by comment_id
    on conflict (comment_id) do update
      set moderator_id = null, moderator_name = null, holder = null, opened = false, claimed_until = '-infinity',
          version = greatest(known.version, excluded.version)
  )
  select count(*) from announced`;

/** Records that a page has ended, so that its late requests have no effect. $1 holder, $2 moderator. */
export const endSql = `
  insert into ended_holders (holder, moderator_id) values ($1::uuid, $2::uuid) on conflict do nothing`;

/** Deletes ended pages after an hour, when none of their requests can still arrive. */
export const tidyEndedSql = `delete from ended_holders where ended_at < now() - interval '1 hour'`;

/** Deletes expired claims, except those of decided comments that the queue still shows in an older version. */
export const tidySql = `
  delete from claims where comment_id in (
    select c.comment_id from claims c
    where c.claimed_until < now() - interval '1 minute' and not exists (
      select from read.queue_items i where i.comment_id = c.comment_id and i.version < c.version
    )
    limit 1000 for update of c skip locked
  )`;
