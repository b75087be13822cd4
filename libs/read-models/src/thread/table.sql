create table comments (
  id uuid primary key,
  site_id text not null,
  article_id text not null,
  parent_id uuid,
  root_id uuid not null,
  depth int not null,
  ancestors uuid[] not null, -- from the top-level comment down to the parent
  author_id uuid not null,
  author_kind text not null,
  author_name text,
  author_picture text,
  author_email_hash text,
  badge text,
  body text,
  html text,
  status text not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  revision int not null,
  version int not null,
  position bigint not null,
  likes int not null,
  reply_count int not null, -- visible direct replies
  visible_descendants int not null,
  -- Readers meet a comment while it is visible, and its tombstone while something visible stands below it.
  shown boolean not null generated always as (status in ('published', 'approved') or visible_descendants > 0) stored,
  unique (author_id, id) -- an erasure finds an author's comments by it, also while the table is being built
) with (fillfactor = 85);

create index comments_oldest on comments (site_id, article_id, position) where parent_id is null and shown;
create index comments_top on comments (site_id, article_id, likes, position) where parent_id is null and shown;
-- depth last: a page that is cut at a depth skips deeper replies inside the index.
create index comments_replies on comments (root_id, position, depth) where parent_id is not null and shown;
-- Feeds: the newest comments of an article, replies and all.
create index comments_newest on comments (site_id, article_id, position) where status in ('published', 'approved');
-- An author's own comments that wait for a moderator: few at any time.
create index comments_waiting on comments (site_id, article_id, author_id) where status in ('held', 'escalated');
-- What readers do not meet, for moderators who look around a comment: few, too.
create index comments_hidden on comments (site_id, article_id, parent_id, position) where not shown;
-- The names under which a site's staff wrote: nobody else may have one that looks alike.
create index comments_of_staff on comments (site_id, position) where badge = 'staff';
