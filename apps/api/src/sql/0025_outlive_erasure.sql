-- Restrictions of members who were erased, until they end: only a keyed hash of the site's user id, under a key for this alone. Gone once the person is back,
-- since their new account has them then.
create table kept_restrictions (
  person    bytea       not null,
  kind      text        not null check (kind in ('banned', 'suspended', 'premoderated', 'muted')),
  until     timestamptz, -- null: until it is lifted
  author_id uuid,        -- of the new account, while it is being made; null before
  primary key (person, kind)
);

create index kept_restrictions_by_end on kept_restrictions (until) where until is not null;

-- What an erasure kept, written with it; so that an erasure which was interrupted reports it, too.
alter table erasures add column kept jsonb;

-- From where guests wrote who may not write now: hashes of post_addresses, under the pepper of the same day, and gone with it.
create unlogged table banned_networks (
  day       date        not null,
  hash      bytea       not null,
  author_id uuid,        -- null: they were erased
  kind      text        not null check (kind in ('banned', 'suspended')),
  until     timestamptz not null default 'infinity',
  marked_at timestamptz not null default clock_timestamp(),
  unique nulls not distinct (day, hash, author_id)
);

create index banned_networks_of_author on banned_networks (author_id);
