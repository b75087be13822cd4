-- Nulls everything sealed in some streams, whoever it belongs to: what others noted about a comment may quote what its erased author wrote.
-- Answers in how many events.
create function clear_sealed_in(stream_ids uuid[]) returns int language plpgsql
set colloquy.erasing = 'on'
as $$
declare
  cleared int;
begin
  update events set sealed = null where stream_id = any (stream_ids) and sealed is not null;
  get diagnostics cleared = row_count;
  return cleared;
end
$$;
