-- Queries on an export of the topics, for DuckDB:
--   node docs/examples/read-plainly.mjs <host:port> colloquy > events.ndjson
--   duckdb -c ".read docs/examples/analyse.sql"

create or replace view records as
select
  position::bigint as position, coalesce(regexp_extract(log, '\.(\d+)$', 1), '1')::integer as epoch,
  type, source, subject, time::timestamptz as time, partitionkey, data
from read_json('events.ndjson', format = 'newline_delimited', columns = {
  position: 'varchar', log: 'varchar', type: 'varchar', source: 'varchar', subject: 'varchar', time: 'varchar', partitionkey: 'varchar',
  data: 'json'
});

-- The epochs of the log from the newest mark, with the last position of each. There is one epoch, unless a backup was restored or positions were bumped.
create or replace view epochs as
with marks as (select data from records where type = 'LogEpochBegan' order by epoch desc limit 1),
known as (
  select unnest(from_json(data -> '$.epochs', '[{"epoch": "integer", "after": "bigint"}]'), recursive := true) from marks
  union all
  select 1 as epoch, 0 as after where not exists (from marks)
)
select epoch, lead(after) over (order by epoch) as last from known;

-- Each event once: repetitions have the same position. Events that a restored backup lost are void, and left out.
create or replace view events as
select distinct on (position) position, type, source, subject, time, partitionkey, data
from records join epochs using (epoch)
where type <> 'LogEpochBegan' and position <= coalesce(last, position)
order by position;

-- The number of events by type.
create or replace view events_by_type as
select type, count(*)::integer as events from events group by type order by type;

-- For each article, the comments that were posted, and those that a moderator rejected.
create or replace view rejected_by_article as
select
  (data ->> '$.articleId') as article,
  count(*) filter (type = 'CommentPosted')::integer as posted,
  count(distinct subject) filter (type = 'CommentRejected')::integer as rejected
from events
group by article
having posted > 0
order by posted desc, article;

-- The seconds from the beginning of the wait to the decision, for comments that waited.
create or replace view waiting as
select
  count(*)::integer as decided,
  median(waited) as median_seconds,
  quantile_cont(waited, 0.95) as p95_seconds
from (
  select (data ->> '$.waitedSeconds')::double as waited from events where type in ('CommentApproved', 'CommentCleared', 'CommentRejected')
)
where waited is not null;
