-- A person's events are found by whoever caused them; that an event holds personal data of somebody else than its actor is rare, so the
-- second index stays almost empty. Paid on every append: in return an export or an erasure costs what one person did, not what all did.
create index events_by_actor on events ((meta ->> 'actorId')) where meta ->> 'actorId' is not null;
create index events_by_other_subject on events (subject_id)
  where subject_id is not null and subject_id::text is distinct from (meta ->> 'actorId');

-- The positions of everything that a person caused, that is in a stream of theirs, or that holds something personal of theirs, in order.
create function positions_about(person uuid) returns setof bigint language sql stable as $$
  select position from events where meta ->> 'actorId' = person::text
  union
  select position from events where stream_id = person
  union
  select position from events
  where subject_id = person and subject_id is not null and subject_id::text is distinct from (meta ->> 'actorId')
  order by position
$$;

-- Nulls what is left of a subject's sealed data at some positions, and answers in how many events.
create function clear_sealed_at(subject uuid, positions bigint[]) returns int language plpgsql
set colloquy.erasing = 'on'
as $$
declare
  cleared int;
begin
  update events set sealed = null where position = any (positions) and subject_id = subject and sealed is not null;
  get diagnostics cleared = row_count;
  return cleared;
end
$$;

drop function clear_sealed(uuid, bigint, bigint);
