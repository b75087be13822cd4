-- A site's own user ids may be e-mail addresses: only a keyed hash of them is kept, beside the opaque id that everything else uses.
create table identities (
  site_id      text        not null,
  external_key bytea       not null,
  author_id    uuid        not null unique,
  created_at   timestamptz not null default now(),
  primary key (site_id, external_key)
);
