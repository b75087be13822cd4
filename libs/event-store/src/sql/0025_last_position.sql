-- Positions are read as JavaScript's numbers, which are exact up to 2^53 - 1: no event gets a later one. An append that would need one is refused as a whole.
-- Not checked of the events that there are: that would read the whole log under a lock.
alter table events add constraint events_position_is_exact check (position <= 9007199254740991) not valid;

-- A bump is for positions that the log gave out and lost: it can have lost what it wrote since the backup. 10^11 events are three years at a thousand
-- a second; a larger jump is a number that was mistyped, or a time in milliseconds, and positions that were passed over never come back. The last 10^12 positions are
-- for events alone, so that no mistake leaves the log without room to go on.
create function refuse_far_bump() returns trigger language plpgsql as $$
declare
  reach bigint := event_log_reach();
begin
  if new.to_position > reach + 100000000000 then
    raise exception 'positions cannot be bumped to %: that is more than 100000000000 beyond %, which the log has reached; no backup is so far behind', new.to_position, reach
      using errcode = 'numeric_value_out_of_range';
  end if;
  if new.to_position > reach and new.to_position > 9007199254740991 - 1000000000000 then
    raise exception 'positions cannot be bumped to %: they end at 9007199254740991, and the last 1000000000000 are for events alone', new.to_position
      using errcode = 'numeric_value_out_of_range';
  end if;
  return new;
end
$$;

create trigger position_bumps_are_near before insert on position_bumps for each row execute function refuse_far_bump();

-- Takes the last bump back, unless an event was appended behind it, or a restore made it; new positions then begin behind `keep` at least. Answers where they begin,
-- and null where there is nothing to take back. The epoch that began with the bump stays: it holds whatever comes next.
create function undo_bump(keep bigint) returns bigint language plpgsql as $$
declare
  newest bigint;
begin
  perform lock_event_log();
  select max(to_position) into newest from position_bumps;
  if newest is null or newest <= keep or newest <= coalesce((select max(position) from events), 0) then
    return null;
  end if;
  -- Both were written by one transaction.
  if not exists (
    select from position_bumps b join log_epochs e on e.began_at = b.bumped_at where b.to_position = newest and e.reason = 'bump'
  ) then
    return null;
  end if;
  delete from position_bumps where to_position = newest;
  if event_log_reach() < keep then
    insert into position_bumps (to_position) values (keep);
  end if;
  return event_log_reach();
end
$$;
