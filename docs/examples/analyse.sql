-- Questions to an export of the topics, for DuckDB:
--   node docs/examples/read-plainly.mjs localhost:9092 colloquy > events.ndjson
--   duckdb -c ".read docs/examples/analyse.sql"

-- Each event once, however often it was delivered: a repetition has the same position.
create or replace view events as
select distinct on (position::bigint)
  position::bigint as position, type, source, subject, time::timestamptz as time, partitionkey, data
from read_json('events.ndjson', format = 'newline_delimited', columns = {
  position: 'varchar', type: 'varchar', source: 'varchar', subject: 'varchar', time: 'varchar', partitionkey: 'varchar', data: 'json'
})
order by position::bigint;

-- What happened, by type.
create or replace view events_by_type as
select type, count(*)::integer as events from events group by type order by type;

-- How many comments each article got, and how many of those a moderator rejected.
create or replace view rejected_by_article as
select
  (data ->> '$.articleId') as article,
  count(*) filter (type = 'CommentPosted')::integer as posted,
  count(distinct subject) filter (type = 'CommentRejected')::integer as rejected
from events
group by article
having posted > 0
order by posted desc, article;

-- How long decisions took, in seconds, for what had waited for one.
create or replace view waiting as
select
  count(*)::integer as decided,
  median(waited) as median_seconds,
  quantile_cont(waited, 0.95) as p95_seconds
from (
  select (data ->> '$.waitedSeconds')::double as waited from events where type in ('CommentApproved', 'CommentRejected')
)
where waited is not null;
