-- Whoever gives out positions holds this lock until the commit: so the order of positions is the order of commits.
-- Call it in a statement of its own. Under read committed the next statement then has a snapshot younger than the lock; under any
-- other isolation its snapshot would be older, and miss what the previous holder wrote.
create function lock_event_log() returns void language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the event log is written under read committed, not %', current_setting('transaction_isolation');
  end if;
  perform pg_advisory_xact_lock(4242);
end
$$;

-- The last position that was given: new ones begin behind it. It is the head of the log, or what an operator bumped it to.
-- Derived from the rows themselves, so that no copy of the log can come without it.
create function event_log_reach() returns bigint language sql stable as $$
  select greatest((select max(position) from events), (select max(to_position) from position_bumps), 0)
$$;

-- Appends a batch: an array of requests, each judged on its own against the log as it stood before the batch; one answer for each, in
-- turn. The sender sees to it that no request reads a stream which an earlier one in the batch writes, and that an idempotency key
-- comes once and a subject with one key.
-- The two settings, and `limit 1`, have each row looked up by its key, whatever the statistics say of tables that grow meanwhile.
create function append_events(batch jsonb)
returns table (
  verdict text, first_position bigint, last_position bigint, version int, recorded_at timestamptz,
  request_hash bytea, result jsonb, keys_in_force jsonb
)
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  reach bigint;
  stamp timestamptz;
begin
  perform lock_event_log();
  reach := event_log_reach();
  stamp := date_trunc('milliseconds', clock_timestamp()); -- as precisely as every reader sees it

  return query
  with judged as materialized (
    select
      r.*, jsonb_array_length(r.events) as event_count, coalesce(s.version, 0) as actual_version, k.keys_in_force,
      i.request_hash as first_request_hash, i.result as first_result, i.position as first_answer_position,
      case
        when i.position is not null then 'replayed'
        when coalesce(s.version, 0) <> r.expected_version then 'conflict'
        when exists (
          select from jsonb_to_recordset(r.guards) as g (stream_id uuid, version int)
          where g.version <> coalesce((select s.version from streams s where s.stream_id = g.stream_id), 0)
        ) then 'guard-failed'
        when k.keys_in_force is not null then 'other-subject-key'
        else 'appended'
      end as verdict
    from rows from (
      jsonb_to_recordset(batch) as (
        stream_id uuid, expected_version int, scope text, key text, request_hash bytea, result jsonb,
        guards jsonb, subject_keys jsonb, events jsonb
      )
    ) with ordinality as r (
      stream_id, expected_version, scope, key, request_hash, result, guards, subject_keys, events, request
    )
    left join lateral (select * from streams s where s.stream_id = r.stream_id limit 1) s on true
    left join lateral (select * from idempotency_keys i where i.scope = r.scope and i.key = r.key limit 1) i on true
    -- The keys in force, where the request was sealed under others.
    left join lateral (
      select jsonb_agg(jsonb_build_object('subjectId', k.subject_id, 'wrappedKey', k.wrapped_key)) as keys_in_force
      from jsonb_to_recordset(r.subject_keys) as u (subject_id uuid, wrapped_key bytea)
      cross join lateral (select * from subject_keys k where k.subject_id = u.subject_id limit 1) k
      where k.wrapped_key is distinct from u.wrapped_key
    ) k on true
  ),

  -- Only the winners take positions, and leave no gap.
  placed as materialized (
    select
      j.*, j.expected_version + j.event_count as new_version,
      reach + sum(case when j.verdict = 'appended' then j.event_count else 0 end) over (order by j.request) as last_position
    from judged j
  ),

  moved_streams as (
    insert into streams (stream_id, version)
    select p.stream_id, p.new_version from placed p where p.verdict = 'appended' and p.event_count > 0
    on conflict (stream_id) do update set version = excluded.version
  ),

  new_keys as (
    insert into subject_keys (subject_id, site_id, wrapped_key, wrapping_key_id, created_at)
    select u.subject_id, u.site_id, u.wrapped_key, u.wrapping_key_id, stamp
    from placed p
    cross join jsonb_to_recordset(p.subject_keys) as u (subject_id uuid, site_id text, wrapped_key bytea, wrapping_key_id text)
    where p.verdict = 'appended'
    on conflict (subject_id) do nothing
  ),

  remembered as (
    insert into idempotency_keys (scope, key, request_hash, result, position, created_at)
    select p.scope, p.key, p.request_hash, p.result, p.last_position, stamp
    from placed p
    where p.verdict = 'appended' and p.key is not null
  ),

  inserted as (
    insert into events (
      position, stream_id, version, event_id, type, schema_version, site_id, partition_key, subject_id, data, sealed, meta,
      recorded_at
    )
    select
      p.last_position - p.event_count + e.place, p.stream_id, p.expected_version + e.place, e.event_id, e.type, e.schema_version,
      e.site_id, e.partition_key, e.subject_id, e.data, e.sealed, e.meta, stamp
    from placed p
    cross join lateral rows from (
      jsonb_to_recordset(p.events) as (
        event_id uuid, type text, schema_version smallint, site_id text, partition_key text, subject_id uuid,
        data jsonb, sealed bytea, meta jsonb
      )
    ) with ordinality as e (
      event_id, type, schema_version, site_id, partition_key, subject_id, data, sealed, meta, place
    )
    where p.verdict = 'appended'
  )

  select
    p.verdict, p.last_position - greatest(p.event_count - 1, 0), coalesce(p.first_answer_position, p.last_position),
    case p.verdict when 'appended' then p.new_version else p.actual_version end, stamp,
    p.first_request_hash, p.first_result, p.keys_in_force
  from placed p
  order by p.request;
end
$$;

-- Has new positions begin behind `target`, and behind the whole log. Answers where they begin behind now.
create function bump_position(target bigint) returns bigint language plpgsql as $$
declare
  bumped bigint;
begin
  perform lock_event_log();
  bumped := greatest(target, event_log_reach());
  insert into position_bumps (to_position) values (bumped) on conflict do nothing;
  return bumped;
end
$$;

-- Drops a subject's key for good, in turn with the appends: none that comes after is sealed under it.
create function erase_subject_key(subject uuid, site text) returns void language plpgsql as $$
begin
  perform lock_event_log();
  insert into subject_keys (subject_id, site_id, created_at, erased_at) values (subject, site, now(), now())
  on conflict (subject_id) do update
    set wrapped_key = null, wrapping_key_id = null, erased_at = coalesce(subject_keys.erased_at, excluded.erased_at);
end
$$;

-- Nulls what is left of a subject's sealed data between two positions (the first excluded), and answers in how many events.
create function clear_sealed(subject uuid, after bigint, upto bigint) returns int language plpgsql
set colloquy.erasing = 'on'
as $$
declare
  cleared int;
begin
  update events set sealed = null where subject_id = subject and sealed is not null and position > after and position <= upto;
  get diagnostics cleared = row_count;
  return cleared;
end
$$;
