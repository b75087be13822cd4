-- The event log, and what belongs to it. Positions are given out only by append_events (0002), under its lock.

create table events (
  position bigint primary key,
  stream_id uuid not null,
  version int not null check (version > 0),
  event_id uuid not null,
  type text not null,
  schema_version smallint not null,
  site_id text not null,
  partition_key text not null,
  subject_id uuid,
  data jsonb not null,
  sealed bytea check (sealed is null or subject_id is not null),
  meta jsonb not null,
  recorded_at timestamptz not null,
  unique (stream_id, version) -- no third index: each one is paid on every append
);

create table streams (
  stream_id uuid primary key,
  version int not null
) with (fillfactor = 80); -- room for the new version on the same page

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  result jsonb not null,
  position bigint not null,
  created_at timestamptz not null,
  primary key (scope, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at); -- for the clean-up

-- A row stays when its subject is erased: without the row the subject would be given a new key.
create table subject_keys (
  subject_id uuid primary key,
  site_id text not null,
  wrapped_key bytea,
  wrapping_key_id text,
  created_at timestamptz not null,
  erased_at timestamptz,
  check ((wrapped_key is null) = (erased_at is not null)),
  check ((wrapped_key is null) = (wrapping_key_id is null))
);

-- The fingerprint of the one key that wraps the subjects' keys.
create table wrapping_key (
  only_row boolean primary key default true check (only_row),
  key_id text not null,
  adopted_at timestamptz not null default now()
);

-- Each time an operator accepted that the log lost its tail, and had new positions start behind everything that was seen.
create table position_bumps (
  to_position bigint primary key,
  bumped_at timestamptz not null default now()
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed by %', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
end
$$;

-- Erasing may null `sealed`, and nothing else.
create function refuse_rewriting() returns trigger language plpgsql as $$
declare
  erased events := new;
begin
  erased.sealed := old.sealed;
  if current_setting('colloquy.erasing', true) = 'on' and new.sealed is null and erased is not distinct from old then
    return new;
  end if;
  raise exception 'events are never changed' using errcode = 'restrict_violation';
end
$$;

create trigger events_are_not_rewritten before update on events for each row execute function refuse_rewriting();
create trigger events_are_not_deleted before delete on events for each row execute function refuse_change();
create trigger events_are_not_truncated before truncate on events for each statement execute function refuse_change();
create trigger subject_keys_are_not_deleted before delete on subject_keys for each row execute function refuse_change();
create trigger subject_keys_are_not_truncated before truncate on subject_keys for each statement execute function refuse_change();
