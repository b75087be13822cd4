-- Appends a batch as append_events does and, where it was stored, drops a subject's key: all of it or nothing, under the log's lock. So there is no
-- moment at which the log says that somebody was erased and what they wrote can still be opened.
create function append_erasure(batch jsonb, subject uuid, site text)
returns table (
  verdict text, first_position bigint, last_position bigint, version int, recorded_at timestamptz,
  request_hash bytea, result jsonb, keys_in_force jsonb
)
language plpgsql as $$
declare
  answer record;
begin
  -- As on the connection that appends: what is answered is on the disk.
  perform set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off';
  perform lock_event_log();
  for answer in select * from append_events(batch) loop
    if answer.verdict = 'appended' then
      perform erase_subject_key(subject, site);
    end if;
    verdict := answer.verdict;
    first_position := answer.first_position;
    last_position := answer.last_position;
    version := answer.version;
    recorded_at := answer.recorded_at;
    request_hash := answer.request_hash;
    result := answer.result;
    keys_in_force := answer.keys_in_force;
    return next;
  end loop;
end
$$;
