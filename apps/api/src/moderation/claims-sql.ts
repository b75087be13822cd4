import { byteBudgets } from '#contracts/byte-budgets';
import { asOneItemSql, bytesOfItem, filterSql } from '#read-models/moderation-queue/items-sql';
import { jsonBytesOf } from '#read-models/thread/thread-comment';

// Said as a number, which tells the planner that few rows come; the limit around it stops the scan, and the locking,
// before that.
const mostAtOnce = 100;

/**
 * Whom the processes of an installation tell about claims; the payload says which site and which comments, never who.
 */
export const claimsChannel = 'colloquy_claims';

const tell = (site: string, comments: string): string =>
  `pg_notify('${claimsChannel}', json_build_object('site', ${site}::text, 'comments', ${comments})::text)`;

// What a claim's row becomes: the caller's, unless somebody else still holds it or has decided on a newer version of
// the item.
const unlessOthers = `on conflict (comment_id) do update
      set moderator_id = excluded.moderator_id, moderator_name = excluded.moderator_name,
          claimed_until = excluded.claimed_until, version = excluded.version
      where known.moderator_id = excluded.moderator_id
        or (known.claimed_until <= now() and known.version <= excluded.version)`;

/** A colleague works on a comment of the same wave, which became another's since. */
const isOthersWave = `(i.wave is not null and exists (
          select from claims c join read.queue_items o on o.comment_id = c.comment_id
          where c.site_id = $1 and c.claimed_until > now() and c.moderator_id <> $3 and o.queue = $2
            and (o.wave = i.wave or o.comment_id = i.wave)
        ))`;

/**
 * The next items that nobody holds, those that the caller holds already before them, and no more than fit into an
 * answer. Two calls never wait for each other in the queue (`skip locked`), and never get the same comment: the claim's
 * row decides, also while a rebuild swaps the queue's tables. $1 site, $2 queue, $3 moderator, $4 their name, $5 how
 * many, $6 seconds, $7… the filters' values.
 */
export const takeSql = (filters: readonly string[]): string => `
  with mine as (
    select i.comment_id, i.version, i.waiting_since, i.position, 0 as turn from claims c
    join read.queue_items i on i.comment_id = c.comment_id
    where c.site_id = $1 and c.moderator_id = $3 and c.claimed_until > now() and c.version <= i.version
      and i.queue = $2 ${filterSql(filters, 7)}
    order by i.waiting_since, i.position limit $5
  ), free as (
    select * from (
      select i.comment_id, i.version, i.waiting_since, i.position, 1 as turn from read.queue_items i
      where site_id = $1 and queue = $2 and queue is not null ${filterSql(filters, 7)} ${asOneItemSql('i', filters, 7)}
        and not ${isOthersWave}
        and not exists (
          select from claims c
          where c.comment_id = i.comment_id and (c.claimed_until > now() or c.version > i.version)
        )
      order by waiting_since, position limit ${mostAtOnce}
      for update of i skip locked
    ) next limit greatest($5 - (select count(*) from mine), 0)
  ), wanted as (
    select comment_id, version from (
      select w.*, row_number() over in_order as rank, sum(${bytesOfItem('w', jsonBytesOf)}) over in_order as upto
      from (select * from mine union all select * from free) w
      window in_order as (order by turn, waiting_since, position rows unbounded preceding)
    ) measured where upto <= ${byteBudgets.moderation} or rank = 1
  ), taken as (
    insert into claims as known (comment_id, site_id, moderator_id, moderator_name, claimed_until, version)
    select comment_id, $1, $3, $4, now() + make_interval(secs => $6), version from wanted order by comment_id
    ${unlessOthers}
    returning comment_id, claimed_until
  ), told as (
    select ${tell('$1', 'json_agg(comment_id)')} from taken having count(*) > 0
  )
  select (select count(*) from wanted)::int as wanted, (select count(*) from told)::int as told,
    (select json_agg(json_build_object('commentId', comment_id, 'claimedUntil', claimed_until)) from taken) as taken`;

/**
 * Prolongs what is still the caller's and still waits, and takes again what ran out or was given back, if nobody else
 * has it. $1 site, $2 moderator, $3 comments, $4 seconds, $5 their name, $6 the queues that they may work; null: all.
 */
export const renewSql = `
  with held as (
    insert into claims as known (comment_id, site_id, moderator_id, moderator_name, claimed_until, version)
    select comment_id, $1, $2, $5, now() + make_interval(secs => $4), version from read.queue_items
    where comment_id = any ($3::uuid[]) and site_id = $1 and queue is not null and ($6::text[] is null or queue = any ($6))
    order by comment_id
    ${unlessOthers}
    returning comment_id, claimed_until
  ), told as (
    select ${tell('$1', 'json_agg(comment_id)')} from held having count(*) > 0
  )
  select comment_id as "commentId", claimed_until as "claimedUntil", (select count(*) from told) as told from held`;

/** Gives back. $1 site, $2 moderator, $3 comments; null: all. */
export const releaseSql = `
  with mine as materialized (
    select comment_id from claims
    where site_id = $1 and moderator_id = $2 and ($3::uuid[] is null or comment_id = any ($3)) order by comment_id for update
  ), gone as (
    delete from claims c using mine where c.comment_id = mine.comment_id returning c.comment_id
  )
  select ${tell('$1', 'json_agg(comment_id)')} from gone having count(*) > 0`;

/**
 * Whoever held these comments holds them no longer, and older items of them are given to nobody. $1 site, $2 comments,
 * $3 their versions.
 */
export const decidedSql = `
  with decided as (
    select * from unnest($2::uuid[], $3::int[]) as one (comment_id, version)
  ), held as (
    select comment_id from claims where comment_id = any ($2::uuid[]) and claimed_until > now()
  ), told as (
    select ${tell('$1', 'json_agg(comment_id)')} from held having count(*) > 0
  ), noted as (
    insert into claims as known (comment_id, site_id, claimed_until, version)
    select comment_id, $1, '-infinity', max(version) from decided group by comment_id order by comment_id
    on conflict (comment_id) do update
      set moderator_id = null, moderator_name = null, claimed_until = '-infinity',
          version = greatest(known.version, excluded.version)
  )
  select count(*) from told`;

/** Forgets claims that ran out, and decisions that the queue has seen. */
export const tidySql = `
  delete from claims where comment_id in (
    select c.comment_id from claims c
    where c.claimed_until < now() - interval '1 minute' and not exists (
      select from read.queue_items i where i.comment_id = c.comment_id and i.version < c.version
    )
    limit 1000 for update of c skip locked
  )`;
