-- Which texts came within the last hour, by whom, for the rule about the same text by several authors: keyed hashes of
-- pieces of the text, and of a member or a guest's network. Unlogged: a crash costs an hour of it.
create unlogged table recent_likenesses (
  position   bigint      generated always as identity primary key,
  bands      int[]       not null, -- texts that say nearly the same have some in common; none: others of its wave tell
  author     bytea       not null,
  comment_id uuid        not null,
  wave       uuid        not null, -- the first comment of those that say nearly the same
  sent_at    timestamptz not null
);

create index recent_likenesses_bands on recent_likenesses using gin (bands);
create index recent_likenesses_wave on recent_likenesses (wave, sent_at);
create index recent_likenesses_sent on recent_likenesses (sent_at);

-- Notes a text and answers by how many authors the like of it came within the hour before. Texts take turns: of any that
-- are sent at once, in whichever processes, one is the first, one the second, and so on.
-- `senders`: the hashes under which its author may be known, the one to note first.
create function note_likeness(noted_comment uuid, noted_bands int[], fewest_alike int, senders bytea[], noted_at timestamptz)
returns table (noted_position bigint, noted_wave uuid, noted_authors int)
language plpgsql as $$
declare
  an_hour_ago timestamptz := noted_at - interval '1 hour';
  known_as bytea;
begin
  perform pg_advisory_xact_lock(4206031);
  select l.wave into noted_wave from recent_likenesses l
  where l.bands && noted_bands and l.sent_at > an_hour_ago
    and (select count(*) from unnest(l.bands) band where band = any (noted_bands)) >= fewest_alike
  order by l.position limit 1;
  noted_wave := coalesce(noted_wave, noted_comment);
  select l.author into known_as from recent_likenesses l
  where l.wave = noted_wave and l.sent_at > an_hour_ago and l.author = any (senders) limit 1;
  -- Fifty of the last ten minutes are enough to find a flood by: what more of it comes costs no more.
  if 50 <= (
    select count(*) from (
      select from recent_likenesses l
      where l.wave = noted_wave and l.sent_at > noted_at - interval '10 minutes' and l.bands <> '{}' limit 50
    ) newest
  ) then
    noted_bands := '{}';
  end if;
  insert into recent_likenesses (bands, author, comment_id, wave, sent_at)
  values (noted_bands, coalesce(known_as, senders[1]), noted_comment, noted_wave, noted_at)
  returning position into noted_position;
  select count(distinct l.author) into noted_authors from recent_likenesses l
  where l.wave = noted_wave and l.sent_at > an_hour_ago;
  return next;
end $$;
