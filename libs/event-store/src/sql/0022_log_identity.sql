-- Which log this is. A copy of the database has the same one: see log_epochs.
create table log_identity (
  only_row boolean primary key default true check (only_row),
  log_id uuid not null
);

insert into log_identity (log_id) values (gen_random_uuid());

-- What stands at a position is known only together with its epoch. Epoch n holds the positions behind its own `after_position` and up to that of
-- epoch n + 1; what was ever published of epoch n beyond that is void. A new epoch begins when positions were bumped, or a backup was restored.
create table log_epochs (
  epoch int primary key check (epoch > 0),
  after_position bigint not null check (after_position >= 0),
  reason text not null check (reason in ('first', 'bump', 'restore')),
  began_at timestamptz not null default now(),
  -- Null while a restore is under way: nothing is published, and nobody is served.
  settled_at timestamptz
);

insert into log_epochs (epoch, after_position, reason, settled_at) values (1, 0, 'first', now());

create trigger log_identity_is_not_deleted before delete on log_identity for each row execute function refuse_change();
create trigger log_epochs_are_not_deleted before delete on log_epochs for each row execute function refuse_change();
create trigger log_epochs_are_not_truncated before truncate on log_epochs for each statement execute function refuse_change();

-- Begins a new epoch behind a position that is not beyond the last event and not before the last epoch, and answers its number. Has new events get positions behind `target`.
create function begin_log_epoch(valid_until bigint, why text, target bigint, settled boolean) returns int language plpgsql as $$
declare
  newest log_epochs;
  bumped bigint;
begin
  perform lock_event_log();
  select * into newest from log_epochs order by epoch desc limit 1;
  if valid_until < newest.after_position then
    raise exception 'epoch % begins behind position %: the next one cannot begin behind %', newest.epoch, newest.after_position, valid_until
      using errcode = 'invalid_parameter_value';
  end if;
  bumped := greatest(target, event_log_reach());
  insert into position_bumps (to_position) values (bumped) on conflict do nothing;
  insert into log_epochs (epoch, after_position, reason, settled_at)
  values (newest.epoch + 1, valid_until, why, case when settled then now() end);
  return newest.epoch + 1;
end
$$;

create or replace function bump_position(target bigint) returns bigint language plpgsql as $$
begin
  perform lock_event_log();
  perform begin_log_epoch(coalesce((select max(position) from events), 0), 'bump', target, true);
  return event_log_reach();
end
$$;
