-- Only a superuser may attach a parameter of our own to a function (`create function … set colloquy.erasing`), but every user may set it
-- for the current transaction. These functions set it themselves. If one fails, the transaction that it belongs to is rolled back, and the
-- setting with it.
create or replace function clear_sealed_in(stream_ids uuid[]) returns int language plpgsql as $$
declare
  cleared int;
begin
  perform set_config('colloquy.erasing', 'on', true);
  update events set sealed = null where stream_id = any (stream_ids) and sealed is not null;
  get diagnostics cleared = row_count;
  perform set_config('colloquy.erasing', 'off', true);
  return cleared;
end
$$;

create or replace function clear_sealed_at(subject uuid, positions bigint[]) returns int language plpgsql as $$
declare
  cleared int;
begin
  perform set_config('colloquy.erasing', 'on', true);
  update events set sealed = null where position = any (positions) and subject_id = subject and sealed is not null;
  get diagnostics cleared = row_count;
  perform set_config('colloquy.erasing', 'off', true);
  return cleared;
end
$$;
