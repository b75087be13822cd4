-- Begins the epochs of a restore, which are not settled until `finish_restore`: until then no role starts. Answers the number of the newest. Call it in the
-- transaction that moves what else depends on positions.
-- There are two: marks of the first have greater positions than all that is void, for consumers that go by positions alone; the second is what the log goes on as,
-- with positions that may lie before those of such a mark. Within one epoch positions grow.
-- valid_until: the last position up to which the log and whatever was published agree. seen: positions up to there were given out, whatever became of them.
-- newest_seen: the newest epoch that was published; a backup may be older than it.
create function begin_restore(valid_until bigint, seen bigint, newest_seen int) returns int language plpgsql as $$
declare
  began int;
begin
  perform lock_event_log();
  insert into position_bumps (to_position) values (greatest(seen, event_log_reach())) on conflict do nothing;
  -- Epochs that began behind there published nothing that stands. What the log has of them is of the new epoch.
  update log_epochs set after_position = valid_until where after_position > valid_until;
  select greatest(max(epoch), newest_seen) + 2 into began from log_epochs;
  insert into log_epochs (epoch, after_position, reason)
  values (began - 1, valid_until, 'restore'), (began, valid_until, 'restore');
  return began;
end
$$;

create function finish_restore() returns void language sql as $$
  update log_epochs set settled_at = now() where settled_at is null
$$;
