-- Which texts came within the last hour, by whom, for the rule about the same text by several authors: keyed hashes of
-- pieces of the text, and of a member or a guest's network. Unlogged: a crash costs an hour of it.
create unlogged table recent_likenesses (
  wave    uuid        not null, -- the first comment of those that say nearly the same
  author  bytea       not null,
  bands   int[]       not null, -- texts that say nearly the same have some in common; none: others of the wave tell
  times   int         not null, -- how often the author sent it
  sent_at timestamptz not null, -- for the last time
  primary key (wave, author)
) with (fillfactor = 70);

create index recent_likenesses_bands on recent_likenesses using gin (bands) with (fastupdate = off); -- else each look reads what waits

-- Notes a text and answers by how many authors the like of it came within the hour before: a thousand at most. Texts
-- take turns: of any that are sent at once, in whichever processes, one is the first, one the second, and so on.
-- `senders`: the hashes under which its author may be known, the one to note first.
create function note_likeness(noted_comment uuid, noted_bands int[], fewest_alike int, senders bytea[], noted_at timestamptz)
returns table (noted_wave uuid, noted_author bytea, noted_authors int)
language plpgsql
set enable_seqscan = off -- a plan made while the table is empty is kept while it fills
as $$
declare
  an_hour_ago timestamptz := noted_at - interval '1 hour';
begin
  perform pg_advisory_xact_lock(4206031);
  select l.wave into noted_wave from recent_likenesses l
  where l.bands && noted_bands and l.sent_at > an_hour_ago
    and (select count(*) from unnest(l.bands) band where band = any (noted_bands)) >= fewest_alike
  order by l.wave limit 1; -- ids sort by time: the oldest
  noted_wave := coalesce(noted_wave, noted_comment);
  select l.author into noted_author from recent_likenesses l
  where l.wave = noted_wave and l.author = any (senders) and l.sent_at > an_hour_ago limit 1;
  noted_author := coalesce(noted_author, senders[1]);
  -- Fifty of the last ten minutes are enough to find a flood by: what more of it comes costs no more.
  if 50 <= (
    select count(*) from (
      select from recent_likenesses l
      where l.wave = noted_wave and l.sent_at > noted_at - interval '10 minutes' and l.bands <> '{}' limit 50
    ) newest
  ) then
    noted_bands := '{}';
  end if;
  insert into recent_likenesses as known (wave, author, bands, times, sent_at)
  values (noted_wave, noted_author, noted_bands, 1, noted_at)
  on conflict (wave, author) do update
    set times = known.times + 1, sent_at = greatest(known.sent_at, excluded.sent_at),
        bands = case when known.sent_at > an_hour_ago then known.bands else excluded.bands end;
  select count(*) into noted_authors from (
    select from recent_likenesses l where l.wave = noted_wave and l.sent_at > an_hour_ago limit 1000
  ) alike;
  return next;
end $$;
