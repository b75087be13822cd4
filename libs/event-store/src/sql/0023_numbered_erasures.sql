-- Erasures have numbers, in the order of their commits: a process that remembers keys asks which ones came since the last that it knows.
alter table subject_keys add column erasure bigint;

with numbered as (
  select subject_id, row_number() over (order by erased_at, subject_id) as number from subject_keys where erased_at is not null
)
update subject_keys k set erasure = n.number from numbered n where k.subject_id = n.subject_id;

alter table subject_keys add check ((erasure is null) = (erased_at is null));
create unique index subject_keys_by_erasure on subject_keys (erasure) where erasure is not null;
-- Whoever is about to write what many people wrote asks which of them were erased: almost nobody, and nobody else is in here.
create index subject_keys_erased on subject_keys (subject_id) where erased_at is not null;

-- Whichever statement drops a key. The log's lock is held until the commit, so whoever sees a number sees every smaller one.
create function number_erasure() returns trigger language plpgsql as $$
begin
  perform lock_event_log();
  new.erasure := coalesce((select k.erasure from subject_keys k where k.erasure is not null order by k.erasure desc limit 1), 0) + 1;
  return new;
end
$$;

-- The condition is all that an append pays for it.
create trigger erasures_are_numbered before insert or update on subject_keys
  for each row when (new.erased_at is not null and new.erasure is null) execute function number_erasure();
